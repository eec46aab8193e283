/** Names by the project's convention. */
import { describe, expect, it } from 'vitest'
import { nameByConvention, type NamingConvention } from '../../src/lint/naming.ts'
import { operationsOf } from '../schema/history.ts'

const CONVENTION: NamingConvention = {
  primaryKey: 'pk_{table}',
  foreignKey: 'fk_{table}_{columns}_{referredTable}',
  check: 'ck_{table}_{columns}',
}

function nameOf(sql: string): string | undefined {
  const [operation] = operationsOf(`ALTER TABLE orders ADD ${sql}`)
  if (operation?.kind !== 'addConstraint') throw new Error(`${sql} adds no constraint`)
  return nameByConvention(CONVENTION, operation.table, operation.constraint)
}

describe('a naming convention', () => {
  it.each([
    ['PRIMARY KEY (id)', 'pk_orders'],
    ['FOREIGN KEY (a, b) REFERENCES customers', 'fk_orders_a_b_customers'],
    ['CHECK (total > discount)', 'ck_orders_total_discount'],
  ])('names %s', (sql, name) => {
    expect(nameOf(sql)).toBe(name)
  })

  it('has no name for a kind without a template, for a check without columns, and for what PostgreSQL would cut', () => {
    expect(nameOf('UNIQUE (a)')).toBeUndefined()
    expect(nameOf('CHECK (now() > $$2020-01-01$$)')).toBeUndefined()
    expect(nameOf(`FOREIGN KEY (${'a'.repeat(60)}) REFERENCES customers`)).toBeUndefined()
  })
})
