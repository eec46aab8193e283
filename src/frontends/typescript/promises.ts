/** Promises: chains of `then`, `Promise.all` and its like, and what waits for what. */
import { attempt, readOnce, type Outcome } from './branches.ts'
import { Thrown, type CallSite, type Interpreter } from './interpreter.ts'
import { noteCalled } from './pending.ts'
import { createTracker, type Tracker } from './tracker.ts'
import { whileUnderway } from './underway.ts'
import { arrayValue, hostValue, UNDEFINED, unknown } from './value-tools.ts'
import type { Frame, HostCall, HostObject, Value } from './values.ts'

/** What `then`, `catch` and `finally` give; undefined for other names. */
export function promiseMethod(
  interpreter: Interpreter,
  receiver: Value,
  name: string,
  site: CallSite,
): Value | undefined {
  if (name !== 'then' && name !== 'catch' && name !== 'finally') return undefined
  const tracker = createTracker()
  const frame: Frame = { ...site.frame, tracker }
  const before = attempt(() => interpreter.settle(receiver, frame))
  const [callback, onFailure] = site.args.map((arg, i) =>
    noteCalled(interpreter, arg, site.spans[i]) ? UNDEFINED : arg,
  )
  const follow = (target: Value, args: readonly Value[]): Outcome<Value> =>
    attempt(() =>
      whileUnderway(interpreter, tracker, () =>
        interpreter.settle(
          interpreter.call(target, { ...site, args, spans: args.map(() => site.span), frame }),
          frame,
        ),
      ),
    )
  if (name === 'finally') {
    const after = callback ? follow(callback, []) : before
    return promiseFor('thrown' in after ? after : before, tracker)
  }
  const handler = name === 'catch' ? callback : onFailure
  if ('thrown' in before) {
    return promiseFor(
      handler && isCallable(handler) ? follow(handler, [before.thrown.value]) : before,
      tracker,
    )
  }
  const goesOn = name === 'then' && callback && isCallable(callback)
  const result = goesOn ? follow(callback, [before.value]) : before
  const failure = unknown('run-time value', 'the error is known only at run time')
  if (handler) readOnce(interpreter, 'conditional', () => follow(handler, [failure]))
  return promiseFor(result, tracker)
}

/** The promise of work that is done: what it gave, or what it threw. */
export function promiseFor(outcome: Outcome<Value>, tracker: Tracker): Value {
  if ('value' in outcome) return { kind: 'promise', value: outcome.value, tracker }
  const { value, span } = outcome.thrown
  return { kind: 'promise', value: UNDEFINED, tracker, rejected: { value, span } }
}

/** An async function's promise: the value it resolves to, once everything it returned is waited for. */
export function promiseOf(
  interpreter: Interpreter,
  work: () => Value,
  frame: Frame,
  tracker: Tracker,
): Value {
  return promiseFor(
    attempt(() =>
      whileUnderway(interpreter, tracker, () => interpreter.settle(work(), { ...frame, tracker })),
    ),
    tracker,
  )
}

/** Waits for all promises of a list. */
function waitForAll(call: HostCall): Value {
  const list = call.args[0]
  return given(call, () => (list ? waitDeep(call, list) : UNDEFINED))
}

function waitDeep(call: HostCall, value: Value): Value {
  const list = call.wait(value)
  if (list.kind === 'array') return arrayValue(list.elements.value.map(each => call.wait(each)))
  // A list that is there on one side of a condition only.
  const flow = list.kind === 'unknown' && list.guard ? 'guarded' : 'conditional'
  for (const each of list.kind === 'unknown' ? (list.alternatives ?? []) : []) {
    if (each.kind === 'array') call.within(flow, () => waitDeep(call, each))
  }
  return list
}

/** A promise of the call, rejected when the work throws. */
function given(call: HostCall, work: () => Value): Value {
  const promise = call.promise(UNDEFINED)
  return promise.kind === 'promise' ? promiseFor(attempt(work), promise.tracker) : promise
}

/** Bluebird's `Promise.map(list, fn)` and its like. */
function mapAll(call: HostCall): Value {
  const list = call.args[0] ? call.wait(call.args[0]) : UNDEFINED
  const callback = call.args[1]
  if (list.kind === 'array') {
    return call.promise(arrayValue(list.elements.value.map(each => call.invoke(callback, [each]))))
  }
  const element = unknown('run-time value', 'the list is known only at run time')
  call.within('repeated', () => call.invoke(callback, [element]))
  return call.promise(element)
}

/** `new Promise((resolve, reject) => …)`. */
function construct(call: HostCall): Value {
  let value: Value = UNDEFINED
  const settle: HostObject = {
    name: 'resolve',
    reachesDatabase: false,
    apply: inner => {
      value = call.wait(inner.args[0] ?? UNDEFINED)
      return UNDEFINED
    },
  }
  const ignore: HostObject = { name: 'reject', reachesDatabase: false, apply: () => UNDEFINED }
  call.invoke(call.args[0], [hostValue(settle), hostValue(ignore)])
  return call.promise(value)
}

/** The global `Promise`, with what Bluebird adds. */
export const PROMISE: HostObject = {
  name: 'Promise',
  reachesDatabase: false,
  construct,
  methods: {
    all: waitForAll,
    allSettled: waitForAll,
    race: waitForAll,
    any: waitForAll,
    resolve: call => given(call, () => call.wait(call.args[0] ?? UNDEFINED)),
    reject: call =>
      given(call, () => {
        throw new Thrown(call.args[0] ?? UNDEFINED, call.span)
      }),
    map: mapAll,
    each: mapAll,
    mapSeries: mapAll,
  },
}

function isCallable(value: Value): boolean {
  return value.kind !== 'primitive'
}
