/** Helpers whose work the configuration declares. */
import { describe, expect, it } from 'vitest'
import { knex } from '../../../src/frontends/knex/index.ts'
import { projectOf } from '../project.ts'
import { MIGRATION, placed, upOf } from './importing.ts'

function read(body: string, helpers: Readonly<Record<string, string>>) {
  const source = `import { addAudit, warm } from '@shop/audit'\nimport * as helpers from '@shop/audit'\nexport async function up(knex) {\n  ${body}\n}\nexport async function down() {}\n`
  const files = { ...projectOf({ [MIGRATION]: source }), code: { helpers } }
  return knex.read({ framework: 'knex', name: 'orders', history: '', paths: [MIGRATION] }, files, {})
}

const AUDIT = 'ALTER TABLE "{1}" ADD COLUMN changed_by text'

describe('a declared helper', () => {
  it.each<[body: string, helpers: Readonly<Record<string, string>>, operations: readonly string[]]>([
    [`await addAudit(knex, 'orders')`, { addAudit: AUDIT }, ['addColumn orders.changed_by']],
    [
      `await helpers.addAudit(knex, 'orders')`,
      { 'helpers.addAudit': AUDIT },
      ['addColumn orders.changed_by'],
    ],
    [`await helpers.addAudit(knex, 'orders')`, { addAudit: AUDIT }, ['opaque other file']],
    [`await this.audit(knex, 'orders')`, { 'this.audit': AUDIT }, ['addColumn orders.changed_by']],
    [`await addAudit({ knex, table: 'orders' })`, { addAudit: 'DROP TABLE {0.table}' }, ['dropTable orders']],
    [
      `await addAudit({ knex, to: { table: 'orders' } })`,
      { addAudit: 'DROP TABLE {0.to.table}' },
      ['dropTable orders'],
    ],
    [
      `await addAudit(knex, 'orders')`,
      { addAudit: 'DROP TABLE {1}; DROP TABLE {1}_old' },
      ['dropTable orders', 'dropTable orders_old'],
    ],
    [`await addAudit(knex, 'orders')`, { addAudit: `UPDATE {1} SET tags = '{new}'` }, ['updateRows orders']],
    [`await addAudit(knex)`, { addAudit: 'DROP TABLE {1}' }, ['dropTable ${{1}}']],
    [
      `await addAudit(knex, process.env.TABLE)`,
      { addAudit: 'DROP TABLE {1}' },
      ['dropTable ${process.env.TABLE}'],
    ],
    [`await warm(knex)`, { warm: '' }, []],
    [`await warm(knex)`, {}, ['opaque other file']],
    [`await warm(knex)`, { toString: '', never: 'DROP TABLE orders' }, ['opaque other file']],
    [`addAudit(knex, 'orders')`, { addAudit: AUDIT }, ['addColumn orders.changed_by eager']],
    [
      `if (await knex.schema.hasTable('orders')) await addAudit(knex, 'orders')`,
      { addAudit: AUDIT },
      ['addColumn orders.changed_by guarded'],
    ],
    [
      `for (const t of ['a', 'b']) await addAudit(knex, t)`,
      { addAudit: AUDIT },
      ['addColumn a.changed_by', 'addColumn b.changed_by'],
    ],
    [`await addAudit(knex, 'orders')`, { addAudit: 'no SQL' }, ['opaque syntax error']],
  ])('%s with %j', (body, helpers, operations) => {
    expect(upOf(read(body, helpers))).toEqual(operations)
  })

  it('stands at its call, and is not what a fix may change', () => {
    const { up } = read(`await addAudit(knex, 'orders')`, { addAudit: AUDIT })
    expect(up.map(({ span }) => placed(span))).toEqual([`${MIGRATION}: addAudit(knex, 'orders')`])
    expect(up.map(({ writtenAt }) => placed(writtenAt))).toEqual([`${MIGRATION}: addAudit(knex, 'orders')`])
  })
})
