/** Operations that may or may not run: the reading that raises no false alarm. */
import { describe, expect, it } from 'vitest'
import { viewOf } from '../../src/schema/schema-view.ts'
import { historyOf, laterHistoryOf, migrate, namesOf, tableOf, withOperation } from './history.ts'

const ORDERS = `
  CREATE TABLE orders (id integer PRIMARY KEY, total integer NOT NULL, code text);
  CREATE INDEX orders_total ON orders (total);
`

describe('under a condition', () => {
  it('a created table is there, and new', () => {
    const state = migrate(historyOf(), 'CREATE TABLE orders (id integer)', 'conditional')
    expect(viewOf(state).createdInThisMigration({ name: 'orders' })).toBe(true)
  })

  it('creating a table that is there makes nothing new', () => {
    const state = migrate(historyOf(ORDERS), 'CREATE TABLE orders (number text)', 'conditional')
    expect(viewOf(state).createdInThisMigration({ name: 'orders' })).toBe(false)
    expect(namesOf(tableOf(state, 'orders').columns)).toEqual(['id', 'total', 'code'])
  })

  it('a dropped table stays, and may lack something', () => {
    const state = migrate(historyOf(ORDERS), 'DROP TABLE orders', 'conditional')
    expect(tableOf(state, 'orders').complete).toBe(false)
    expect(namesOf(tableOf(state, 'orders').indexes)).toEqual(['orders_pkey', 'orders_total'])
  })

  it('a dropped column or index is not known any more', () => {
    const table = tableOf(
      migrate(historyOf(ORDERS), 'ALTER TABLE orders DROP COLUMN total', 'conditional'),
      'orders',
    )
    expect(namesOf(table.columns)).toEqual(['id', 'code'])
    expect(table.complete).toBe(false)
    expect([...table.unsure].sort()).toEqual(['orders_total', 'total'])
  })

  it('an added column is there', () => {
    const state = migrate(historyOf(ORDERS), 'ALTER TABLE orders ADD COLUMN note text', 'repeated')
    expect(viewOf(state).columnAddedInThisMigration({ name: 'orders' }, 'note')).toBe(true)
    expect(tableOf(state, 'orders').complete).toBe(false)
  })

  it('of two types neither is known, and NOT NULL holds only if it does both ways', () => {
    const changed = migrate(
      historyOf(ORDERS),
      'ALTER TABLE orders ALTER total TYPE bigint; ALTER TABLE orders ALTER total DROP NOT NULL; ALTER TABLE orders ALTER code SET NOT NULL',
      'conditional',
    )
    const view = viewOf(changed)
    expect(view.column({ name: 'orders' }, 'total')).toMatchObject({ type: undefined, notNull: false })
    expect(view.column({ name: 'orders' }, 'code')?.notNull).toBe(false)
  })

  it('dropped types, views and functions stay', () => {
    const before = historyOf(
      `${ORDERS} CREATE TYPE state AS ENUM ('new'); CREATE VIEW totals AS SELECT total FROM orders; CREATE SEQUENCE numbers`,
    )
    const after = migrate(before, 'DROP VIEW totals; DROP TYPE state; DROP SEQUENCE numbers', 'conditional')
    expect(after.views.has('public.totals')).toBe(true)
    expect(after.enums.has('public.state')).toBe(true)
    expect(after.objects.has('sequence:public.numbers')).toBe(true)
  })

  it('ROLLBACK in a catch block takes nothing back', () => {
    const state = migrate(
      migrate(historyOf(), 'BEGIN; CREATE TABLE orders (id integer)'),
      'ROLLBACK',
      'conditional',
    )
    expect(state.tables.has('public.orders')).toBe(true)
  })
})

describe('guarded by the existence of the object', () => {
  it('a create is CREATE … IF NOT EXISTS and a drop is DROP … IF EXISTS', () => {
    const added = migrate(historyOf(ORDERS), 'ALTER TABLE orders ADD COLUMN note text', 'guarded')
    const again = migrate(added, 'ALTER TABLE orders ADD COLUMN note integer', 'guarded')
    expect(viewOf(again).column({ name: 'orders' }, 'note')?.type?.name).toBe('text')
    const dropped = migrate(again, 'ALTER TABLE orders DROP COLUMN note', 'guarded')
    expect(namesOf(tableOf(dropped, 'orders').columns)).toEqual(['id', 'total', 'code'])
    expect(tableOf(dropped, 'orders').complete).toBe(true)
  })
})

describe('opaque operations', () => {
  const opaque = {
    kind: 'opaque',
    reason: 'unknown call',
    message: 'a call that cannot be followed',
  } as const

  it('make the tables that they name incomplete, and only these', () => {
    const before = historyOf(ORDERS, 'CREATE TABLE carts (id integer)')
    const after = withOperation(before, { ...opaque, tables: [{ name: 'orders' }] })
    expect(tableOf(after, 'orders').complete).toBe(false)
    expect(tableOf(after, 'carts').complete).toBe(true)
    expect(after.complete).toBe(true)
  })

  it('make everything incomplete when they may have touched anything', () => {
    const after = withOperation(historyOf(ORDERS, 'CREATE TABLE carts (id integer)'), opaque)
    expect(tableOf(after, 'orders').complete).toBe(false)
    expect(tableOf(after, 'carts').complete).toBe(false)
    expect(after.complete).toBe(false)
  })
})

describe('a history that does not start from nothing', () => {
  it('learns tables from the operations that name them', () => {
    const state = laterHistoryOf(
      'ALTER TABLE orders ALTER COLUMN total SET NOT NULL; UPDATE customers SET name = 1',
    )
    expect(tableOf(state, 'orders')).toMatchObject({
      complete: false,
      createdIn: -1,
      columns: [{ name: 'total', notNull: true, addedIn: -1 }],
    })
    expect(tableOf(state, 'customers').columns).toEqual([])
  })

  it('keeps in mind what was dropped unseen', () => {
    const state = laterHistoryOf(
      'ALTER TABLE orders DROP COLUMN total; DROP TABLE carts; DROP INDEX orders_code',
    )
    expect(tableOf(state, 'orders').unsure).toEqual(['total'])
    expect(state.unsure.toArray().sort()).toEqual(['public.carts', 'public.orders_code'])
  })

  it('forgets temporary tables, the search path and open transactions at the next migration', () => {
    const state = laterHistoryOf(
      'SET search_path TO billing; CREATE TEMP TABLE orders (id integer); BEGIN',
      'SELECT 1',
    )
    expect(state.tables.size).toBe(0)
    expect(state.searchPath).toEqual(['public'])
    expect(state.transaction).toBeUndefined()
  })
})
