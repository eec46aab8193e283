import { describe, expect, it } from 'vitest'
import { effectsOf } from '../../src/effects/effects-of.ts'
import { effectsView } from '../../src/effects/effects-view.ts'
import { applyOperation } from '../../src/schema/apply.ts'
import { viewOf } from '../../src/schema/schema-view.ts'
import { operationsOf, schemaAfter } from './claims.ts'

const HISTORY = `
  CREATE SCHEMA billing;
  CREATE TABLE customers (id bigint PRIMARY KEY);
  CREATE TABLE orders (id bigint, customer_id bigint, note text);
  CREATE TABLE billing.orders (id bigint)`

/** The view of the last operation of a migration on that history. */
function viewAfter(migration: string, postgresVersion = 14) {
  const operations = operationsOf(migration)
  const last = operations.at(-1)
  if (!last) throw new Error('nothing to do')
  const state = operations.slice(0, -1).reduce(applyOperation, schemaAfter(HISTORY))
  return effectsView(effectsOf(last, viewOf(state), { postgresVersion }))
}

describe('the view of the effects of an operation', () => {
  it('finds the locks by table', () => {
    const view = viewAfter(
      'ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer_id) REFERENCES customers (id)',
    )
    expect(view.locks().map(({ table, mode }) => [table, mode])).toEqual([
      ['public.orders', 'ShareRowExclusiveLock'],
      ['public.customers', 'ShareRowExclusiveLock'],
    ])
    expect(view.locks({ name: 'customers' })).toHaveLength(1)
    expect(view.locks({ schema: 'public', name: 'customers' })).toHaveLength(1)
    expect(view.locks({ schema: 'billing', name: 'customers' })).toHaveLength(0)
  })

  it('tells who waits', () => {
    const view = viewAfter('CREATE INDEX ON orders (customer_id)')
    expect(view.blocks('write')).toHaveLength(1)
    expect(view.blocks('read')).toHaveLength(0)
    expect(view.blocks('write', { name: 'customers' })).toHaveLength(0)
  })

  it('does not mix tables of one name in two schemas', () => {
    const view = viewAfter('ALTER TABLE billing.orders ADD COLUMN total int CHECK (total > 0)')
    expect(view.scans({ schema: 'billing', name: 'orders' })?.why).toBe('check')
    expect(view.scans({ schema: 'public', name: 'orders' })).toBeUndefined()
  })

  it('leaves out what nobody waits for', () => {
    const migration = 'CREATE TABLE drafts (id int); ALTER TABLE drafts ALTER COLUMN id TYPE bigint'
    const view = viewAfter(migration)
    expect(view.locks()).toEqual([])
    expect(view.rewrites()).toBeUndefined()
    expect(view.all.map(({ kind }) => kind)).toContain('rewrite')
  })

  it('leaves out temporary tables', () => {
    const view = viewAfter(
      'CREATE TEMP TABLE scratch (id int); ALTER TABLE scratch ALTER COLUMN id SET NOT NULL',
    )
    expect(view.scans()).toBeUndefined()
    expect(view.blocks('read')).toEqual([])
  })

  it('says of a new table only what it does to others', () => {
    const view = viewAfter('CREATE TABLE notes (id int, order_id bigint REFERENCES customers (id))')
    expect(view.locks().map(({ table }) => table)).toEqual(['public.customers'])
  })

  it('tells why a table is rewritten', () => {
    const view = viewAfter('ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid()')
    expect(view.rewrites({ name: 'orders' })).toMatchObject({ why: 'default', certainty: 'certain' })
    expect(view.scans()).toBeUndefined()
  })

  it('is unsure where the default calls an unknown function', () => {
    expect(
      viewAfter('ALTER TABLE orders ADD COLUMN token text DEFAULT make_token()').rewrites(),
    ).toMatchObject({
      certainty: 'may',
    })
  })

  it('tells when a statement fails', () => {
    const notNull = viewAfter('ALTER TABLE orders ADD COLUMN total int NOT NULL')
    expect(notNull.fails('rows')?.sqlstate).toBe('23502')
    expect(notNull.fails('transaction')).toBeUndefined()
    expect(viewAfter('CREATE INDEX CONCURRENTLY ON orders (note)').fails('transaction')?.sqlstate).toBe(
      '25001',
    )
    expect(viewAfter('VACUUM orders').fails('transaction')?.sqlstate).toBe('25001')
  })

  it('knows what changed with the versions', () => {
    expect(viewAfter('GRANT SELECT ON orders TO PUBLIC', 17).locks()).toEqual([])
    expect(viewAfter('GRANT SELECT ON orders TO PUBLIC', 18).locks()).toHaveLength(1)
  })

  it('says each lock once, in its strongest mode', () => {
    const view = viewAfter('ALTER TABLE orders ADD COLUMN parent bigint REFERENCES orders (id)')
    expect(view.locks().map(({ mode }) => mode)).toEqual(['AccessExclusiveLock'])
  })

  it('tells whether as many rows change as an existing table has', () => {
    expect(viewAfter("UPDATE orders SET note = ''").writes()?.rows).toBe('all')
    expect(viewAfter('DELETE FROM customers WHERE id IN (1, 2)').writes({ name: 'customers' })?.rows).toBe(
      'some',
    )
    expect(viewAfter('CREATE TABLE copies (id bigint); DELETE FROM copies').writes()).toBeUndefined()
  })
})
