/** The column that a sequence goes with: https://www.postgresql.org/docs/current/sql-createsequence.html */
import type { ObjectOperation } from '../../model/object-operations.ts'
import { qualifiedName } from './names.ts'
import { itemsOf, stringsOf, type Node } from './nodes.ts'
import { optionNamed } from './print.ts'

/** `OWNED BY orders.id`, `OWNED BY NONE`. */
export function ownerOf(options: readonly Node[] | undefined): ObjectOperation['ownedBy'] {
  const parts = stringsOf(itemsOf(optionNamed(options, 'owned_by')?.arg))
  if (parts.length === 0) return undefined
  const column = parts.at(-1) ?? ''
  return parts.length === 1 ? 'none' : { table: qualifiedName(parts.slice(0, -1)), column }
}
