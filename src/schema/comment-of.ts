/** What a COMMENT ON says. */
import type { ObjectOperation } from '../model/object-operations.ts'
import type { Unplaced } from '../model/operation-base.ts'

/** The text as SQL writes it, or the word for none, at the end of the statement as it is printed. */
const SAID = /\sIS\s+(?:(NULL)|E'((?:[^'\\]|''|\\[^])*)'|'((?:[^']|'')*)')\s*$/iu

/** The text of a comment; null for none, undefined where it is not known. */
export function commentOf({ sql = '' }: Unplaced<ObjectOperation>): string | null | undefined {
  const [, none, escaped, plain] = SAID.exec(sql) ?? []
  if (none !== undefined) return null
  return (
    escaped?.replace(/''|\\([^])/gu, (_, character?: string) => character ?? "'") ??
    plain?.replaceAll("''", "'")
  )
}
