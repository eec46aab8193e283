/** The texts of rules say the names of the user's own objects, in SQL that can be copied. */
import { describe, expect, it } from 'vitest'
import { fillSql, fillText } from '../../src/lint/fill-text.ts'

describe('texts of rules', () => {
  it('get the values of their placeholders', () => {
    expect(fillText('Column {table}.{column} is dropped.', { table: 'orders', column: 'total' })).toBe(
      'Column orders.total is dropped.',
    )
  })

  it('call an object (unnamed) that has no name', () => {
    expect(fillText('Index {index} is built.', { index: undefined })).toBe('Index (unnamed) is built.')
  })

  it('refuse a placeholder that the rule forgot', () => {
    expect(() => fillText('Column {column} is dropped.', {})).toThrow('{column}')
  })
})

describe('SQL to copy', () => {
  it.each([
    [
      'ALTER TABLE {table} ADD COLUMN {column}_new bigint;',
      'ALTER TABLE "Invoice" ADD COLUMN "dueDate_new" bigint;',
    ],
    [
      'UPDATE {table} SET x = 1 WHERE {table}.{column} = 2;',
      'UPDATE "Invoice" SET x = 1 WHERE "Invoice"."dueDate" = 2;',
    ],
    [
      'CREATE INDEX {table}_{column}_idx ON {table} ({column});',
      'CREATE INDEX "Invoice_dueDate_idx" ON "Invoice" ("dueDate");',
    ],
  ])('quotes names that PostgreSQL would fold: %s', (text, filled) => {
    expect(fillSql(text, { table: 'Invoice', column: 'dueDate' })).toBe(filled)
  })

  it('quotes each of several columns, and only the part of a name that needs it', () => {
    expect(fillSql('ON {table} ({columns})', { table: 'billing.Invoice', columns: 'id, dueDate' })).toBe(
      'ON billing."Invoice" (id, "dueDate")',
    )
  })

  it('quotes reserved words, without which the statement is an error', () => {
    const values = { table: 'user', column: 'billing.order', columns: 'id, group' }
    expect(fillSql('ALTER TABLE {table} … {column} ({columns}) {table}_old', values)).toBe(
      'ALTER TABLE "user" … billing."order" (id, "group") user_old',
    )
  })

  it('leaves lower case, key words, types and sentences alone', () => {
    const values = {
      table: 'orders',
      keyword: 'PRIMARY KEY',
      type: 'varchar(20)',
      say: 'Send it alone: one call.',
    }
    expect(fillSql('ALTER TABLE {table} ADD {keyword} {type} {say}', values)).toBe(
      'ALTER TABLE orders ADD PRIMARY KEY varchar(20) Send it alone: one call.',
    )
  })
})
