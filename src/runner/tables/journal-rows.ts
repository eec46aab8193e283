/** The journal: a row of the history table for each part that is committed, behind the row of its run. */
import { qualified } from '../../dialects/postgres/identifiers.ts'
import type { QualifiedName } from '../../model/names.ts'
import { printProgress, type Entry } from './progress.ts'
import { text } from './sql-text.ts'

/** The state of such a row, which no run has. */
export const PART = 'part'

/** The statement that adds a row. */
export function insertEntry(
  table: QualifiedName,
  { revision, direction }: { readonly revision: string; readonly direction: string },
  entry: Entry,
): string {
  const values = [revision, direction, PART, printProgress(entry), new Date().toISOString()].map(text)
  return `INSERT INTO ${qualified(table)} (revision, direction, state, progress, started_at) VALUES (${values.join(', ')})`
}

/** The statement that says more of the last row, which told of a part that was begun. */
export function replaceEntry(table: QualifiedName, revision: string, entry: Entry): string {
  const name = qualified(table)
  return `UPDATE ${name} SET progress = ${text(printProgress(entry))} WHERE id = (SELECT max(id) FROM ${name} WHERE revision = ${text(revision)})`
}

/** The statement that forgets the journal of a revision. */
export function deleteEntries(table: QualifiedName, revision: string): string {
  return `DELETE FROM ${qualified(table)} WHERE revision = ${text(revision)} AND state = ${text(PART)}`
}
