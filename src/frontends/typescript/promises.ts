/** Promises: chains of `then`, `Promise.all` and its like, and what waits for what. */
import { readOnce } from './branches.ts'
import type { CallSite, Interpreter } from './interpreter.ts'
import { createTracker, type Tracker } from './tracker.ts'
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
  const value = interpreter.settle(receiver, frame)
  const [callback, onFailure] = site.args
  const follow = (target: Value, args: readonly Value[]): Value =>
    interpreter.settle(
      interpreter.call(target, { ...site, args, spans: args.map(() => site.span), frame }),
      frame,
    )
  const failure = unknown('run-time value', 'the error is known only at run time')
  if (name === 'catch') {
    if (callback) readOnce(interpreter, 'conditional', () => follow(callback, [failure]))
    return { kind: 'promise', value, tracker }
  }
  if (name === 'finally') {
    if (callback) follow(callback, [])
    return { kind: 'promise', value, tracker }
  }
  const result = callback && isCallable(callback) ? follow(callback, [value]) : value
  if (onFailure) readOnce(interpreter, 'conditional', () => follow(onFailure, [failure]))
  return { kind: 'promise', value: result, tracker }
}

/** An async function's promise: the value it resolves to, once everything it returned is waited for. */
export function promiseOf(interpreter: Interpreter, value: Value, frame: Frame, tracker: Tracker): Value {
  return { kind: 'promise', value: interpreter.settle(value, { ...frame, tracker }), tracker }
}

/** Waits for all promises of a list. */
function waitForAll(call: HostCall): Value {
  const list = call.args[0]
  if (list?.kind !== 'array') return call.promise(list ? call.wait(list) : UNDEFINED)
  return call.promise(arrayValue(list.elements.value.map(each => call.wait(each))))
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
    resolve: call => call.promise(call.wait(call.args[0] ?? UNDEFINED)),
    reject: call => call.promise(UNDEFINED),
    map: mapAll,
    each: mapAll,
    mapSeries: mapAll,
  },
}

function isCallable(value: Value): boolean {
  return value.kind !== 'primitive'
}
