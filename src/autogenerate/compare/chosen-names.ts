/** Whether PostgreSQL would have chosen a name by itself, so that nobody needs to care for it. */
import { indexColumnNames, joinColumnNames, makeObjectName } from '../../schema/object-names.ts'
import type { ConstraintState, IndexState, TableState } from '../../schema/schema-state.ts'

/** Whether nobody named the constraint, as far as one can tell. */
export function isChosenForConstraint(
  table: TableState,
  { name, named, definition }: ConstraintState,
): boolean {
  if (!named || definition.nameIsMade) return true
  const ofColumns = (columns: readonly string[]) => joinColumnNames(columns)
  switch (definition.kind) {
    case 'primaryKey':
      return isChosen(name, table.name, undefined, 'pkey')
    case 'unique':
      return isChosen(name, table.name, ofColumns([...definition.columns, ...definition.include]), 'key')
    case 'foreignKey':
      return isChosen(name, table.name, ofColumns(definition.columns), 'fkey')
    case 'check': {
      const { columns } = definition.expression
      return isChosen(name, table.name, columns.length === 1 ? columns[0] : undefined, 'check')
    }
    case 'exclude': {
      const columns = indexColumnNames(
        definition.elements.map(({ part }) => part),
        [],
      )
      return isChosen(name, table.name, ofColumns(columns), 'excl')
    }
    case 'notNull':
      return isChosen(name, table.name, definition.column, 'not_null')
  }
}

/** Whether nobody named the index, as far as one can tell. */
export function isChosenForIndex(table: TableState, { name, unnamed, parts, include }: IndexState): boolean {
  return (
    unnamed === true || isChosen(name, table.name, joinColumnNames(indexColumnNames(parts, include)), 'idx')
  )
}

/** A number tells names apart that would be equal. */
function isChosen(name: string, table: string, addition: string | undefined, label: string): boolean {
  const number = /\d*$/u.exec(name)?.[0] ?? ''
  return (
    name === makeObjectName(table, addition, label) ||
    name === makeObjectName(table, addition, label + number)
  )
}
