/** Follows a table and its columns through the rest of a migration. */
import type { QualifiedName } from '../model/names.ts'
import type { Operation } from '../model/operation.ts'
import type { SchemaView } from '../schema/schema-view.ts'

/** A table, and some of its columns. */
export interface Traced {
  readonly table: QualifiedName
  readonly columns: readonly string[]
}

/** A migration with the schema before each of its operations. */
interface Replayed {
  readonly operations: readonly Operation[]
  readonly at: (index: number) => { readonly schema: SchemaView }
}

/**
 * What a table is called after the last operation, and those of the columns that are left; undefined when the
 * table is gone.
 */
export function atTheEnd(traced: Traced, index: number, { operations, at }: Replayed): Traced | undefined {
  const moves = movesByName(operations)
  let now: Traced | undefined = traced
  for (let last = index; now;) {
    const { table }: Traced = now
    const next = moves.get(table.name)?.find(({ index: i, operation }) => {
      if (i <= last) return false
      const { schema } = at(i)
      return schema.keyOf(operation.table) === schema.keyOf(table)
    })
    if (!next) return now
    now = moved(now, next.operation)
    last = next.index
  }
  return undefined
}

type Move = Extract<
  Operation,
  { readonly kind: 'dropTable' | 'renameTable' | 'setTableSchema' | 'renameColumn' | 'dropColumn' }
>

interface PlacedMove {
  readonly index: number
  readonly operation: Move
}

/** Asked for every table and column of a migration, which may have thousands. */
const MOVES = new WeakMap<readonly Operation[], ReadonlyMap<string, readonly PlacedMove[]>>()

/** The operations that rename, move or drop, by the name of their table. */
function movesByName(operations: readonly Operation[]): ReadonlyMap<string, readonly PlacedMove[]> {
  const known = MOVES.get(operations)
  if (known) return known
  const moves = new Map<string, PlacedMove[]>()
  for (const [index, operation] of operations.entries()) {
    if (!isMove(operation)) continue
    const same = moves.get(operation.table.name)
    if (same) same.push({ index, operation })
    else moves.set(operation.table.name, [{ index, operation }])
  }
  MOVES.set(operations, moves)
  return moves
}

function isMove(operation: Operation): operation is Move {
  return ['dropTable', 'renameTable', 'setTableSchema', 'renameColumn', 'dropColumn'].includes(operation.kind)
}

function moved({ table, columns }: Traced, operation: Move): Traced | undefined {
  switch (operation.kind) {
    case 'dropTable':
      return undefined
    case 'renameTable':
      return { table: { ...table, name: operation.to }, columns }
    case 'setTableSchema':
      return { table: { ...table, schema: operation.to }, columns }
    case 'dropColumn':
      return { table, columns: columns.filter(each => each !== operation.column) }
    case 'renameColumn':
      return { table, columns: columns.map(each => (each === operation.column ? operation.to : each)) }
  }
}
