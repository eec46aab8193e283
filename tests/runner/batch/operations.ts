/** Operations on one table in few words, for the tests of batch mode. */
import type { ColumnDefinition } from '../../../src/model/column.ts'
import type { Constraint, ForeignKeyConstraint } from '../../../src/model/constraint.ts'
import { dataType } from '../../../src/model/data-type.ts'
import type { Expression, Literal } from '../../../src/model/expression.ts'
import type { BareOperation } from '../../../src/model/operation.ts'

/** A constant. */
export function value(literal: Literal): Expression {
  const sql = typeof literal === 'string' ? `'${literal}'` : literal === null ? 'NULL' : String(literal)
  return { sql, literal, functions: [], columns: [], provesNotNull: [] }
}

/** An expression. */
export function sql(text: string): Expression {
  return { sql: text, functions: [], columns: [], provesNotNull: [] }
}

/** A column: `column('note', 'varchar', [50])`. */
export function column(
  name: string,
  type: string,
  more: Partial<ColumnDefinition> = {},
  args: readonly number[] = [],
): ColumnDefinition {
  return { name, type: dataType(type, ...args), constraints: [], ...more }
}

/** Constraints. */
export const constraint = {
  primaryKey: (columns: readonly string[], name?: string): Constraint => ({
    kind: 'primaryKey',
    name,
    columns,
    include: [],
  }),
  unique: (columns: readonly string[], name?: string): Constraint => ({
    kind: 'unique',
    name,
    columns,
    include: [],
  }),
  check: (text: string, name?: string): Constraint => ({ kind: 'check', name, expression: sql(text) }),
  foreignKey: (
    columns: readonly string[],
    table: string,
    more: Partial<ForeignKeyConstraint> = {},
    parents: readonly string[] = ['id'],
  ): Constraint => ({
    kind: 'foreignKey',
    columns,
    references: { table: { name: table }, columns: parents },
    ...more,
  }),
}

/** The operations on a table. */
export function on(name: string) {
  const table = { name }
  return {
    add: (definition: ColumnDefinition): BareOperation => ({ kind: 'addColumn', table, column: definition }),
    drop: (of: string, cascade?: true): BareOperation => ({ kind: 'dropColumn', table, column: of, cascade }),
    rename: (of: string, to: string): BareOperation => ({ kind: 'renameColumn', table, column: of, to }),
    renameTo: (to: string): BareOperation => ({ kind: 'renameTable', table, to }),
    changeType: (of: string, type: string, using?: string): BareOperation => ({
      kind: 'changeColumnType',
      table,
      column: of,
      type: dataType(type),
      using: using === undefined ? undefined : sql(using),
    }),
    setNotNull: (of: string): BareOperation => ({ kind: 'setNotNull', table, column: of }),
    dropNotNull: (of: string): BareOperation => ({ kind: 'dropNotNull', table, column: of }),
    setDefault: (of: string, literal: Literal): BareOperation => ({
      kind: 'setDefault',
      table,
      column: of,
      default: value(literal),
    }),
    dropDefault: (of: string): BareOperation => ({ kind: 'dropDefault', table, column: of }),
    constrain: (added: Constraint): BareOperation => ({ kind: 'addConstraint', table, constraint: added }),
    dropConstraint: (constraintName: string): BareOperation => ({
      kind: 'dropConstraint',
      table,
      name: constraintName,
    }),
    renameConstraint: (of: string, to: string): BareOperation => ({
      kind: 'renameConstraint',
      table,
      name: of,
      to,
    }),
    index: (indexName: string, columns: readonly string[], unique?: true): BareOperation => ({
      kind: 'createIndex',
      name: indexName,
      table,
      parts: columns.map(of => ({ column: of })),
      unique,
      include: [],
    }),
    dropIndex: (indexName: string): BareOperation => ({
      kind: 'dropIndex',
      index: { name: indexName },
      table,
    }),
  }
}
