/** Builders of Knex in the shapes that migrations give them: what runs, what floats, what is known only in part. */
import { describe, expect, it } from 'vitest'
import { knex } from '../../../src/frontends/knex/index.ts'
import { memoryProject, readAll } from '../memory-project.ts'

function logOf(body: string): readonly string[] {
  const text = `import { other } from './other'\nexport async function up(knex) { ${body} }\nexport async function down(knex) { await knex.schema.dropTable('x') }`
  const [migration] = readAll(knex, memoryProject({ 'migrations/1_orders.ts': text }))
  return (migration?.up ?? []).map(({ kind, flow, floating }) =>
    [kind, flow, floating].filter(part => part !== undefined).join(' '),
  )
}

describe('a builder of Knex', () => {
  it.each<readonly [string, readonly string[]]>([
    [`const { schema } = knex; await schema.dropTable('orders')`, ['dropTable']],
    [`const { raw } = knex; await raw('DROP TABLE orders')`, ['dropTable']],
    [`const drop = name => knex.schema.dropTable(name); await drop('orders')`, ['dropTable']],
    [`const drop = knex.schema.dropTable.bind(knex.schema); await drop('orders')`, ['dropTable']],
    [`const run = knex.raw.bind(knex); await run('DROP TABLE orders')`, ['dropTable']],
    [`knex.schema.dropTable('orders')`, ['dropTable lazy']],
    [`const later = knex.schema.dropTable('orders')`, ['dropTable lazy']],
    [`const later = knex.schema.dropTable('orders'); await later`, ['dropTable']],
    [`knex.schema.dropTable('orders').then(() => {})`, ['dropTable eager']],
    [`return knex.schema.dropTable('orders')`, ['dropTable']],
    [`const q = process.env.A ? knex.schema.dropTable('orders') : null; await q`, ['dropTable conditional']],
    [`await (process.env.A && knex.schema.dropTable('orders'))`, ['dropTable conditional']],
    [`let q; if (process.env.A) q = knex.raw('DROP TABLE orders'); await q`, ['dropTable conditional']],
    [`const all = [knex.schema.dropTable('orders')]; await Promise.all(all)`, ['dropTable']],
    [
      `const all = []; if (process.env.A) all.push(knex.schema.dropTable('orders')); await Promise.all(all)`,
      ['dropTable conditional'],
    ],
    [`await other(knex.schema.dropTable('orders'))`, ['dropTable', 'opaque']],
    [
      `await Promise.all(['orders', 'carts'].map(name => knex.schema.dropTable(name)))`,
      ['dropTable', 'dropTable'],
    ],
    [`for (const name of ['orders', 'carts']) await knex.schema.dropTable(name)`, ['dropTable', 'dropTable']],
    [
      `function* steps() { yield knex.schema.dropTable('orders') } for (const step of steps()) await step`,
      ['dropTable'],
    ],
    [`const trx = other ?? knex; await trx.schema.dropTable('orders')`, ['dropTable conditional']],
    [
      `await knex.transaction(async trx => { await trx.schema.dropTable('orders') })`,
      ['transactionControl', 'dropTable', 'transactionControl'],
    ],
    [
      `if (!(await knex.schema.hasTable('orders'))) return; await knex.schema.dropTable('orders')`,
      ['dropTable guarded'],
    ],
    [
      `await knex.schema.hasTable('orders').then(there => there ? knex.schema.dropTable('orders') : null)`,
      ['dropTable guarded'],
    ],
    [
      `try { await knex.schema.dropTable('orders') } catch { await knex.raw('DROP TABLE carts') }`,
      ['dropTable', 'dropTable conditional'],
    ],
    [
      `outer: for (const a of [1, 2]) for (const b of [1, 2]) { if (b > 1) continue outer; await knex.raw('DROP TABLE orders') }`,
      ['dropTable', 'dropTable'],
    ],
    [`await other.helper(knex)`, ['opaque']],
    [`const helper = new other.Helper(knex); await helper.run()`, ['opaque']],
    [`await knex.schema.alterTable('orders', table => other.addStamps(table))`, ['opaque']],
  ])('%s', (body, expected) => {
    expect(logOf(body)).toEqual(expected)
  })
})
