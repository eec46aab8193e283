/** Calls that cannot be written as SQL: a part of their shape is not known, or node-pg-migrate throws. */
import type { UnknownValue, Value, Why } from '../typescript/values.ts'

/** Thrown while a call is written, and recorded as an opaque operation where the call is made. */
export class Refusal extends Error {
  readonly why: Why
  /** The value that is either true or false, where this is all that is not known. */
  readonly either: Value | undefined
  /** node-pg-migrate certainly throws. */
  readonly isThrown: boolean

  constructor(
    why: Why,
    { either, isThrown = false }: { either?: Value | undefined; isThrown?: boolean } = {},
  ) {
    super(why.message)
    this.why = why
    this.either = either
    this.isThrown = isThrown
  }
}

/** A part that decides the shape of the statement is not known. */
export function notKnown(what: string, doubt: UnknownValue, either?: Value): Refusal {
  const { reason, message } = doubt
  const remedy = doubt.remedy ?? 'Write names, columns and options out in the migration.'
  return new Refusal({ reason, message: `${what} cannot be read: ${message}`, remedy }, { either })
}

/** What node-pg-migrate itself throws. */
export function refused(message: string): Refusal {
  const why: Why = { reason: 'unknown call', message: `node-pg-migrate refuses this call: ${message}` }
  return new Refusal(why, { isThrown: true })
}
