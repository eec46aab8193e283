/** Calls that cannot be written as SQL: a part of their shape is not known, or node-pg-migrate throws. */
import type { UnknownValue, Why } from '../typescript/values.ts'

/** Thrown while a call is written, and recorded as an opaque operation where the call is made. */
export class Refusal extends Error {
  readonly why: Why

  constructor(why: Why) {
    super(why.message)
    this.why = why
  }
}

/** A part that decides the shape of the statement is not known. */
export function notKnown(what: string, { reason, message }: UnknownValue): Refusal {
  return new Refusal({
    reason,
    message: `${what} cannot be read: ${message}`,
    remedy: 'Write names, columns and options out in the migration.',
  })
}

/** What node-pg-migrate itself throws. */
export function refused(message: string): Refusal {
  return new Refusal({ reason: 'unknown call', message: `node-pg-migrate refuses this call: ${message}` })
}
