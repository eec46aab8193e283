/** Writing in files of SQL, whatever their runner. */
import { printOperation } from '../dialects/postgres.ts'
import type { BareOperation } from '../model/operation.ts'
import { spanOf } from '../source/span.ts'
import { naming, replacements, statementOf, statementsBefore, type WrittenStatement } from './sql-edits.ts'
import { edited, type WrittenOperation, type Writer } from './writer.ts'

/** What all frontends of SQL files write alike. */
export const sqlFileWriter: Writer = {
  replace(at, now) {
    const statement = statementIn(at)
    return statement ? replacements(statement, now).map(edits => edited(...edits)) : []
  },
  before(at, operations) {
    const statement = statementIn(at)
    return statement ? [edited(statementsBefore(statement, operations))] : []
  },
  name(at, name) {
    const statement = statementIn(at)
    return statement ? [edited(...naming(statement, name))] : []
  },
}

function statementIn({ operation, operations }: WrittenOperation): WrittenStatement | undefined {
  const { file } = operation.span
  return statementOf(operation, operations, spanOf(file, 0, file.text.length))
}

/** Operations as the text of a file, a statement a line. */
export function sqlLines(operations: readonly BareOperation[], lineBreak = '\n'): string {
  return operations.map(operation => printOperation(operation) + ';' + lineBreak).join('')
}
