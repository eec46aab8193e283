/** What is dropped and added and might be a rename: nobody but the user can tell. */
import { formatType, type DataType } from '../../model/data-type.ts'
import { formatName, type QualifiedName } from '../../model/names.ts'
import type { BareOperation, OperationOf } from '../../model/operation.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import { findTable } from '../../schema/resolve.ts'
import type { SchemaState } from '../../schema/schema-state.ts'
import type { Change } from './change.ts'
import type { Rename } from './rename.ts'

/** A rename to ask about. */
export interface PossibleRename {
  readonly rename: Rename
  /** `orders.note is dropped and orders.remark is added, both text`. */
  readonly because: string
}

/** A table from which exactly one column goes while one of its type comes, and one table that another of equal columns replaces. */
export function possibleRenames(changes: readonly Change[], found: SchemaState): readonly PossibleRename[] {
  const operations = changes.flatMap(change => change.operations)
  return [...ofTables(operations, found), ...ofColumns(operations, found)]
}

function ofKind<K extends BareOperation['kind']>(operations: readonly BareOperation[], kind: K) {
  return operations.filter((each): each is Unplaced<OperationOf<K>> & BareOperation => each.kind === kind)
}

function ofTables(operations: readonly BareOperation[], found: SchemaState): readonly PossibleRename[] {
  const [drop, ...moreDrops] = ofKind(operations, 'dropTable')
  const [create, ...moreCreates] = ofKind(operations, 'createTable')
  const old = drop && findTable(found, drop.table)
  if (!old || !create || moreDrops.length > 0 || moreCreates.length > 0) return []
  const shape = (columns: readonly { readonly name: string; readonly type?: DataType | undefined }[]) =>
    columns.map(({ name, type }) => `${name} ${typeText(type)}`).join(', ')
  if (drop.table.schema !== create.table.schema || shape(old.columns) !== shape(create.columns)) return []
  const names = [formatName(drop.table), formatName(create.table)]
  return [
    {
      rename: { table: drop.table, to: create.table.name },
      because: `table ${names[0] ?? ''} is dropped and table ${names[1] ?? ''} with the same columns is created`,
    },
  ]
}

function ofColumns(operations: readonly BareOperation[], found: SchemaState): readonly PossibleRename[] {
  const drops = ofKind(operations, 'dropColumn')
  const adds = ofKind(operations, 'addColumn')
  const isOf = (table: QualifiedName) => (each: { readonly table: QualifiedName }) =>
    formatName(each.table) === formatName(table)
  return drops.flatMap(({ table, column }) => {
    const [add, ...more] = adds.filter(isOf(table))
    if (!add || more.length > 0 || drops.filter(isOf(table)).length > 1) return []
    const type = findTable(found, table)?.columns.find(({ name }) => name === column)?.type
    if (typeText(type) !== typeText(add.column.type)) return []
    const name = formatName(table)
    return [
      {
        rename: { table, column, to: add.column.name },
        because: `column ${name}.${column} is dropped and ${name}.${add.column.name} is added, both ${typeText(type)}`,
      },
    ]
  })
}

function typeText(type: DataType | undefined): string {
  return type ? formatType(type).toLowerCase() : 'without a type'
}
