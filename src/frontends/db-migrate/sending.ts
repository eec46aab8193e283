/** Sending what a method of db-migrate says, and telling whoever waits for it. */
import type { MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { givenTo, type Given } from '../typescript/given.ts'
import { primitive, stringValue, unknown } from '../typescript/value-tools.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { textOfGiven, write } from '../typescript/written-sql.ts'

/** The arguments of a call without the callback at their end. */
export interface Arguments {
  readonly given: readonly Given[]
  readonly callback: Value | undefined
}

/** What is called back is a function; a promise in its place is one that was called instead of passed. */
const CALLBACKS: ReadonlySet<Value['kind']> = new Set(['function', 'method', 'host', 'promise'])

/** Splits off the callback. */
export function argumentsOf(call: HostCall): Arguments {
  const given = givenTo(call)
  const last = given.at(-1)?.value
  return last && CALLBACKS.has(last.kind)
    ? { given: given.slice(0, -1), callback: last }
    : { given, callback: undefined }
}

const RESULT = unknown('query result', 'the rows are known only at run time')

/** Sends statements one after the other; every method gives a promise, and calls back as well where it is told to. */
export function send(call: HostCall, statements: readonly MappedText[], { callback }: Arguments): Value {
  for (const statement of statements) call.sql(stringValue(statement))
  return done(call, callback)
}

/** The end of a method: the callback is called, the promise is kept. */
export function done(call: HostCall, callback: Value | undefined, result: Value = RESULT): Value {
  call.callBack(callback, [primitive(null), result])
  return call.promise(result)
}

/** What db-migrate sends no SQL for that can be known, for a stated reason. */
export function refuse(call: HostCall, message: string, { callback }: Arguments): Value {
  call.opaque({
    reason: 'unsupported statement',
    message,
    remedy: 'Write the change as SQL, with db.runSql().',
  })
  return done(call, callback)
}

/** A name in quotes; db-migrate doubles no quotes in it. */
export function quoted(name: Given | undefined, span: Span): MappedText {
  return write(span, '"', name ? textOfGiven(name) : 'undefined', '"')
}
