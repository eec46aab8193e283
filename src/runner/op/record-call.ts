/** A call of `op` while a migration runs, as the frontend's table sees it: what it records is collected. */
import { UNDEFINED } from '../../frontends/typescript/value-tools.ts'
import type { HostCall, HostMethod, Value } from '../../frontends/typescript/values.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { Span } from '../../source/span.ts'

/** What a call says, in order. */
export type Recorded =
  | { readonly kind: 'operation'; readonly operation: BareOperation }
  | { readonly kind: 'sql'; readonly text: Value | undefined }

/** The call cannot be read: the arguments are not what they have to be. */
export class UnreadableCall extends Error {
  override readonly name = 'UnreadableCall'
}

/** What a call said, and what it is worth. */
export interface CallRecord {
  readonly recorded: readonly Recorded[]
  readonly result: Value | undefined
}

/** Calls a method of the table and gives what it recorded. */
export function recordCall(method: HostMethod, args: readonly Value[], span: Span): CallRecord {
  const recorded: Recorded[] = []
  const result = method(callOf(args, span, recorded))
  return { recorded, result }
}

function callOf(args: readonly Value[], span: Span, recorded: Recorded[]): HostCall {
  const emit = (operation: BareOperation): void => {
    recorded.push({ kind: 'operation', operation })
  }
  const sql = (text: Value | undefined): void => {
    recorded.push({ kind: 'sql', text })
  }
  const call: HostCall = {
    args,
    span,
    spans: args.map(() => span),
    self: { kind: 'host', host: { name: 'op', reachesDatabase: true } },
    resultUsed: true,
    flow: undefined,
    withArgs: others => callOf(others, span, recorded),
    emit,
    emitTogether: operations => {
      for (const { operation } of operations) emit(operation)
    },
    queued: () => call,
    sql,
    boundSql: sql,
    opaque: ({ message }) => {
      throw new UnreadableCall(message)
    },
    // Functions that the code gives are called by `op` itself: none of them is a value here.
    invoke: () => UNDEFINED,
    callBack: () => undefined,
    set: () => undefined,
    underway: () => UNDEFINED,
    wait: value => value,
    promise: value => value,
    lazy: host => ({ kind: 'host', host }),
    within: (_, work) => work(),
  }
  return call
}
