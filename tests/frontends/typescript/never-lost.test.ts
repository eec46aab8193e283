/** Whatever is written around a call of the runner, its statement is read or reported: it is never lost. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateSource } from './evaluating.ts'

const MARK = 'DROP TABLE planted'

/** Ways to write the text. */
const TEXTS: readonly ((text: string) => string)[] = [
  text => `'${text}'`,
  text => `\`${text}\``,
  text => `('${text.slice(0, 4)}' + '${text.slice(4)}')`,
  text => `['${text}'].join('')`,
  text => `\`\${'${text}'}\``,
  text => `'${text}x'.slice(0, -1)`,
  text => `({ sql: '${text}' }).sql`,
  text => `['x', '${text}'][1]`,
  text => `(process.env.A ? '${text}' : 'SELECT 1')`,
  text => `[...'${text}'].join('')`,
  text => `JSON.parse('{"a": "${text}"}').a`,
  text => `new Map([['k', '${text}']]).get('k')`,
  text => `(() => '${text}')()`,
  text => `String.raw\`${text}\``,
  text => `Object.values({ a: '${text}' })[0]`,
  text => `'${text}'.replace('x', y => y)`,
  text => `imported('${text}')`,
  text => `(function* () { yield '${text}' })().next().value`,
]

/** Ways to write the call of the runner on a text. */
const CALLS: readonly ((text: string) => string)[] = [
  text => `db.run(${text})`,
  text => `db['run'](${text})`,
  text => `db?.run?.(${text})`,
  text => `db.run.call(db, ${text})`,
  text => `db.run.apply(db, [${text}])`,
  text => `db.run.bind(db)(${text})`,
  text => `db.run.bind(db, ${text})()`,
  text => `(({ run }) => run(${text}))(db)`,
  text => `(runner => runner.run(${text}))(db)`,
  text => `(async (...args) => { await db.run(...args) })(${text})`,
  text => `(process.env.B ? db : imported).run(${text})`,
  text => `(imported ?? db).run(${text})`,
  text => `new (class { constructor(db) { this.db = db } go() { return this.db.run(${text}) } })(db).go()`,
  text => `({ go: () => db.run(${text}) }).go()`,
  text => `({ go: () => db.run(${text}) })[process.env.C]()`,
  text => `(process.env.D ? () => db.run(${text}) : imported)()`,
  text => `Reflect.apply(db.run, db, [${text}])`,
  text => `db.unheard(${text})`,
  text => `imported(db, ${text})`,
  text => `imported(db).run(${text})`,
  text => `imported(() => db.run(${text}))`,
  text => `imported({ work: [() => db.run(${text})] })`,
  text => `new imported.Job(() => db.run(${text}))`,
  text => `db.within(inner => inner.run(${text}))`,
  text => `({ ...db }).run(${text})`,
  text => `[db].map(each => each.run(${text}))[0]`,
  text => `Promise.all([${text}].map(each => db.run(each)))`,
  text => `new Promise(resolve => resolve(db.run(${text})))`,
]

/** What can stand around a statement. */
const AROUND: readonly ((code: string, id: string) => string)[] = [
  code => code,
  code => `if (process.env.A) { ${code} }`,
  code => `if (process.env.A) return; ${code}`,
  code => `if (await db.has('x')) {} else { ${code} }`,
  code => `for (const each of [1]) { ${code} }`,
  code => `for (const each of imported) { ${code} }`,
  code => `for (const each of imported) { if (each) { ${code} break } }`,
  code => `for (const each in { a: 1 }) { ${code} }`,
  code => `for await (const each of imported()) { ${code} }`,
  code => `do { ${code} } while (imported())`,
  code => `while (true) { ${code} break }`,
  (code, id) => `l${id}: for (const each of [1, 2]) { for (;;) { ${code} continue l${id} } }`,
  (code, id) => `l${id}: { if (imported) break l${id}; ${code} }`,
  code => `switch (process.env.A) { case 'x': ${code} break; default: }`,
  code => `switch (true) { case imported > 1: break; default: ${code} }`,
  code => `try { ${code} } catch (e) { throw e }`,
  code => `try { throw new Error('x') } catch { ${code} }`,
  code => `try { return } finally { ${code} }`,
  code => `await (async () => { ${code} })()`,
  code => `await imported(async () => { ${code} })`,
  code => `await imported.map(async each => { ${code} })`,
  code => `await [1].reduce((p, each) => p.then(async () => { ${code} }), Promise.resolve())`,
  code => `await Promise.reject(new Error('x')).catch(async () => { ${code} })`,
  code => `await Promise.resolve().then(async () => { ${code} })`,
  code => `await db.has('x').then(async there => { if (!there) { ${code} } })`,
  code => `new Set([1]).forEach(async () => { ${code} })`,
  code => `Object.entries({ a: 1 }).forEach(async ([key]) => { ${code} })`,
  (code, id) => `async function f${id}() { ${code} } await f${id}()`,
  (code, id) => `async function* g${id}() { ${code} yield 1 } for await (const each of g${id}()) {}`,
  (code, id) => `var v${id} = async () => { ${code} }; await v${id}()`,
  (code, id) => `const s${id} = { set x(value) { (async () => { ${code} })() } }; s${id}.x = 1`,
  (code, id) => `const o${id} = { get x() { return (async () => { ${code} })() } }; await o${id}.x`,
  (code, id) => `class C${id} { static async go() { ${code} } } await C${id}.go()`,
  (code, id) =>
    `class B${id} { async go() { ${code} } } class D${id} extends B${id} { async go() { await super.go() } } await new D${id}().go()`,
  (code, id) => `const a${id} = []; a${id}.push(async () => { ${code} }); for (const f of a${id}) await f()`,
  (code, id) => `const p${id} = process.env.A ? async () => { ${code} } : null; await p${id}?.()`,
  code => `setTimeout(async () => { ${code} }, 0)`,
]

describe('a statement behind any of the ways to write it', () => {
  it('is an operation, or stands under an opaque one', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS),
        fc.constantFrom(...CALLS),
        fc.constantFrom('await ', '', 'return ', 'void ', 'const kept = '),
        fc.array(fc.constantFrom(...AROUND), { maxLength: 3 }),
        (text, call, how, around) => {
          const statement = `{ ${how}${call(text(MARK))}; }`
          const body = around.reduce((code, wrap, i) => wrap(code, String(i)), statement)
          const source = `import { imported } from './imported'\nexport async function up(db) { ${body} }`
          const { run } = evaluateSource(source)
          const isRead = run.operations.some(
            operation => operation.kind === 'noOperation' && operation.message.includes(MARK),
          )
          const isReported = run.operations.some(
            operation =>
              operation.kind === 'opaque' ||
              (operation.kind === 'noOperation' && operation.message === '<unknown>'),
          )
          if (!isRead && !isReported) throw new Error(source)
          expect(run.thrown?.message ?? '').not.toContain('planted')
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('does not seem to float where everything is waited for', () => {
    const unwaited = /setTimeout|forEach|set x\(/u
    const waiting = AROUND.filter(wrap => !unwaited.test(wrap('', '0')))
    const calls = CALLS.filter(call => !call('').startsWith('new imported'))
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS),
        fc.constantFrom(...calls),
        fc.constantFrom('await ', 'const kept = await '),
        fc.array(fc.constantFrom(...waiting), { maxLength: 3 }),
        (text, call, how, around) => {
          const statement = `{ ${how}${call(text(MARK))}; }`
          const body = around.reduce((code, wrap, i) => wrap(code, String(i)), statement)
          const source = `import { imported } from './imported'\nexport async function up(db) { ${body} }`
          const { run } = evaluateSource(source)
          if (run.operations.some(operation => operation.floating)) throw new Error(source)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
