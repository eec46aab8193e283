/** What a statement on a sequence says of it: https://www.postgresql.org/docs/current/sql-createsequence.html */
import type { ObjectOperation } from '../../model/object-operations.ts'
import type { QualifiedName } from '../../model/names.ts'
import { qualifiedName, tableName } from './names.ts'
import { itemsOf, stringsOf, type Node, type RangeVar } from './nodes.ts'
import { optionNamed } from './print.ts'

/** `OWNED BY orders.id`, `OWNED BY NONE`. */
export function ownerOf(options: readonly Node[] | undefined): ObjectOperation['ownedBy'] {
  const parts = stringsOf(itemsOf(optionNamed(options, 'owned_by')?.arg))
  if (parts.length === 0) return undefined
  const column = parts.at(-1) ?? ''
  return parts.length === 1 ? 'none' : { table: qualifiedName(parts.slice(0, -1)), column }
}

/** The name of a new sequence; a temporary one lives in the schema of the session. */
export function sequenceName(sequence: RangeVar | undefined): QualifiedName {
  const name = tableName(sequence)
  return sequence?.relpersistence === 't' ? { ...name, schema: 'pg_temp' } : name
}
