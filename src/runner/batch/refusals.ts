/** What SQLite says when it refuses a change, in words that say what to do. */
import { DatabaseError } from '../../database/connection.ts'
import { BatchError } from './batch-error.ts'
import { temporaryName } from './rebuild.ts'

interface Refusal {
  readonly says: RegExp
  readonly means: (table: string, match: readonly string[]) => string
}

const REFUSALS: readonly Refusal[] = [
  {
    says: /UNIQUE constraint failed: (.+)/u,
    means: (table, [columns]) =>
      `Rows of table ${table} have the same ${columns ?? ''}: make them differ before the constraint is added.`,
  },
  {
    says: /NOT NULL constraint failed: (.+)/u,
    means: (table, [column]) =>
      `Rows of table ${table} have no value in ${column ?? ''}: fill it before, or give a default.`,
  },
  {
    says: /^(?:CHECK )?constraint failed(?:: (.+))?/u,
    means: (table, [check]) =>
      `Rows of table ${table} do not hold ${check === undefined ? 'the new constraint' : `the constraint ${check}`}: correct them before it is added.`,
  },
  {
    says: /error in (view|trigger|index|table) (\S+)(?: after [^:]+)?: (.+)/u,
    means: (table, [what, name, why]) =>
      name === table
        ? `SQLite cannot change table ${table} in this way (${why ?? ''}): drop the constraint that is in the way before, and add it again behind.`
        : `Table ${table} cannot be changed while ${what ?? ''} ${name ?? ''} is in the way (${why ?? ''}): drop it before and create it again behind.`,
  },
  {
    says: /cannot store (\S+) value in (\S+) column (\S+)/u,
    means: (table, [value, type, column]) =>
      `Table ${table} is STRICT, and ${column ?? ''} has a ${value ?? ''} value that is no ${type ?? ''}: convert it with using, or before.`,
  },
]

/** The error of SQLite as one that names the table and the way out; what is no refusal of the change is as it was. */
export function explainRefusal(error: unknown, table: string): unknown {
  if (!(error instanceof DatabaseError) || !/^SQLITE_(?:ERROR|CONSTRAINT|MISMATCH)/u.test(error.sqlstate)) {
    return error
  }
  const message = error.message.replaceAll(`${temporaryName(table)}.`, '')
  for (const { says, means } of REFUSALS) {
    const match = says.exec(message)
    if (match) return new BatchError(means(table, match.slice(1)), { cause: error })
  }
  return new BatchError(`SQLite refuses to change table ${table}: ${message}`, { cause: error })
}
