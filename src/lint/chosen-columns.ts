/** The columns for which a migration chooses a type. */
import { formatType, isSerial, type DataType } from '../model/data-type.ts'
import type { ColumnDefinition } from '../model/column.ts'
import type { QualifiedName } from '../model/names.ts'
import type { Operation } from '../model/operation.ts'
import type { ColumnState, TableState } from '../schema/schema-state.ts'
import type { SchemaView } from '../schema/schema-view.ts'
import { atTheEnd } from './at-the-end.ts'

/** A column of a new table, a new column, or one whose type changes. */
export interface ChosenColumn {
  readonly table: QualifiedName
  readonly column: string
  readonly type: DataType
  /** The type's name where PostgreSQL brings the type along. */
  readonly builtIn?: string | undefined
  /** Its table and itself after the migration, as far as they are known. */
  readonly tableAfter?: TableState | undefined
  readonly after?: ColumnState | undefined
}

/** Where an operation stands. */
interface Standing {
  readonly operations: readonly Operation[]
  readonly at: (index: number) => { readonly schema: SchemaView }
  readonly index: number
  readonly schema: SchemaView
  readonly after: SchemaView
}

/** Many rules ask in turn about one operation; the schema before it is a value of its own for each place in a replay. */
const ASKED = new WeakMap<
  SchemaView,
  { readonly operation: Operation; readonly chosen: readonly ChosenColumn[] }
>()

/** What an operation chooses that is still so at the end of the migration; temporary tables are nobody's business. */
export function chosenColumns(operation: Operation, standing: Standing): readonly ChosenColumn[] {
  const known = ASKED.get(standing.schema)
  if (known?.operation === operation) return known.chosen
  const chosen = chosenNow(operation, standing)
  ASKED.set(standing.schema, { operation, chosen })
  return chosen
}

function chosenNow(operation: Operation, standing: Standing): readonly ChosenColumn[] {
  return definedBy(operation, standing.schema).flatMap(chosen => {
    const { table, column, type } = chosen
    const end = atTheEnd({ table, columns: [column] }, standing.index, standing)
    const [name] = end?.columns ?? []
    if (!end || name === undefined) return []
    const tableAfter = standing.after.table(end.table)
    const after = standing.after.column(end.table, name)
    if (tableAfter?.temporary || (after?.type && !isStill(type, after.type))) return []
    return [{ ...chosen, builtIn: type.schema === undefined ? type.name : undefined, tableAfter, after }]
  })
}

function isStill(chosen: DataType, now: DataType): boolean {
  return isSerial(chosen) || formatType(chosen) === formatType(now)
}

function definedBy(operation: Operation, schema: SchemaView): readonly ChosenColumn[] {
  const { kind } = operation
  if (kind !== 'createTable' && kind !== 'addColumn' && kind !== 'changeColumnType') return []
  const { table } = operation
  const known = schema.table(table)
  if (kind === 'createTable') {
    const perhapsThere = operation.ifNotExists ?? operation.flow !== undefined
    return perhapsThere && known ? [] : operation.columns.flatMap(each => typed(table, each))
  }
  if (kind === 'addColumn') {
    const isThere = operation.ifNotExists && schema.column(table, operation.column.name) !== undefined
    return isThere ? [] : typed(table, operation.column)
  }
  const { column, type } = operation
  const before = schema.column(table, column)?.type
  return before && formatType(before) === formatType(type) ? [] : [{ table, column, type }]
}

function typed(table: QualifiedName, { name, type }: ColumnDefinition): readonly ChosenColumn[] {
  return type ? [{ table, column: name, type }] : []
}
