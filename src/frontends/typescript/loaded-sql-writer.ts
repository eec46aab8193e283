/** Edits of the files of SQL that migrations of code load. */
import type { Edit } from '../../source/edit.ts'
import { spanOf } from '../../source/span.ts'
import { naming, replacements, statementOf, statementsBefore, type WrittenStatement } from '../sql-edits.ts'
import { edited, type Changes, type WrittenOperation, type Writer } from '../writer.ts'

const CODE = /\.[cm]?[jt]sx?$/u

/** A writer of code that edits those files as well. */
export function withLoadedFiles(code: Writer): Writer {
  return {
    ...code,
    replace: (at, now) =>
      inLoadedFile(at, statement => replacements(statement, now)) ?? code.replace(at, now),
    before: (at, operations) =>
      inLoadedFile(at, statement => [[statementsBefore(statement, operations)]]) ??
      code.before(at, operations),
    name: (at, name) => inLoadedFile(at, statement => [naming(statement, name)]) ?? code.name(at, name),
  }
}

/** The ways to write a statement of such a file anew; undefined for an operation that stands in code. */
function inLoadedFile(
  { operation, operations, files }: WrittenOperation,
  write: (statement: WrittenStatement) => readonly (readonly Edit[])[],
): readonly Changes[] | undefined {
  const { file } = operation.span
  if (CODE.test(file.path)) return undefined
  if (files.read(file.path)?.text !== file.text) return []
  const statement = statementOf(operation, operations, spanOf(file, 0, file.text.length))
  return statement ? write(statement).map(edits => edited(...edits)) : []
}
