/** One call on an object of Kysely, with what its callbacks are handed. */
import type { Span } from '../../source/span.ts'
import { givenTo, type Given } from '../typescript/given.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { partOf, unreadable, type Part } from './parts.ts'

/** What Kysely hands to the callbacks of its builders. */
export interface Kit {
  /** `eb` */
  readonly expressionBuilder: () => Value
  /** What `with` gives. */
  readonly queryCreator: () => Value
}

/** A call as the tables of methods see it. */
export interface Said {
  readonly call: HostCall
  readonly args: readonly Given[]
  readonly span: Span
  readonly kit: Kit
}

/** A call with its arguments and their places. */
export function saidBy(call: HostCall, kit: Kit): Said {
  return { call, args: givenTo(call), span: call.span, kit }
}

/** Whether a value is called by whoever gets it. */
export function isCallback({ value }: Given): boolean {
  return value.kind === 'function' || value.kind === 'method' || (value.kind === 'host' && isCallable(value))
}

function isCallable({ host }: Extract<Value, { kind: 'host' }>): boolean {
  return host.apply !== undefined && partOf({ kind: 'host', host }) === undefined
}

/** What a callback makes of the builder that it gets. */
export function built(given: Given | undefined, handed: Value, { call }: Said): Value {
  return given ? call.invoke(given.value, [handed]) : handed
}

/** The SQL of what a callback gives. */
export function partBuilt(given: Given | undefined, handed: Value, said: Said): Part {
  const result = built(given, handed, said)
  return partOf(result) ?? notKnown(result, 'what the callback gives is not known')
}

/** The reason why a value has no SQL. */
export function notKnown(value: Value, message: string): Part {
  return value.kind === 'unknown'
    ? unreadable(value.message, value.reason)
    : unreadable(message, 'unknown call')
}
