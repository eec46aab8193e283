/** A server's refusal as its drivers throw it: an error with a severity, a SQLSTATE and more. */
import { DatabaseError, type Notice, type RefusalDetails } from './connection.ts'

/** The fields of https://www.postgresql.org/docs/current/protocol-error-fields.html that are read. */
interface Refusal extends Error {
  readonly code: string
  readonly severity: string
  readonly position?: string | undefined
  readonly detail?: string | undefined
  readonly hint?: string | undefined
}

/** The refusal in our own words; undefined where it is another error. */
export function refusalFrom(
  error: unknown,
  sql: string,
  notices: readonly Notice[],
): DatabaseError | undefined {
  if (!isRefusal(error)) return undefined
  return new DatabaseError(error.message, error.code, sql, error, notices, detailsOf(error))
}

/** Errors of Node have a code too, but no severity. */
function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'severity' in error && 'code' in error && typeof error.code === 'string'
}

function detailsOf({ position, detail, hint }: Refusal): RefusalDetails {
  return { position: position === undefined ? undefined : Number(position), detail, hint }
}
