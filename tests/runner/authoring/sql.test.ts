/** What becomes of the values in the `sql` tag. */
import { describe, expect, it } from 'vitest'
import { sql } from '../../../src/runner/authoring/index.ts'

const CASES: readonly (readonly [what: string, value: unknown, text: string])[] = [
  ['a text', "it's", "'it''s'"],
  ['a backslash', 'a\\b', "'a\\b'"],
  ['a number', 12.5, '12.5'],
  ['a number below zero', -3, '-3'],
  ['a large number', 9007199254740993n, '9007199254740993'],
  ['a boolean', true, 'true'],
  ['null', null, 'NULL'],
  ['a date', new Date(Date.UTC(2026, 0, 2)), "'2026-01-02T00:00:00.000Z'"],
  ['bytes', Uint8Array.of(1, 255), "'\\x01ff'"],
  ['an object', { name: "cook's" }, `'{"name":"cook''s"}'`],
  ['a list', [1, 'b', null], "1, 'b', NULL"],
  ['a piece of SQL', sql`lower(${'A'})`, "lower('A')"],
  ['a name', sql.id('sales', 'Or"der'), '"sales"."Or""der"'],
  ['SQL as it stands', sql.raw('now()'), 'now()'],
  ['a literal', sql.lit('x'), "'x'"],
]

describe('a value in the sql tag', () => {
  it.each(CASES)('%s', (_, value, text) => {
    expect(sql`SELECT ${value}`.text).toBe(`SELECT ${text}`)
  })

  it('stands where it is written', () => {
    expect(sql`UPDATE ${sql.id('orders')} SET kind = ${'new'} WHERE id IN (${[1, 2]})`.text).toBe(
      `UPDATE "orders" SET kind = 'new' WHERE id IN (1, 2)`,
    )
  })

  it('is understood by another copy of the package', () => {
    const other = { [Symbol.for('migrate-lint/made')]: 'sql', text: 'now()' }
    expect(sql`SELECT ${other}`.text).toBe('SELECT now()')
  })
})
