/** Makes the parts of operations for examples. */
import type { ColumnDefinition } from '../../src/model/column.ts'
import type { Expression, Literal } from '../../src/model/expression.ts'

/** An expression that is a constant. */
export function constant(sql: string, literal: Literal): Expression {
  return { sql, literal, functions: [], columns: [], provesNotNull: [] }
}

/** An expression with what it calls, reads and proves. */
export function expression(sql: string, facts: Partial<Expression> = {}): Expression {
  return { sql, functions: [], columns: [], provesNotNull: [], ...facts }
}

/** A column of a type. */
export function column(
  name: string,
  type: ColumnDefinition['type'],
  rest: Partial<ColumnDefinition> = {},
): ColumnDefinition {
  return { name, type, constraints: [], ...rest }
}
