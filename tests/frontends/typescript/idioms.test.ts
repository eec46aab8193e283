/** How migrations are written in the wild: what each idiom around a call of the runner reads as, never less. */
import { describe, expect, it } from 'vitest'
import { evaluateBody, evaluateSource } from './evaluating.ts'

/** The body of `up(db)`, what it reads as, and what stands before it. */
type Row = readonly [body: string, log: readonly string[], before?: string]

function readsAs(rows: readonly Row[]): void {
  for (const [body, expected, before] of rows) {
    it(body, () => {
      expect(evaluateBody(body, before).log).toEqual(expected)
    })
  }
}

describe('other names for the runner and its methods', () => {
  readsAs([
    [`const { run } = db; await run('a')`, ['a']],
    [`const { run: send } = db; await send('a')`, ['a']],
    [`const { run = null } = db; await run('a')`, ['a']],
    [`const { run, ...others } = db; await others.has('x'); await others.run('a')`, ['a']],
    [`const send = db.run.bind(db); await send('a')`, ['a']],
    [`const send = db.run.bind(db, 'a'); await send()`, ['a']],
    [`await db.run.call(db, 'a')`, ['a']],
    [`await db.run.apply(db, ['a'])`, ['a']],
    [`await db.run.apply(db, process.argv)`, ['<unknown>']],
    [`await db['run']('a')`, ['a']],
    [`await db['r' + 'un']('a')`, ['a']],
    [`await db?.run('a')`, ['a']],
    [`await db.run?.('a')`, ['a']],
    [`await db?.run?.('a')`, ['a']],
    [`const send = sql => db.run(sql); await send('a')`, ['a']],
    [`const send = (...args) => db.run(...args); await send('a')`, ['a']],
    [`function send() { return db.run.apply(db, arguments) } await send('a')`, ['a']],
    [
      `function send() { const inner = () => db.run(arguments[0]); return inner('b') } await send('a')`,
      ['a'],
    ],
    [`const runner = db; await runner.run('a')`, ['a']],
    [`const runner = { db }; await runner.db.run('a')`, ['a']],
    [`const [runner] = [db]; await runner.run('a')`, ['a']],
    [`let runner; runner = db; await runner.run('a')`, ['a']],
    [`await (0, db.run)('a')`, ['a']],
    [`await exec(db, 'a')`, ['a'], `const exec = (db, sql) => db.run(sql)`],
    [`await exec.bind(null, db)('a')`, ['a'], `function exec(db, sql) { return db.run(sql) }`],
    [`await exec.call(null, db, 'a')`, ['a'], `function exec(db, sql) { return db.run(sql) }`],
    [`await exec.apply(null, [db, 'a'])`, ['a'], `function exec(db, sql) { return db.run(sql) }`],
    [`await curry(db)('a')`, ['a'], `const curry = db => sql => db.run(sql)`],
    [`await exec({ db, sql: 'a' })`, ['a'], `const exec = ({ db, sql }) => db.run(sql)`],
    [`await exec({ db })`, ['a'], `const exec = ({ db, sql = 'a' }) => db.run(sql)`],
    [`await arguments[0].run('a')`, ['a']],
    [`await [db][0].run('a')`, ['a']],
    [`await Object.assign({}, { db }).db.run('a')`, ['a']],
    [`const self = {}; Object.assign(self, { db }); await self.db.run('a')`, ['a']],
    [`const self = {}; self.db = db; await self.db.run('a')`, ['a']],
    [`const self = {}; Object.defineProperty(self, 'db', { value: db }); await self.db.run('a')`, ['a']],
    [`const runner = process.env.A ? db : null; await runner.run('a')`, ['a conditional']],
    [
      `const runner = other ?? db; await runner.run('a')`,
      ['a conditional'],
      `import { other } from './other'`,
    ],
    [`let runner = db; if (process.env.A) runner = null; await runner.run('a')`, ['a conditional']],
    [`const copy = { ...db }; await copy.run('a')`, ['opaque run-time value']],
    [`const proxy = new Proxy(db, {}); await proxy.run('a')`, ['opaque unknown call']],
    [`await Reflect.apply(db.run, db, ['a'])`, ['opaque unknown call']],
    [`await eval("db.run('a')")`, ['opaque unknown call']],
    [`await new Function('db', "return db.run('a')")(db)`, ['opaque unknown call']],
    [`await db[process.env.METHOD]('a')`, ['opaque run-time value']],
    [`await db.other('a')`, ['opaque unknown call']],
  ])
})

describe('promises', () => {
  readsAs([
    [`const p = db.run('a'); await p`, ['a']],
    [`db.run('a')`, ['a floating']],
    [`void db.run('a')`, ['a floating']],
    [`return db.run('a')`, ['a']],
    [`return void db.run('a')`, ['a floating']],
    [`await db.run('a').then(() => db.run('b'))`, ['a', 'b']],
    [`return db.run('a').then(() => db.run('b')).then(() => { return db.run('c') })`, ['a', 'b', 'c']],
    [`return db.run('a').then(() => { db.run('b') })`, ['a', 'b floating']],
    [`await db.run('a').catch(() => db.run('b'))`, ['a', 'b conditional']],
    [`await db.run('a').finally(() => db.run('b'))`, ['a', 'b']],
    [`await Promise.all([db.run('a'), db.run('b')])`, ['a', 'b']],
    [`Promise.all([db.run('a'), db.run('b')])`, ['a floating', 'b floating']],
    [`await Promise.all(['a', 'b'].map(t => db.run(t)))`, ['a', 'b']],
    [`await Promise.all(['a', 'b'].map(async t => { await db.run(t) }))`, ['a', 'b']],
    [`await Promise.allSettled([db.run('a')])`, ['a']],
    [`await Promise.resolve(db.run('a'))`, ['a']],
    [`await Promise.resolve().then(() => db.run('a'))`, ['a']],
    [`const all = []; all.push(db.run('a')); await Promise.all(all)`, ['a']],
    [`const all = []; for (const t of ['a', 'b']) all.push(db.run(t)); await Promise.all(all)`, ['a', 'b']],
    [`const o = { p: db.run('a') }; await o.p`, ['a']],
    [`['a', 'b'].forEach(async t => { await db.run(t) })`, ['a floating', 'b floating']],
    [`await ['a', 'b'].reduce((p, t) => p.then(() => db.run(t)), Promise.resolve())`, ['a', 'b']],
    [`for (const p of ['a', 'b'].map(t => db.run(t))) await p`, ['a', 'b']],
    [`for await (const p of ['a', 'b'].map(t => db.run(t))) {}`, ['a', 'b']],
    [`await (async () => { await db.run('a') })()`, ['a']],
    [`(async () => { await db.run('a') })()`, ['a floating']],
    [`const p = process.env.A ? db.run('a') : null; await p`, ['a conditional']],
    [`const p = process.env.A ? db.run('a') : db.run('b'); await p`, ['a conditional', 'b conditional']],
    [`await (process.env.A && db.run('a'))`, ['a conditional']],
    [`await (process.env.A || db.run('a'))`, ['a conditional']],
    [`let p; if (process.env.A) p = db.run('a'); await p`, ['a conditional']],
    [`const list = process.env.A ? [db.run('a')] : []; await Promise.all(list)`, ['a conditional']],
    [`await retry(db.run('a'))`, ['a'], `import { retry } from './retry'`],
    [`await all([db.run('a'), db.run('b')])`, ['a', 'b'], `import { all } from './all'`],
    [`retry(db.run('a'))`, ['a floating'], `import { retry } from './retry'`],
    [`await retry(() => db.run('a'))`, ['a conditional'], `import { retry } from './retry'`],
    [`await retry({ work: () => db.run('a') })`, ['a conditional'], `import { retry } from './retry'`],
    [
      `await inOrder([() => db.run('a'), () => db.run('b')])`,
      ['a conditional', 'b conditional'],
      `import { inOrder } from './x'`,
    ],
    [`await new Job(() => db.run('a')).start()`, ['a conditional'], `import { Job } from './job'`],
    [`await new Promise(resolve => db.run('a').then(resolve))`, ['a']],
    [
      `await new Promise((resolve, reject) => { db.run('a').then(resolve, reject) }); await db.run('b')`,
      ['a', 'b'],
    ],
    [`await new Promise(resolve => setTimeout(resolve, 100)); await db.run('a')`, ['a']],
    [`setTimeout(() => db.run('a'), 100)`, ['a conditional floating']],
    [
      `await fails().catch(() => db.run('a')); await db.run('b')`,
      ['a', 'b'],
      `async function fails() { throw new Error('x') }`,
    ],
    [
      `await db.run('a').then(() => { throw new Error('x') }).catch(() => db.run('b')); await db.run('c')`,
      ['a', 'b', 'c'],
    ],
    [`await Promise.reject(new Error('x')).catch(() => db.run('a')); await db.run('b')`, ['a', 'b']],
    [
      `try { await fails() } catch { await db.run('a') } await db.run('b')`,
      ['a', 'b'],
      `async function fails() { throw new Error('x') }`,
    ],
    [`fails(); await db.run('b')`, ['b'], `async function fails() { throw new Error('x') }`],
    [
      `await fails().finally(() => db.run('a')).catch(() => db.run('b'))`,
      ['a', 'b'],
      `async function fails() { throw new Error('x') }`,
    ],
    [
      `await Promise.all([fails()]).catch(() => db.run('b')); await db.run('c')`,
      ['b', 'c'],
      `async function fails() { throw new Error('x') }`,
    ],
    [`await db.within(async inner => { await inner.run('a') })`, ['a']],
    [`await db.within(inner => { inner.run('a') })`, ['a floating']],
    [`const a = await db.run('a'), b = await db.run('b')`, ['a', 'b']],
    [`await db.run('a'), await db.run('b')`, ['a', 'b']],
    [`!(await db.run('a'))`, ['a']],
    [`return [db.run('a')]`, ['a floating']],
  ])
})

describe('choices among functions', () => {
  readsAs([
    [
      `const f = process.env.A ? () => db.run('a') : () => db.run('b'); await f()`,
      ['a conditional', 'b conditional'],
    ],
    [
      `const f = { x: () => db.run('a'), y: () => db.run('b') }[process.env.A]; await f()`,
      ['a conditional', 'b conditional'],
    ],
    [
      `await { x: () => db.run('a'), y: () => db.run('b') }[process.env.A]()`,
      ['a conditional', 'b conditional'],
    ],
    [`await [() => db.run('a')][process.env.A]()`, ['a conditional']],
    [`await ops[\`x\${process.env.A}\`](db)`, ['a conditional'], `const ops = { x1: db => db.run('a') }`],
    [`const f = process.env.A ? undefined : () => db.run('a'); await f?.()`, ['a conditional']],
    [`const sql = process.env.A ? 'a' : 'b'; await db.run(sql)`, ['<unknown>']],
    [
      `const steps = [() => db.run('a'), () => db.run('b')]; for (const step of steps) await step()`,
      ['a', 'b'],
    ],
    [`const steps = { one: () => db.run('a') }; for (const key in steps) await steps[key]()`, ['a']],
    [`await Object.values({ one: () => db.run('a') })[0]()`, ['a']],
    [`await Promise.all(Object.entries({ a: 1, b: 2 }).map(([key]) => db.run(key)))`, ['a', 'b']],
  ])
})

describe('loops and jumps', () => {
  readsAs([
    [
      `outer: for (const a of [1, 2]) { for (const b of [1, 2]) { if (b === 2) continue outer; await db.run(\`\${a}\${b}\`) } } await db.run('end')`,
      ['11', '21', 'end'],
    ],
    [
      `outer: for (const a of [1, 2]) { for (const b of [1, 2]) { if (a === 2) break outer; await db.run(\`\${a}\${b}\`) } } await db.run('end')`,
      ['11', '12', 'end'],
    ],
    [
      `outer: while (true) { for (;;) { await db.run('a'); break outer } } await db.run('end')`,
      ['a repeated', 'end'],
    ],
    [`block: { await db.run('a'); break block; await db.run('b') } await db.run('c')`, ['a', 'c']],
    [
      `block: { if (process.env.A) break block; await db.run('b') } await db.run('c')`,
      ['b conditional', 'c'],
    ],
    [
      `outer: for (const a of ['a', 'b']) { for (const b of [1]) { if (process.env.A) continue outer } await db.run(a) } await db.run('c')`,
      ['a conditional', 'b conditional', 'c'],
    ],
    [`let i = 0; do { await db.run(\`\${i++}\`) } while (i < 3)`, ['0', '1', '2']],
    [`do { await db.run('a') } while (await db.run('b'))`, ['a', 'b']],
    [
      `for (const t of tables) { if (t === 'x') { return db.run('a') } } await db.run('b')`,
      ['a conditional', 'b conditional'],
      `import { tables } from './tables'`,
    ],
    [
      `for (const t of ['a', 'b']) { if (process.env.A) return; else break } await db.run('c')`,
      ['c conditional'],
    ],
    [`for (const t of ['a', 'b']) { if (process.env.A) continue; else break } await db.run('c')`, ['c']],
    [
      `for (const t of ['a', 'b']) { if (process.env.A) break; await db.run(t) } await db.run('c')`,
      ['a conditional', 'b conditional', 'c'],
    ],
    [`for (const t of new Set(['a', 'b', 'a'])) await db.run(t)`, ['a', 'b']],
    [`const s = new Set(); s.add('a').add('b'); for (const t of s) await db.run(t)`, ['a', 'b']],
    [`const s = new Set(['a', 'b']); s.delete('a'); for (const t of s) await db.run(t)`, ['b']],
    [`if (new Set(['a']).has('a')) await db.run('a')`, ['a']],
    [`for (const [k, v] of new Map([['a', 'b']])) await db.run(k + v)`, ['ab']],
    [`const m = new Map(); m.set('k', 'a'); await db.run(m.get('k'))`, ['a']],
    [`const m = new Map([['k', 'a']]); for (const v of m.values()) await db.run(v)`, ['a']],
    [`const m = new Map([['k', 'a']]); for (const k of m.keys()) await db.run(k)`, ['k']],
    [
      `const m = new Map(Object.entries({ a: 'b' })); m.forEach((v, k) => { db.run(k + v) })`,
      ['ab floating'],
    ],
    [`const m = new Map([['k', 'a']]); await Promise.all([...m].map(([k, v]) => db.run(v)))`, ['a']],
    [`const m = new Map([['k', 'a']]); await db.run(\`\${m.size}\`)`, ['1']],
    [`for (const t of ['a', 'b'].entries()) await db.run(t[1])`, ['a', 'b']],
    [`for (const c of 'ab') await db.run(c)`, ['a', 'b']],
    [`for (const c of [...'ab']) await db.run(c)`, ['a', 'b']],
    [`for (const i in ['a', 'b']) await db.run(['a', 'b'][i])`, ['a', 'b']],
    [`const list = ['a', 'b', 'c']; list.splice(1, 1); for (const t of list) await db.run(t)`, ['a', 'c']],
    [`const list = ['a']; list.splice(1, 0, 'b'); for (const t of list) await db.run(t)`, ['a', 'b']],
    [`const list = ['b', 'a']; list.sort(); for (const t of list) await db.run(t)`, ['a', 'b']],
    [`const list = ['b', 'a']; list.reverse(); for (const t of list) await db.run(t)`, ['a', 'b']],
    [
      `const list = ['b', 'a'].sort((x, y) => x < y ? -1 : 1); for (const t of list) await db.run(t)`,
      ['a', 'b'],
    ],
    [`for (const t of Array(2).fill('a')) await db.run(t)`, ['a', 'a']],
    [`for (const t of ['a', 'b', 'c'].toSpliced(0, 1)) await db.run(t)`, ['b', 'c']],
    [`for (const t of ['a', 'b'].with(0, 'c')) await db.run(t)`, ['c', 'b']],
    [`await db.run(['a', 'b'].findLast(t => t < 'b'))`, ['a']],
    [`await db.run(['a', 'b'].reduceRight((s, t) => s + t))`, ['ba']],
    [`const list = []; list[list.length] = 'a'; for (const t of list) await db.run(t)`, ['a']],
    [`const list = ['a', 'b']; list.length = 1; for (const t of list) await db.run(t)`, ['a']],
    [
      `const list = []; fill(list); for (const t of list) await db.run(t)`,
      ['<unknown>'],
      `import { fill } from './fill'`,
    ],
    [`const o = { a: 1, b: 2 }; delete o.a; for (const t in o) await db.run(t)`, ['b']],
    [`const [, second] = [, 'a']; await db.run(second)`, ['a']],
    [
      `const list = []; while (list.length < 2) list.push('a'); for (const t of list) await db.run(t)`,
      ['a', 'a'],
    ],
    [`while (true) { await db.run('a'); if (process.env.A) break } await db.run('b')`, ['a repeated', 'b']],
    [
      `for (;;) { const rows = await db.run('a'); if (!rows.length) return } await db.run('b')`,
      ['a repeated', 'b conditional'],
    ],
    [`for (let i = 0n; i < 2n; i++) await db.run('a')`, ['a repeated']],
    [`for (const t of Array.from({ length: 2 }, (_, i) => \`\${i}\`)) await db.run(t)`, ['0', '1']],
    [`for (const t of Array.from(new Set(['a']))) await db.run(t)`, ['a']],
    [`for (const t of Array.from('ab')) await db.run(t)`, ['a', 'b']],
    [`for (const t of [].concat('a', ['b'])) await db.run(t)`, ['a', 'b']],
    [`for (const t of Object.values(Object.fromEntries([['x', 'a']]))) await db.run(t)`, ['a']],
    [`for (const t of Object.values(Object.fromEntries(new Map([['x', 'a']])))) await db.run(t)`, ['a']],
    [`for (const t of Object.keys(JSON.parse('{"a": 1, "b": [2]}'))) await db.run(t)`, ['a', 'b']],
    [`await db.run(JSON.stringify({ a: [1, null, 'x'], b: undefined }))`, ['{"a":[1,null,"x"]}']],
    [`for (const t of structuredClone(['a'])) await db.run(t)`, ['a']],
  ])
})

describe('generators', () => {
  readsAs([
    [`for (const t of names()) await db.run(t)`, ['a', 'b'], `function* names() { yield 'a'; yield 'b' }`],
    [
      `for (const t of names()) await db.run(t)`,
      ['a', 'b', 'c'],
      `function* rest() { yield 'b' } function* names() { yield 'a'; yield* rest(); yield* ['c'] }`,
    ],
    [`for await (const t of names()) await db.run(t)`, ['a'], `async function* names() { yield 'a' }`],
    [
      `for await (const _ of steps(db)) {}`,
      ['a', 'b'],
      `async function* steps(db) { yield await db.run('a'); yield db.run('b') }`,
    ],
    [`await Promise.all([...names()].map(t => db.run(t)))`, ['a'], `function* names() { yield 'a' }`],
    [`const [first] = names(); await db.run(first)`, ['a'], `function* names() { yield 'a' }`],
    [
      `for (const t of names()) await db.run(t)`,
      ['<unknown> repeated'],
      `function* names() { for (const t of process.argv) yield t }`,
    ],
  ])
})

describe('branches', () => {
  readsAs([
    [
      `switch (true) { case 1 > 2: await db.run('a'); break; case 2 > 1: await db.run('b'); break; default: await db.run('c') }`,
      ['b'],
    ],
    [
      `switch (true) { case !!process.env.A: await db.run('a'); break; default: await db.run('b') }`,
      ['a conditional', 'b conditional'],
    ],
    [`switch (true) { case await db.has('x'): break; default: await db.run('b') }`, ['b guarded']],
    [`switch (process.env.A) { case 'x': return; default: } await db.run('b')`, ['b conditional']],
    [`switch ('x') { default: await db.run('a'); case 'y': await db.run('b') }`, ['a', 'b']],
    [`try { return db.run('a') } finally { await db.run('b') }`, ['a', 'b']],
    [
      `try { await db.run('a'); throw new Error('x') } catch { await db.run('b') } await db.run('c')`,
      ['a', 'b', 'c'],
    ],
    [
      `try { await db.run('a') } catch (e) { await db.run('b'); throw e } await db.run('c')`,
      ['a', 'b conditional', 'c'],
    ],
    [
      `try { if (process.env.A) throw new Error('x'); await db.run('a') } catch { await db.run('b') }`,
      ['a conditional', 'b conditional'],
    ],
    [`if (!(await db.has('x'))) { await db.run('a'); return } await db.run('b')`, ['a guarded', 'b guarded']],
    [`await (await db.has('x') ? db.run('a') : db.run('b'))`, ['a guarded', 'b guarded']],
    [`const there = await db.has('x'); there || (await db.run('a'))`, ['a guarded']],
    [`if (process.env.A) { var sql = 'a' } await db.run(sql ?? 'b')`, ['<unknown>']],
    [`{ var sql = 'a' } await db.run(sql)`, ['a']],
    [`for (var i = 0; i < 2; i++) {} await db.run(\`\${i}\`)`, ['2']],
    [`{ var send = sql => db.run(sql) } await send('a')`, ['a']],
    [`if (typeof db.run === 'function') await db.run('a')`, ['a']],
    [`if (db) await db.run('a')`, ['a']],
    [`await db.run('a' in { a: 1 } ? 'a' : 'b')`, ['a']],
  ])
})

describe('classes and objects', () => {
  readsAs([
    [
      `await new Helper(db).run('a')`,
      ['a'],
      `class Helper { constructor(db) { this.db = db } run(sql) { return this.db.run(sql) } }`,
    ],
    [
      `await new Helper(db).run('a')`,
      ['a'],
      `class Helper { #db; constructor(db) { this.#db = db } #send(sql) { return this.#db.run(sql) } run(sql) { return this.#send(sql) } }`,
    ],
    [
      `await new Child(db).go()`,
      ['a'],
      `class Base { constructor(db) { this.db = db } get sql() { return 'a' } } class Child extends Base { go() { return this.db.run(this.sql) } }`,
    ],
    [`await db.run(Sql.all)`, ['a'], `class Sql { static get all() { return 'a' } }`],
    [`await db.run(Sql.all)`, ['a'], `class Sql { static all = ''; static { Sql.all = 'a' } }`],
    [`await db.run({ get sql() { return 'a' } }.sql)`, ['a']],
    [`await db.run({ name: 'a', get sql() { return this.name } }.sql)`, ['a']],
    [`const o = { set sql(text) { db.run(text) } }; o.sql = 'a'`, ['a floating']],
    [
      `new Box(db).sql = 'a'`,
      ['a floating'],
      `class Box { constructor(db) { this.db = db } set sql(text) { this.db.run(text) } }`,
    ],
    [
      `await new Old(db).run('a')`,
      ['opaque unknown call'],
      `function Old(db) { this.db = db }\nOld.prototype.run = function (sql) { return this.db.run(sql) }`,
    ],
    [`await new (class { go() { return db.run('a') } })().go()`, ['a']],
    [`await { go() { return db.run('a') } }.go()`, ['a']],
    [`await { sql: 'a', go() { return db.run(this.sql) } }.go()`, ['a']],
    [`await Helper.go(db)`, ['a'], `class Helper { static go(db) { return db.run('a') } }`],
    [
      `await new Child().go(db)`,
      ['a', 'b'],
      `class Base { go(db) { return db.run('a') } } class Child extends Base { async go(db) { await super.go(db); await db.run('b') } }`,
    ],
    [
      `const h = makeHelper(db); await h.run('a')`,
      ['opaque other file', 'opaque other file'],
      `import { makeHelper } from './helper'`,
    ],
    [
      `await withClient(db, async client => { await client.run('a') })`,
      ['opaque other file conditional', 'opaque other file'],
      `import { withClient } from './client'`,
    ],
    [
      `const sql = tagOf(db); await sql\`DROP TABLE orders\``,
      ['opaque other file', 'opaque other file'],
      `import { tagOf } from './tag'`,
    ],
  ])
})

describe('texts', () => {
  readsAs([
    [`await db.run('a b c'.replace(/ /g, ''))`, ['abc']],
    [`await db.run('aXb'.replace(/x/i, '-'))`, ['a-b']],
    [`await db.run('a b'.replace(/(\\w) (\\w)/, '$2 $1'))`, ['<unknown>']],
    [`await db.run('ab'.replace('a', () => 'x'))`, ['<unknown>']],
    [`await db.run('a,b'.split(',')[1])`, ['b']],
    [`await db.run('a,b,c'.split(',', 2).join(';'))`, ['a;b']],
    [`await db.run('  a '.trim())`, ['a']],
    [`await db.run(['a', 'b'].join(' '))`, ['a b']],
    [`await db.run('a'.repeat(3))`, ['aaa']],
    [`await db.run('a'.padEnd(3, '-'))`, ['a--']],
    [`await db.run(String.raw\`a\\n\`)`, ['a\\n']],
    [`await db.run('abc'.substring(2, 0))`, ['ab']],
    [`await db.run('abc'.substr(1, 1))`, ['b']],
    [`await db.run('abc'.slice(-2))`, ['bc']],
    [`await db.run('abc'.at(-1))`, ['c']],
    [`await db.run('abc'[1])`, ['b']],
    [`await db.run(dedent\`a\`)`, ['a'], `import dedent from 'dedent'`],
    [
      `await db.run(sql\`a \${'b'}\`)`,
      ['a b'],
      `const sql = (texts, ...values) => texts.reduce((all, text, i) => all + text + (values[i] ?? ''), '')`,
    ],
    [`await db.run(sql\`a\\n\`)`, ['a\\n'], `const sql = (texts) => texts.raw[0]`],
    [`await db.run('a' + 1 + true + null)`, ['a1truenull']],
    [`await db.run(\`\${[1, 2]}\`)`, ['1,2']],
    [`let s = 'a'; s += 'b'; s ||= 'c'; s &&= s + 'd'; await db.run(s)`, ['abd']],
    [`await db.run(((x, y = x) => x + y)('a'))`, ['aa']],
  ])
})

describe('objects with dangerous names', () => {
  readsAs([
    [`const o = { __proto__: { x: 'a' } }; await db.run('b')`, ['b']],
    [`const o = {}; o['__proto__'].run = 'x'; await db.run('b')`, ['b']],
    [`const o = { constructor: 'a' }; await db.run(o.constructor)`, ['a']],
    [`await db.constructor('a')`, ['opaque unknown call']],
    [`await db.__proto__.run('a')`, ['opaque unknown call']],
    [`await db.hasOwnProperty('run')`, ['opaque unknown call']],
    [`await 'a'.constructor(db)`, ['opaque unknown call']],
    [`await [].constructor(db)`, ['opaque unknown call']],
    [`for (const t of Object.keys({ toString: 1, valueOf: 2 })) await db.run(t)`, ['toString', 'valueOf']],
    [`await db.run(JSON.parse('{"__proto__": {"polluted": "a"}}').__proto__.polluted)`, ['a']],
  ])
  it('leaves the prototypes of this process alone', () => {
    expect('polluted' in {}).toBe(false)
  })
})

describe('code that would never end', () => {
  const ends = (body: string, before = ''): readonly string[] => evaluateBody(body, before).log

  it.each<[string, string]>([
    ['a loop', `for (let i = 0; i >= 0; i++) {} await db.run('a')`],
    ['recursion', `const f = () => f(); f(); await db.run('a')`],
    ['mutual recursion', `const f = n => g(n), g = n => f(n); f(1); await db.run('a')`],
    ['a text that doubles', `let s = 'x'; for (let i = 0; i < 60; i++) s = s + s; await db.run(s)`],
    [
      'a text that doubles in a template',
      `let s = 'x'; for (let i = 0; i < 60; i++) s = \`\${s}\${s}\`; await db.run(s)`,
    ],
    [
      'a list that doubles',
      `let l = [1]; for (let i = 0; i < 60; i++) l = [...l, ...l]; for (const t of l) await db.run('a')`,
    ],
    [
      'a list that is joined to itself',
      `let l = [1]; for (let i = 0; i < 60; i++) l = l.concat(l); await db.run(l.join())`,
    ],
    ['lists in lists', `let l = [1]; for (let i = 0; i < 60; i++) l = [l, l]; await db.run(\`\${l}\`)`],
    [
      'lists in lists as JSON',
      `let l = [1]; for (let i = 0; i < 60; i++) l = [l, l]; await db.run(JSON.stringify(l))`,
    ],
    ['a list within itself', `const l = []; l.push(l); await db.run(\`\${l}\`)`],
    ['an object within itself', `const o = {}; o.o = o; await db.run(JSON.stringify(o))`],
    ['a getter that asks itself', `const o = { get x() { return this.x } }; o.x; await db.run('a')`],
    ['a long list pushed to', `const l = []; for (let i = 0; i < 200000; i++) l.push(i); await db.run('a')`],
    ['a large object', `const o = {}; for (let i = 0; i < 200000; i++) o['k' + i] = i; await db.run('a')`],
    [
      'a long list searched',
      `const l = Array(10000).fill(1); for (let i = 0; i < 40000; i++) l.includes(2); await db.run('a')`,
    ],
    [
      'a long text searched',
      `const s = 'x'.repeat(100000); for (let i = 0; i < 40000; i++) s.includes('y'); await db.run('a')`,
    ],
    [
      'a growing text measured',
      `let s = ''; for (let i = 0; i < 60000; i++) { s += 'x'; s.length } await db.run('a')`,
    ],
    ['deep brackets', `await db.run('a'); ${'('.repeat(3000)}1${')'.repeat(3000)}`],
    ['deep lists', `await db.run('a'); const l = ${'['.repeat(2000)}1${']'.repeat(2000)}`],
    ['a generator without end', `for (const t of f()) await db.run('a')`],
  ])('%s ends, and is reported or read', (_, body) => {
    const log = ends(body, `function* f() { let i = 0; while (i >= 0) { i++; yield i } }`)
    expect(log.length).toBeGreaterThan(0)
    expect(
      log.every(
        line =>
          line.startsWith('a') || line.startsWith('opaque') || line.startsWith('<') || line.startsWith('['),
      ),
    ).toBe(true)
  })

  it.each([
    `'x'.repeat(1e9)`,
    `'x'.repeat(9e6)`,
    `'x'.padStart(1e9)`,
    `Array(1e9).fill('x').join('')`,
    `${"'" + 'a'.repeat(40) + "'"}.replace(/(a+)+$/, 'b')`,
    `${"'" + 'a'.repeat(40) + "!'"}.replace(/(a|aa)+$/, 'b')`,
    `${"'" + 'a'.repeat(5000) + "!'"}.replace(/a*a*a*a*a*a*b/, 'b')`,
    `${"'" + 'a'.repeat(40) + "'"}.replace(/${'a?'.repeat(40)}${'a'.repeat(40)}b/, 'b')`,
    `${"'" + 'a'.repeat(80) + "'"}.split(/${'(a|a)'.repeat(30)}b/)`,
    `${"'" + ' '.repeat(90000) + "x'"}.replace(/\\s+$/, '')`,
    `${"'" + 'a'.repeat(40) + "'"}.match(/(a+)+$/)`,
  ])('does not hang on %.60s', expression => {
    expect(ends(`await db.run(${expression})`)).toHaveLength(1)
  })

  it('says so when already the top level of a module takes too many steps', () => {
    const { log } = evaluateSource(
      `for (let i = 0; i >= 0; i++) {}\nexport async function up(db) { await db.run('a') }`,
    )
    expect(log).toEqual(['a', 'opaque limit'])
  })
})
