/** What a target calls by another name than the database does. */
import type { QualifiedName } from '../model/names.ts'

/** The old name of a table, or of a column of it, and the last part of the new one. */
export interface Rename {
  readonly table: QualifiedName
  readonly column?: string | undefined
  readonly to: string
}
