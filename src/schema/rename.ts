/** Carries a column's new name through everything that names the column. */
import type { Constraint } from '../model/constraint.ts'
import type { Expression } from '../model/expression.ts'
import type { IndexPart } from '../model/index-part.ts'
import type { ColumnState, ConstraintState, IndexState, TableState } from './schema-state.ts'

/** The table with a column renamed in its columns, constraints, indexes and partition key. */
export function renameColumnInTable(table: TableState, from: string, to: string): TableState {
  const { partitionBy } = table
  return {
    ...table,
    columns: table.columns.map(column => renameInColumn(column, from, to)),
    constraints: table.constraints.map(each => renameInConstraint(each, from, to)),
    indexes: table.indexes.map(index => renameColumnInIndex(index, from, to)),
    partitionBy: partitionBy && { ...partitionBy, columns: renameIn(partitionBy.columns, from, to) },
  }
}

function renameInColumn(column: ColumnState, from: string, to: string): ColumnState {
  const { generated } = column
  const expression = generated && renameInExpression(generated.expression, from, to)
  const renamed = column.name === from ? { ...column, name: to } : column
  return generated && expression ? { ...renamed, generated: { ...generated, expression } } : renamed
}

function renameInConstraint(state: ConstraintState, from: string, to: string): ConstraintState {
  return { ...state, definition: renameInDefinition(state.definition, from, to) }
}

function renameInDefinition(definition: Constraint, from: string, to: string): Constraint {
  switch (definition.kind) {
    case 'primaryKey':
    case 'unique':
      return {
        ...definition,
        columns: renameIn(definition.columns, from, to),
        include: renameIn(definition.include, from, to),
      }
    case 'foreignKey':
      return { ...definition, columns: renameIn(definition.columns, from, to) }
    case 'check':
      return { ...definition, expression: renameInExpression(definition.expression, from, to) }
    case 'exclude':
      return {
        ...definition,
        elements: definition.elements.map(each => ({ ...each, part: renameInPart(each.part, from, to) })),
        where: definition.where && renameInExpression(definition.where, from, to),
      }
    case 'notNull':
      return { ...definition, column: definition.column === from ? to : definition.column }
  }
}

/** The index with a column renamed in its keys, INCLUDE list and condition. */
export function renameColumnInIndex(index: IndexState, from: string, to: string): IndexState {
  return {
    ...index,
    parts: index.parts.map(part => renameInPart(part, from, to)),
    include: renameIn(index.include, from, to),
    where: index.where && renameInExpression(index.where, from, to),
  }
}

function renameInPart(part: IndexPart, from: string, to: string): IndexPart {
  if (part.column !== undefined) return part.column === from ? { ...part, column: to } : part
  return { ...part, expression: part.expression && renameInExpression(part.expression, from, to) }
}

/** The expression with a column renamed, in its list of columns and in its text. */
export function renameInExpression(expression: Expression, from: string, to: string): Expression {
  if (!expression.columns.includes(from)) return expression
  return {
    ...expression,
    sql: renameInSql(expression.sql, from, to),
    columns: renameIn(expression.columns, from, to),
    provesNotNull: renameIn(expression.provesNotNull, from, to),
  }
}

/** The target columns of a foreign key after a column of the target table was renamed. */
export function renameReferencedColumn(state: ConstraintState, from: string, to: string): ConstraintState {
  const { definition } = state
  if (definition.kind !== 'foreignKey') return state
  const references = {
    ...definition.references,
    columns: renameIn(definition.references.columns, from, to),
  }
  return { ...state, definition: { ...definition, references } }
}

function renameIn(names: readonly string[], from: string, to: string): readonly string[] {
  return names.includes(from) ? names.map(name => (name === from ? to : name)) : names
}

/** Words outside of string literals that are the column and not a function's name. */
function renameInSql(sql: string, from: string, to: string): string {
  const target = quoteIfNeeded(to)
  return sql.replace(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*(?!\s*\(|[\p{L}\p{N}_$])/gu,
    word => {
      if (word.startsWith("'")) return word
      const name = word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word
      return name === from ? target : word
    },
  )
}

function quoteIfNeeded(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}
