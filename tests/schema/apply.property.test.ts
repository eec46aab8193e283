/** What holds for every sequence of operations, possible in PostgreSQL or not. */
import fc from 'fast-check'
import { is } from 'immutable'
import { describe, expect, it } from 'vitest'
import type { Flow } from '../../src/model/operation-base.ts'
import type { Operation } from '../../src/model/operation.ts'
import { applyOperation, startMigration } from '../../src/schema/apply.ts'
import { differencesOf } from '../../src/schema/differences.ts'
import { openDraft, putObject, putTable, putView } from '../../src/schema/draft.ts'
import { emptySchema } from '../../src/schema/empty.ts'
import { viewOf } from '../../src/schema/schema-view.ts'
import type { SchemaState } from '../../src/schema/schema-state.ts'
import { historyOf, operationsOf } from './history.ts'

const table = fc.constantFrom('orders', 'customers', 'items', 'billing.orders')
const column = fc.constantFrom('id', 'total', 'code', 'customer_id')
const name = fc.constantFrom('orders_total', 'orders_id_key', 'items_check', 'orders')
const type = fc.constantFrom('integer', 'serial', 'text', 'order_state', 'varchar(20)')

const COLUMN_CHANGES = [
  'SET NOT NULL',
  'DROP NOT NULL',
  'SET DEFAULT 1',
  'DROP DEFAULT',
  'TYPE bigint',
  'DROP IDENTITY',
]
const CONSTRAINTS = [
  'UNIQUE (id, total)',
  'PRIMARY KEY (id)',
  'CHECK (total > 0) NOT VALID',
  'CHECK (id > total)',
]

const statement = fc.oneof(
  fc
    .tuple(table, column, type)
    .map(([t, c, of]) => `CREATE TABLE ${t} (${c} ${of}, note text UNIQUE, PRIMARY KEY (note))`),
  fc.tuple(table, table).map(([t, p]) => `CREATE TABLE ${t} (own integer) INHERITS (${p})`),
  fc
    .tuple(table, column)
    .map(([t, c]) => `CREATE TABLE IF NOT EXISTS ${t} (${c} integer) PARTITION BY RANGE (${c})`),
  fc.tuple(table, table).map(([t, p]) => `CREATE TABLE ${t} PARTITION OF ${p} DEFAULT`),
  fc.tuple(table, table).map(([t, p]) => `ALTER TABLE ${p} ATTACH PARTITION ${t} DEFAULT`),
  fc.tuple(table, table).map(([t, p]) => `ALTER TABLE ${p} DETACH PARTITION ${t}`),
  table.map(t => `DROP TABLE ${t}`),
  table.map(t => `DROP TABLE IF EXISTS ${t} CASCADE`),
  fc.tuple(table, name).map(([t, to]) => `ALTER TABLE ${t} RENAME TO ${to}`),
  fc.tuple(table, fc.constantFrom('billing', 'public')).map(([t, to]) => `ALTER TABLE ${t} SET SCHEMA ${to}`),
  fc
    .tuple(table, column, type)
    .map(([t, c, of]) => `ALTER TABLE ${t} ADD COLUMN ${c} ${of} CHECK (${c} IS NOT NULL)`),
  fc.tuple(table, column).map(([t, c]) => `ALTER TABLE ${t} DROP COLUMN ${c} CASCADE`),
  fc.tuple(table, column, column).map(([t, c, to]) => `ALTER TABLE ${t} RENAME ${c} TO ${to}`),
  fc
    .tuple(table, column, fc.constantFrom(...COLUMN_CHANGES))
    .map(([t, c, to]) => `ALTER TABLE ${t} ALTER ${c} ${to}`),
  fc.tuple(table, fc.constantFrom(...CONSTRAINTS)).map(([t, c]) => `ALTER TABLE ${t} ADD ${c}`),
  fc
    .tuple(table, column, table)
    .map(([t, c, to]) => `ALTER TABLE ${t} ADD FOREIGN KEY (${c}) REFERENCES ${to}`),
  fc.tuple(table, name).map(([t, c]) => `ALTER TABLE ${t} DROP CONSTRAINT ${c}`),
  fc.tuple(table, name).map(([t, c]) => `ALTER TABLE ${t} ADD UNIQUE USING INDEX ${c}`),
  fc.tuple(table, name, column).map(([t, i, c]) => `CREATE INDEX ${i} ON ${t} (${c})`),
  fc.tuple(table, column).map(([t, c]) => `CREATE UNIQUE INDEX ON ${t} (lower(${c}))`),
  name.map(i => `DROP INDEX ${i}`),
  fc.tuple(name, name).map(([i, to]) => `ALTER INDEX ${i} RENAME TO ${to}`),
  fc.constantFrom(
    'BEGIN',
    'COMMIT',
    'ROLLBACK',
    'SAVEPOINT here',
    'ROLLBACK TO here',
    'CREATE SCHEMA billing',
    'DROP SCHEMA billing CASCADE',
    'ALTER SCHEMA billing RENAME TO public',
    'SET search_path TO billing',
    'SET LOCAL search_path TO billing',
    'RESET ALL',
    `CREATE TYPE order_state AS ENUM ('new')`,
    'DROP TYPE order_state CASCADE',
    'ALTER TYPE order_state RENAME TO state_of_order',
    'CREATE VIEW totals AS SELECT * FROM orders',
    'DROP VIEW totals CASCADE',
    'ALTER VIEW totals RENAME TO orders_total',
    'CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()',
    'CREATE TEMP TABLE orders (id serial)',
    'CREATE SEQUENCE orders_id_seq',
  ),
)

const operation = fc
  .tuple(
    statement,
    fc.constantFrom<Flow | undefined>(undefined, undefined, undefined, 'conditional', 'guarded', 'repeated'),
  )
  .map(([sql, flow]) => operationsOf(sql).map((each): Operation => (flow ? { ...each, flow } : each)))

const operations = fc.array(operation, { maxLength: 25 }).map(lists => lists.flat())

function apply(start: SchemaState, list: readonly Operation[]): SchemaState {
  return list.reduce(applyOperation, startMigration(start))
}

/** The same tables, views and objects put into a state one by one. */
function rebuilt(state: SchemaState): SchemaState {
  const draft = openDraft(emptySchema({ complete: true }))
  for (const each of state.tables.values()) putTable(draft, each)
  for (const each of state.views.values()) putView(draft, each)
  for (const [id, each] of state.objects) putObject(draft, id, each)
  return draft.state
}

describe('any operations', () => {
  it('are applied without an error, and leave a state that can be asked and compared', () => {
    fc.assert(
      fc.property(operations, fc.boolean(), (list, complete) => {
        const start = emptySchema({ complete })
        const end = apply(start, list)
        const view = viewOf(end)
        for (const { schema, name: of } of end.tables.values()) view.indexOn({ schema, name: of }, ['id'])
        differencesOf(start, end)
        expect(differencesOf(end, end)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('keep the links true to the tables', () => {
    fc.assert(
      fc.property(operations, list => {
        const { links, tables } = apply(emptySchema({ complete: true }), list)
        const { links: wanted } = rebuilt(apply(emptySchema({ complete: true }), list))
        for (const [key, { key: own }] of tables) expect(own).toBe(key)
        expect(links.constraintNames.toJS()).toEqual(wanted.constraintNames.toJS())
        expect(sorted(links.referencedBy)).toEqual(sorted(wanted.referencedBy))
        expect(sorted(links.children)).toEqual(sorted(wanted.children))
        expect(links.completeTables.toArray().sort()).toEqual(wanted.completeTables.toArray().sort())
      }),
      { numRuns: 150 },
    )
  })
})

function sorted(links: SchemaState['links']['children']): Record<string, readonly string[]> {
  return Object.fromEntries([...links].map(([key, members]) => [key, members.toArray().sort()]))
}

describe('what is made and then dropped', () => {
  it.each([
    [
      'CREATE TABLE carts (id serial PRIMARY KEY, order_id integer REFERENCES orders CHECK (order_id > 0))',
      'DROP TABLE carts',
    ],
    ['CREATE INDEX ON orders (total)', 'DROP INDEX orders_total_idx'],
    ['ALTER TABLE orders ADD note serial UNIQUE', 'ALTER TABLE orders DROP note'],
    [
      'ALTER TABLE orders ADD CONSTRAINT loose CHECK (total > 0) NOT VALID',
      'ALTER TABLE orders DROP CONSTRAINT loose',
    ],
    [`CREATE TYPE state AS ENUM ('new')`, 'DROP TYPE state'],
    ['CREATE VIEW totals AS SELECT total FROM orders', 'DROP VIEW totals'],
    ['CREATE SCHEMA billing; CREATE TABLE billing.bills (id serial)', 'DROP SCHEMA billing CASCADE'],
    ['ALTER TABLE orders RENAME TO sales', 'ALTER TABLE sales RENAME TO orders'],
    ['ALTER TABLE orders RENAME total TO amount', 'ALTER TABLE orders RENAME amount TO total'],
    ['BEGIN; DROP TABLE orders', 'ROLLBACK'],
  ])('leaves an equal state: %s; %s', (up, down) => {
    const before = startMigration(
      historyOf('CREATE TABLE orders (id serial PRIMARY KEY, total integer CHECK (total > 1))'),
    )
    const after = [...operationsOf(up), ...operationsOf(down)].reduce(applyOperation, before)
    expect(after.tables.toJS()).toEqual(before.tables.toJS())
    expect(is(after.indexOwners, before.indexOwners)).toBe(true)
    expect(after.objects.toJS()).toEqual(before.objects.toJS())
    expect(after.enums.isEmpty() && after.views.isEmpty()).toBe(true)
    expect(is(after.links.constraintNames, before.links.constraintNames)).toBe(true)
    expect(is(after.links.referencedBy, before.links.referencedBy)).toBe(true)
  })
})
