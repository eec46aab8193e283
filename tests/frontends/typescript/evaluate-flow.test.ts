/** Which operations run, in which order, and under which doubts. */
import { describe, expect, it } from 'vitest'
import { evaluateBody } from './evaluating.ts'

const log = (body: string, before?: string): readonly string[] => evaluateBody(body, before).log

describe('conditions', () => {
  it('takes the side of a condition that is known', () => {
    expect(log(`if (1 > 0) await db.run('a'); else await db.run('b')`)).toEqual(['a'])
    expect(
      log(
        `switch ('x') { case 'y': await db.run('a'); break; case 'x': await db.run('b'); default: await db.run('c') }`,
      ),
    ).toEqual(['b', 'c'])
    expect(log(`false && await db.run('a'); true || await db.run('b'); null ?? await db.run('c')`)).toEqual([
      'c',
    ])
  })

  it('reads both sides of a condition that is not known', () => {
    expect(log(`if (process.env.A) await db.run('a'); else await db.run('b'); await db.run('c')`)).toEqual([
      'a conditional',
      'b conditional',
      'c',
    ])
    expect(log(`process.env.A ? await db.run('a') : await db.run('b')`)).toEqual([
      'a conditional',
      'b conditional',
    ])
    expect(
      log(
        `switch (process.env.A) { case 'x': await db.run('a'); break; default: await db.run('b') } await db.run('c')`,
      ),
    ).toEqual(['a conditional', 'b conditional', 'c'])
  })

  it('takes the side for PostgreSQL where settings tell the database', () => {
    const choices = (asked: string) =>
      log(
        `switch (${asked}) { case 'mysql': case 'mariadb': await db.run('a'); break; case 'postgres': await db.run('b'); break; default: await db.run('c') }`,
        `import { config } from './config'`,
      )
    expect(choices('config.db.type')).toEqual(['b'])
    expect(choices('process.env.DB_TYPE')).toEqual(['b'])
    expect(log(`if (process.env.DATABASE === 'sqlite') await db.run('a'); else await db.run('b')`)).toEqual([
      'b',
    ])
    expect(log(`if (process.env.DB_CLIENT !== 'pg') return; await db.run('a')`)).toEqual(['a'])
    expect(log(`if (process.env.DB_TYPE === 'slow') await db.run('a')`)).toEqual(['a conditional'])
    expect(log(`if (process.env.MONITOR === 'mysql') await db.run('a')`)).toEqual(['a conditional'])
    expect(
      log(
        `const rows = await db.run('a'); for (const row of rows) if (row.type === 'mysql') await db.run('b')`,
      ),
    ).toEqual(['a', 'b conditional'])
  })

  it('goes on behind a function that returns what it found, or throws', () => {
    const find = `async function find(name) {
      const rows = await db.run('find ' + name)
      if (rows.length > 0) return rows[0].id
      throw new Error('not found')
    }`
    expect(log(`await db.run('a'); const id = await find('b'); await db.run('c')\n${find}`)).toEqual([
      'a',
      'find b',
      'c',
    ])
  })

  it('takes it by the names of an enum that is out of reach', () => {
    const choose = (asked: string) =>
      log(
        `switch (${asked}) { case Types.sqlite: case Types.betterSqlite3: await db.run('a'); break; case Types.postgres: await db.run('b'); break; case Types.mysql: await db.run('c') }`,
        `import { Types, config } from '@shop/config'`,
      )
    expect(choose(`'postgres'`)).toEqual(['b'])
    expect(choose('config.db.type')).toEqual(['b'])
    expect(choose('config.db.size')).toContain('a conditional')
    expect(
      log(`if (Types.MYSQL === 'postgres') await db.run('a')`, `import { Types } from '@shop/config'`),
    ).toEqual([])
    expect(log(`if (Types.slow === 'fast') await db.run('a')`, `import { Types } from './types'`)).toEqual([
      'a conditional',
    ])
  })

  it('marks what depends on an existence check as guarded', () => {
    expect(log(`if (!(await db.has('x'))) await db.run('a')`)).toEqual(['a guarded'])
    expect(log(`const there = await db.has('x'); if (there) return; await db.run('a')`)).toEqual([
      'a guarded',
    ])
    expect(log(`await db.has('x').then(there => { if (!there) return db.run('a') })`)).toEqual(['a guarded'])
    expect(log(`await db.has('x') || await db.run('a')`)).toEqual(['a guarded'])
  })

  it('marks what stands behind an early return', () => {
    expect(log(`if (process.env.A) return; await db.run('a')`)).toEqual(['a conditional'])
    expect(log(`if (process.env.A) throw new Error('no'); await db.run('a')`)).toEqual(['a'])
    expect(log(`return; await db.run('a')`)).toEqual([])
  })

  it('does not know a variable that both sides leave different', () => {
    const body = `let t = 'a'; if (process.env.A) t = 'b'; await db.run(\`DROP TABLE \${t}\`)`
    expect(evaluateBody(body).texts).toEqual(['DROP TABLE ${t}'])
    expect(evaluateBody(`let t = 'a'; if (process.env.A) t = 'a'; await db.run(t)`).texts).toEqual(['a'])
    expect(evaluateBody(`let t = 'a'; if (process.env.A) { t = 'b'; return } await db.run(t)`).texts).toEqual(
      ['a'],
    )
  })

  it('reads try, catch and finally', () => {
    expect(
      log(`try { await db.run('a') } catch (e) { await db.run('b') } finally { await db.run('c') }`),
    ).toEqual(['a', 'b conditional', 'c'])
    expect(log(`try { throw new Error('x') } catch (e) { await db.run(e.message) }`)).toEqual(['x'])
  })

  it('tells that a function throws, and what it says', () => {
    expect(evaluateBody(`throw new Error('not ' + 'undone')`).run.thrown?.message).toBe('not undone')
    expect(
      evaluateBody(`fail('never')`, 'const fail = (m) => { throw new Error(m) }').run.thrown?.message,
    ).toBe('never')
  })
})

describe('loops', () => {
  it('unrolls loops whose course is known', () => {
    expect(log(`for (const t of ['a', 'b']) await db.run(t)`)).toEqual(['a', 'b'])
    expect(log(`for (let i = 0; i < 3; i++) { if (i === 1) continue; await db.run(\`\${i}\`) }`)).toEqual([
      '0',
      '2',
    ])
    expect(log(`for (const k in { a: 1, b: 2 }) await db.run(k)`)).toEqual(['a', 'b'])
    expect(log(`let i = 0; while (i < 2) await db.run(String(i++))`)).toEqual(['0', '1'])
    expect(log(`for (const [a, b] of Object.entries({ x: 'y' })) await db.run(a + b)`)).toEqual(['xy'])
    expect(log(`for (const t of ['a', 'b', 'c']) { if (t === 'b') break; await db.run(t) }`)).toEqual(['a'])
  })

  it('reads a loop over an unknown list once', () => {
    expect(log(`for (const row of await db.run('a')) await db.run('b')`)).toEqual(['a', 'b repeated'])
    expect(log(`const rows = await db.run('a'); await Promise.all(rows.map(row => db.run('b')))`)).toEqual([
      'a',
      'b repeated',
    ])
    expect(log(`while (true) { await db.run('a'); if (process.env.A) break }`)).toEqual(['a repeated'])
    expect(log(`let more; do { more = await db.run('a') } while (more.length)`)).toEqual(['a'])
  })

  it('reads a function that calls itself without end', () => {
    expect(
      log(
        `await again(db)`,
        `async function again(db) { const rows = await db.run('a'); if (rows.length) await again(db) }`,
      ),
    ).toEqual(['a', 'a conditional'])
    expect(evaluateBody(`f(1)`, `function f(n) { return f(n + 1) }`).log).toContain('opaque limit')
  })
})

describe('promises', () => {
  it('keeps the order of chains', () => {
    expect(
      log(`return db.run('a').then(() => db.run('b')).then(() => db.run('c')).catch(() => db.run('d'))`),
    ).toEqual(['a', 'b', 'c', 'd conditional'])
    expect(log(`await Promise.all(['a', 'b'].map(async t => { await db.run(t) }))`)).toEqual(['a', 'b'])
    expect(log(`await Promise.all([db.run('a'), db.run('b')])`)).toEqual(['a', 'b'])
    expect(log(`await ['a', 'b'].reduce((p, t) => p.then(() => db.run(t)), Promise.resolve())`)).toEqual([
      'a',
      'b',
    ])
    expect(log(`await new Promise((resolve, reject) => { db.run('a').then(resolve, reject) })`)).toEqual([
      'a',
    ])
  })

  it('finds promises that nobody waits for', () => {
    expect(log(`db.run('a'); await db.run('b')`)).toEqual(['a floating', 'b'])
    expect(log(`['a'].forEach(async t => { await db.run(t) })`)).toEqual(['a floating'])
    expect(log(`const p = db.run('a'); await db.run('b'); await p`)).toEqual(['a', 'b'])
    expect(log(`helper(db); await helper(db)`, `async function helper(db) { await db.run('a') }`)).toEqual([
      'a floating',
      'a',
    ])
    expect(log(`await db.within(async inner => { inner.run('a'); await inner.run('b') })`)).toEqual([
      'a floating',
      'b',
    ])
    expect(log(`void db.run('a')`)).toEqual(['a floating'])
  })
})

describe('what cannot be followed', () => {
  it('is recorded when it gets the runner', () => {
    expect(log(`await seed(db)`, `import { seed } from './seed'`)).toEqual(['opaque other file'])
    expect(log(`await new Seeder({ db }).run()`, `import { Seeder } from './seed'`)).toEqual([
      'opaque other file',
    ])
    expect(log(`await db.vacuum()`)).toEqual(['opaque unknown call'])
    expect(log(`const { run } = db; await run('a')`)).toEqual(['a'])
    expect(log(`console.log(db); await fetchAll()`, `import { fetchAll } from './x'`)).toEqual([])
  })

  it('reads functions that it hands over', () => {
    expect(log(`await retry(() => db.run('a'))`, `import { retry } from './retry'`)).toEqual([
      'a conditional',
    ])
  })

  it('ends on code without an end', () => {
    const { log: ended } = evaluateBody(`for (let i = 0; i >= 0; i++) { await db.run('a') }`)
    expect(ended.at(-1)).toBe('opaque limit')
  })
})
