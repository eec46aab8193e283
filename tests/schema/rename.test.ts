/** New names in everything that says the old one. */
import { describe, expect, it } from 'vitest'
import { renameInExpression } from '../../src/schema/rename.ts'
import { historyOf, namesOf, tableOf } from './history.ts'

const expression = (sql: string) => ({ sql, functions: [], columns: ['total'], provesNotNull: ['total'] })

describe('a column renamed in an expression', () => {
  it.each([
    ['total > 0', 'amount > 0'],
    [`total::text <> 'total'`, `amount::text <> 'total'`],
    ['"total" IS NOT NULL', 'amount IS NOT NULL'],
    ['total(total) > subtotal', 'total(amount) > subtotal'],
    ['total_sum = total', 'total_sum = amount'],
  ])('%s becomes %s', (before, after) => {
    expect(renameInExpression(expression(before), 'total', 'amount')).toEqual({
      sql: after,
      functions: [],
      columns: ['amount'],
      provesNotNull: ['amount'],
    })
  })

  it('is quoted where it must be', () => {
    expect(renameInExpression(expression('total > 0'), 'total', 'Total').sql).toBe('"Total" > 0')
  })

  it('leaves expressions alone that do not read it', () => {
    const other = { ...expression('code > 0'), columns: ['code'] }
    expect(renameInExpression(other, 'total', 'amount')).toBe(other)
  })
})

describe('a renamed table', () => {
  it('keeps the names of its constraints and indexes, and is what foreign keys point at', () => {
    const state = historyOf(`
      CREATE TABLE customers (id integer PRIMARY KEY);
      CREATE TABLE orders (customer_id integer REFERENCES customers);
      ALTER TABLE customers RENAME TO clients;
    `)
    expect(namesOf(tableOf(state, 'clients').indexes)).toEqual(['customers_pkey'])
    expect(tableOf(state, 'clients').indexes[0]?.table).toBe('public.clients')
    expect(tableOf(state, 'orders').constraints[0]?.definition).toMatchObject({
      references: { table: { schema: 'public', name: 'clients' }, columns: ['id'] },
    })
  })

  it('leaves its old name free', () => {
    const state = historyOf(
      'CREATE TABLE orders (id integer); ALTER TABLE orders RENAME TO old; CREATE TABLE orders (code text)',
    )
    expect(namesOf(tableOf(state, 'old').columns)).toEqual(['id'])
    expect(namesOf(tableOf(state, 'orders').columns)).toEqual(['code'])
  })
})
