/** Names that PostgreSQL makes up, by hand from makeObjectName and ChooseRelationName. */
import { describe, expect, it } from 'vitest'
import { indexColumnNames, joinColumnNames, makeObjectName } from '../../src/schema/object-names.ts'
import { historyOf, namesOf, tableOf } from './history.ts'

describe('makeObjectName', () => {
  it('joins table, column and label', () => {
    expect(makeObjectName('users', 'email', 'key')).toBe('users_email_key')
    expect(makeObjectName('users', undefined, 'pkey')).toBe('users_pkey')
  })

  it('shortens the longer part until 63 bytes are left', () => {
    const name = makeObjectName('o'.repeat(50), 'c'.repeat(20), 'fkey')
    expect(name).toBe(`${'o'.repeat(37)}_${'c'.repeat(20)}_fkey`)
    expect(name).toHaveLength(63)
  })

  it('shortens both to equal lengths when both are long', () => {
    expect(makeObjectName('o'.repeat(60), 'c'.repeat(60), 'idx')).toBe(
      `${'o'.repeat(29)}_${'c'.repeat(29)}_idx`,
    )
  })

  it('never cuts through a character', () => {
    // 58 bytes are left for the table; 29 characters of two bytes fill them.
    expect(makeObjectName('ä'.repeat(40), undefined, 'pkey')).toBe(`${'ä'.repeat(29)}_pkey`)
    expect(makeObjectName(`x${'ä'.repeat(40)}`, undefined, 'pkey')).toBe(`x${'ä'.repeat(28)}_pkey`)
  })
})

describe('names of the columns of an index', () => {
  const call = { sql: 'lower(email)', functions: ['lower'], columns: ['email'], provesNotNull: [] }

  it('calls an expression by its function, others expr, and numbers what repeats', () => {
    const sum = { sql: '(a + b)', functions: [], columns: ['a', 'b'], provesNotNull: [] }
    expect(
      indexColumnNames([{ expression: call }, { expression: call }, { expression: sum }], ['a']),
    ).toEqual(['lower', 'lower1', 'expr', 'a'])
  })

  it('stops joining when the name is long enough', () => {
    const long = 'c'.repeat(70)
    expect(joinColumnNames(['a', long, 'b'])).toBe(`a_${long}`)
  })
})

describe('names in a schema', () => {
  it('numbers an index whose name is taken by a table', () => {
    const state = historyOf(`
      CREATE TABLE orders_total_idx (id integer);
      CREATE TABLE orders (total integer);
      CREATE INDEX ON orders (total);
    `)
    expect(namesOf(tableOf(state, 'orders').indexes)).toEqual(['orders_total_idx1'])
  })

  it('names a CHECK after its only column, and after none when it reads several', () => {
    const state = historyOf(`
      CREATE TABLE orders (total integer, paid integer);
      ALTER TABLE orders ADD CHECK (total > 0), ADD CHECK (paid <= total), ADD CHECK (paid >= 0);
    `)
    expect(namesOf(tableOf(state, 'orders').constraints)).toEqual([
      'orders_total_check',
      'orders_check',
      'orders_paid_check',
    ])
  })

  it('chooses a constraint name that no other table of the schema has', () => {
    const state = historyOf(`
      CREATE TABLE orders (items_total integer CHECK (items_total > 0));
      CREATE TABLE orders_items (total integer CHECK (total > 0));
    `)
    expect(namesOf(tableOf(state, 'orders_items').constraints)).toEqual(['orders_items_total_check1'])
  })

  it('gives a name back when its table is gone', () => {
    const state = historyOf(
      'CREATE TABLE orders (total integer CHECK (total > 0))',
      'DROP TABLE orders; CREATE TABLE orders (total integer CHECK (total > 0))',
    )
    expect(namesOf(tableOf(state, 'orders').constraints)).toEqual(['orders_total_check'])
  })
})
