/** Following imports always ends, evaluates nothing that is not used, and nothing twice. */
import { describe, expect, it } from 'vitest'
import { knex } from '../../../src/frontends/knex/index.ts'
import type { ProjectFiles } from '../../../src/frontends/project-files.ts'
import { projectOf } from '../project.ts'
import { MIGRATION, readWith, upOf } from './importing.ts'

const up = (head: string, body: string): string =>
  `${head}\nexport async function up(knex) { ${body} }\nexport async function down() {}\n`

const drop = (name: string, head: string): string => up(head, `await knex.schema.dropTable(${name})`)

/** The project, and the paths of the modules that were asked for. */
function counting(files: ProjectFiles): { readonly files: ProjectFiles; readonly asked: string[] } {
  const asked: string[] = []
  return { asked, files: { ...files, module: path => (asked.push(path), files.module(path)) } }
}

function read(files: ProjectFiles, path = MIGRATION) {
  return knex.read({ framework: 'knex', name: 'orders', history: '', paths: [path] }, files, {})
}

describe('what is imported', () => {
  it.each([
    [`import { Order } from '../models'`],
    [`import * as models from '../models'`],
    [`import models from '../models'`],
    [`import '../models'`],
    [`import type { Order } from '../models'`],
    [`const { Order } = require('../models')`],
    [`const models = require('../models')`],
    [`import models = require('../models')`],
    [`export { Order } from '../models'`],
  ])('is not evaluated while nothing of it is used: %s', head => {
    const { files, asked } = counting(
      projectOf({ 'src/models.ts': 'export class Order {}', [MIGRATION]: drop(`'orders'`, head) }),
    )
    expect(upOf(read(files))).toEqual(['dropTable orders'])
    expect(asked).not.toContain('src/models.ts')
  })

  it('is not evaluated for another export of the file that passes it on', () => {
    const { files, asked } = counting(
      projectOf({
        'src/names.ts': `export const ORDERS = 'orders'`,
        'src/models.ts': `export class Order {}`,
        'src/index.ts': `export * from './names'\nexport * from './models'`,
        [MIGRATION]: drop('ORDERS', `import { ORDERS } from '..'`),
      }),
    )
    expect(upOf(read(files))).toEqual(['dropTable orders'])
    expect(asked).not.toContain('src/models.ts')
  })

  it('is evaluated once for all migrations', () => {
    const migrations = Array.from({ length: 600 }, (_, i) => [
      `src/migrations/${String(i).padStart(4, '0')}.ts`,
      up(`import { note } from '../note'`, `await note(knex, 'orders_${i}')`),
    ])
    const { files, asked } = counting(
      projectOf({
        'src/note.ts': `import { TYPE } from './type'\nexport const note = (k, t) => k.schema.table(t, c => c.specificType('note', TYPE))`,
        'src/type.ts': `export const TYPE = 'text'`,
        ...Object.fromEntries(migrations),
      }),
    )
    const kinds = migrations.map(([path]) =>
      read(files, path)
        .up.map(({ kind }) => kind)
        .join(),
    )
    expect(new Set(kinds)).toEqual(new Set(['addColumn']))
    expect(asked.filter(path => path === 'src/note.ts')).toHaveLength(1)
    expect(asked.filter(path => path === 'src/type.ts')).toHaveLength(1)
  })

  it('is not changed by what a migration does with it', () => {
    const others = { 'src/seen.ts': `export const seen = []\nexport const counter = { n: 0 }` }
    const source = up(
      `import { seen, counter } from '../seen'`,
      `counter.n++; seen.push('a'); await knex.schema.dropTable('orders_' + counter.n + seen.length)`,
    )
    const files = projectOf({ ...others, 'src/migrations/1.ts': source, 'src/migrations/2.ts': source })
    expect(upOf(read(files, 'src/migrations/1.ts'))).toEqual(['dropTable orders_11'])
    expect(upOf(read(files, 'src/migrations/2.ts'))).toEqual(['dropTable orders_11'])
  })
})

describe('modules that import each other', () => {
  it.each([
    [`import { A } from './a'; export const B = 'orders'; export const C = () => A`],
    [`import * as a from './a'; export const B = 'orders'; export const C = () => a.A`],
    [`export * from './a'; export const B = 'orders'`],
    [`exports.B = 'orders'; exports.C = () => require('./a').A`],
  ])('end: %s', b => {
    const others = {
      'src/a.ts': `import { B } from './b'; export const A = B; export * from './b'`,
      'src/b.ts': b,
    }
    expect(upOf(readWith(others, drop('A', `import { A } from '../a'`)))).toEqual(['dropTable orders'])
  })

  it('end when each needs a value of the other', () => {
    const others = {
      'src/a.ts': `import { B } from './b'; export const A = B + 'a'`,
      'src/b.ts': `import { A } from './a'; export const B = A + 'b'`,
    }
    const { up: operations } = readWith(others, drop('A', `import { A } from '../a'`))
    expect(operations).toHaveLength(1)
  })

  it('end when they pass on what nobody exports', () => {
    const others = { 'src/a.ts': `export * from './b'`, 'src/b.ts': `export * from './a'` }
    const { up: operations } = readWith(others, up(`import { A } from '../a'`, 'await A(knex)'))
    expect(operations).toMatchObject([{ kind: 'opaque', reason: 'other file' }])
  })

  it('end when a migration imports itself', () => {
    const source = drop(
      'NAME',
      `import * as self from './001_orders'\nexport const NAME = 'orders'\nexport { self }`,
    )
    expect(upOf(readWith({}, source))).toEqual(['dropTable orders'])
  })

  it('end in a ring of 300 that all need a value of the next', () => {
    const ring = Array.from({ length: 300 }, (_, i) => [
      `src/m${i}.ts`,
      `import { V as N } from './m${(i + 1) % 300}'\nexport const V = \`\${N}\``,
    ])
    const { files, asked } = counting(
      projectOf({ ...Object.fromEntries(ring), [MIGRATION]: drop('V', `import { V } from '../m0'`) }),
    )
    expect(read(files).up).toHaveLength(1)
    expect(asked.length).toBeLessThan(300 * 4)
  })
})

describe('a chain of imports', () => {
  const chain = (length: number, link: (i: number) => string): Record<string, string> => ({
    ...Object.fromEntries(Array.from({ length }, (_, i) => [`src/m${i}.ts`, link(i)])),
    [`src/m${length}.ts`]: `export const V = 'orders'`,
  })

  it.each([
    ['values', (i: number) => `import { V as N } from './m${i + 1}'\nexport const V = N`],
    [
      'calls',
      (i: number) => `import { V as N } from './m${i + 1}'\nconst same = x => x\nexport const V = same(N)`,
    ],
    ['names', (i: number) => `export { V } from './m${i + 1}'`],
    ['stars', (i: number) => `export * from './m${i + 1}'`],
    ['bindings', (i: number) => `import { V } from './m${i + 1}'\nexport { V }`],
    ['requires', (i: number) => `const { V } = require('./m${i + 1}')\nmodule.exports = { V }`],
    ['namespaces', (i: number) => `import * as next from './m${i + 1}'\nexport const V = next.V`],
  ])('of 500 files is followed to its end, each file at most twice: %s', (_, link) => {
    const { files, asked } = counting(
      projectOf({ ...chain(500, link), [MIGRATION]: drop('V', `import { V } from '../m0'`) }),
    )
    expect(upOf(read(files))).toEqual(['dropTable orders'])
    expect(asked.length).toBeLessThanOrEqual(2 * 501 + 1)
  })

  it('of calls 500 deep is given up honestly', () => {
    const others = {
      ...chain(500, i => `import { f as next } from './m${i + 1}'\nexport const f = k => next(k)`),
      'src/m500.ts': `export const f = k => k.schema.dropTable('orders')`,
    }
    const { up: operations } = readWith(others, up(`import { f } from '../m0'`, 'await f(knex)'))
    expect(operations).toMatchObject([{ kind: 'opaque', reason: 'limit' }])
  })
})

describe('large files', () => {
  it('of 3 MB of constants are read', () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `  C${i}: '${'x'.repeat(80)} ${i}',`)
    const others = { 'src/names.ts': `export const ALL = {\n${rows.join('\n')}\n  T: 'orders' }` }
    expect(upOf(readWith(others, drop('ALL.T', `import { ALL } from '../names'`)))).toEqual([
      'dropTable orders',
    ])
  })

  it('of 3 MB of SQL in one text are read', () => {
    const text = `INSERT INTO orders (note) VALUES ${`('${'x'.repeat(90)}'), `.repeat(30_000)}('end')`
    const others = { 'src/sql.ts': `export const SQL = \`${text}\`` }
    expect(upOf(readWith(others, up(`import { SQL } from '../sql'`, 'await knex.raw(SQL)')))).toEqual([
      'insertRows orders',
    ])
  })

  it('that never come to their end do not take their importers with them', () => {
    const others = {
      'src/endless.ts': `export const A = 'orders'\nfor (let i = 0; i >= 0; i++) {}\nexport const B = 'b'`,
    }
    const source = up(
      `import { A, B } from '../endless'`,
      'await knex.schema.dropTable(A); await knex.raw(B); await knex.schema.dropTable("customers")',
    )
    expect(upOf(readWith(others, source))).toEqual([
      'dropTable orders',
      'opaque limit',
      'dropTable customers',
    ])
  })

  it('that throw keep what they exported before', () => {
    const others = { 'src/strict.ts': `exports.A = 'orders'\nthrow new Error('no')` }
    expect(upOf(readWith(others, drop('A', `const { A } = require('../strict')`)))).toEqual([
      'dropTable orders',
    ])
  })

  it.each([
    ['src/broken.ts', `export const A = '`],
    ['src/broken.json', `{ "A": `],
    ['src/broken/index.ts', ''],
  ])('that are broken give nothing: %s', (path, text) => {
    const { up: operations } = readWith(
      { [path]: text },
      up(`import { A } from '../broken${path.endsWith('.json') ? '.json' : ''}'`, 'await knex.raw(A)'),
    )
    expect(operations).toMatchObject([{ kind: 'opaque', reason: 'other file' }])
  })
})
