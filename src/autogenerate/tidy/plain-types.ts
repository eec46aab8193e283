/** The types of SQLite by the names that `t` has for them: SQLite keeps them as they were declared. */
import { declaredType } from '../../dialects/sqlite/types.ts'
import type { ColumnDefinition } from '../../model/column.ts'
import { canonicalTypeName, type DataType } from '../../model/data-type.ts'
import type { BareOperation } from '../../model/operation.ts'

/** The operation with its types in small letters, where they are declared as before. */
export function inPlainTypes(operation: BareOperation): BareOperation {
  switch (operation.kind) {
    case 'createTable':
      return { ...operation, columns: operation.columns.map(plainColumn) }
    case 'addColumn':
      return { ...operation, column: plainColumn(operation.column) }
    case 'changeColumnType':
      return { ...operation, type: plainType(operation.type) }
    default:
      return operation
  }
}

/** Whether SQLite declares both alike. */
export function isDeclaredAs(one: DataType, other: DataType): boolean {
  const [first, second] = [declared(one), declared(other)]
  return first !== undefined && first === second
}

function plainColumn(column: ColumnDefinition): ColumnDefinition {
  return column.type ? { ...column, type: plainType(column.type) } : column
}

function plainType(type: DataType): DataType {
  const plain = { ...type, name: canonicalTypeName(type.name.toLowerCase()) }
  return isDeclaredAs(plain, type) ? plain : type
}

function declared(type: DataType): string | undefined {
  const found = declaredType(type, false, () => undefined)
  return 'refused' in found || found.unknown ? undefined : found.text
}
