/** Calls of any kind of value. */
import { ARRAY_METHODS } from './array-methods.ts'
import { boundTo, methodOn, withBound } from './bound.ts'
import { attempt, readOnce } from './branches.ts'
import { COLLECTION_METHODS } from './collections.ts'
import { bluebirdMethod } from './bluebird.ts'
import { callClosure, constructClass } from './functions.ts'
import { callHost, callUnknownMethod } from './hosts.ts'
import type { CallSite, Interpreter } from './interpreter.ts'
import { elementsOf, keysOf } from './object-tools.ts'
import { noteCallback } from './pending.ts'
import { promiseMethod } from './promises.ts'
import { STRING_METHODS } from './string-methods.ts'
import { createTracker } from './tracker.ts'
import { varyingCall } from './varying.ts'
import {
  carriesRunner,
  doubtOf,
  joinValues,
  lengthOf,
  mappedOf,
  objectValue,
  oneOf,
  piecesOf,
  primitive,
  textAt,
  UNDEFINED,
  unknown,
} from './value-tools.ts'
import type {
  ArrayValue,
  Frame,
  FunctionValue,
  HostValue,
  MethodValue,
  UnknownValue,
  Value,
} from './values.ts'

/** Calls a value as a function. */
export function callValue(interpreter: Interpreter, callee: Value, site: CallSite, self?: Value): Value {
  interpreter.step()
  switch (callee.kind) {
    case 'function':
      return callClosure(interpreter, callee, withBound(site, callee.bound), self)
    case 'method':
      return callMethodOf(
        interpreter,
        callee.receiver,
        callee.name,
        withBound(site, callee.bound, callee.boundAt),
      )
    case 'host':
      return callHostItself(interpreter, callee, site)
    case 'unknown':
      return (
        callAlternatives(interpreter, callee, site, each => callValue(interpreter, each, site, self)) ??
        callUnknown(interpreter, callee, site)
      )
    default:
      return callUnknown(interpreter, unknown('unknown call', `${site.callee} is not a function`), site)
  }
}

/** Calls `receiver.name(…)`. */
export function callMethodOf(interpreter: Interpreter, receiver: Value, name: string, site: CallSite): Value {
  interpreter.step()
  if (receiver.kind === 'host') return callHostMethod(interpreter, receiver, name, site)
  if (receiver.kind === 'string') return stringMethod(interpreter, receiver, name, site)
  if (receiver.kind === 'array') {
    const given = listMethod(interpreter, receiver, name, site)
    if (given) return given
  }
  if (receiver.kind === 'promise') {
    return (
      promiseMethod(interpreter, receiver, name, site) ??
      bluebirdMethod(interpreter, receiver, name, site) ??
      callUnknown(interpreter, { ...UNKNOWN_METHOD, tracker: receiver.tracker }, site, name)
    )
  }
  if (receiver.kind === 'unknown') return callOnUnknown(interpreter, receiver, name, site)
  if (receiver.kind === 'function' || receiver.kind === 'method') {
    const viaFunction = functionMethod(interpreter, receiver, name, site)
    if (viaFunction) return viaFunction
  }
  if (receiver.kind === 'primitive' && name === 'toString') {
    return textAt(String(receiver.value), site.span)
  }
  if (receiver.kind === 'object' && name === 'hasOwnProperty') return hasOwn(receiver, site)
  const property = interpreter.property(receiver, name, site.frame)
  if (property.kind === 'method' && property.receiver.kind === 'host') {
    return callMethodOf(interpreter, property.receiver, property.name, site)
  }
  if (property.kind === 'method') {
    const reaches = carriesRunner(receiver) ? { carriesRunner: true as const } : {}
    return callUnknown(interpreter, { ...UNKNOWN_METHOD, ...reaches }, site, name)
  }
  return callValue(interpreter, property, site, receiver)
}

/** `new callee(…)`. */
export function constructValue(interpreter: Interpreter, callee: Value, site: CallSite): Value {
  interpreter.step()
  if (callee.kind === 'class') return constructClass(interpreter, callee, site)
  if (callee.kind === 'function') {
    // Its prototype is not followed: a method that is not found may do anything with what the object holds.
    const prototype = unknown('unknown call', `the prototype of ${site.callee} is not followed`)
    const reaches = site.args.some(each => carriesRunner(each))
    const made = objectValue({}, { open: reaches ? { ...prototype, carriesRunner: true } : prototype })
    const result = callClosure(interpreter, callee, site, made)
    return result.kind === 'object' ? result : made
  }
  if (callee.kind === 'host' && callee.host.construct) {
    const before = interpreter.sink.size
    const value = callHost(interpreter, callee.host.construct, callee, site)
    // `new Promise(resolve => …)` settles when its executor calls back, which is taken to be at its end.
    if (value.kind === 'promise') value.tracker.children.push(...interpreter.sink.startedSince(before))
    return value
  }
  if (callee.kind === 'unknown') readCallbacks(interpreter, callee, site, 'conditional', site.frame)
  const message = `what new ${site.callee} makes is not known`
  const reason = callee.kind === 'unknown' ? callee.reason : 'unknown call'
  const value = unknown(reason === 'other file' ? reason : 'unknown call', message)
  const about = callee.kind === 'unknown' ? callee : value
  return {
    ...value,
    varying: varyingCall(site.callee, about, site.args, true),
    ...(site.args.some(each => carriesRunner(each)) ? { carriesRunner: true } : {}),
  }
}

const UNKNOWN_METHOD = unknown('unknown call', 'the method is not known')

function hasOwn(receiver: Value, site: CallSite): Value {
  const name = site.args[0]
  const keys = keysOf(receiver)
  if (name?.kind !== 'string' || !keys) return UNKNOWN_METHOD
  const { text } = mappedOf(name)
  return primitive(keys.some(([key]) => key === text))
}

function callHostItself(interpreter: Interpreter, callee: HostValue, site: CallSite): Value {
  if (callee.host.apply) return callHost(interpreter, callee.host.apply, callee, site)
  return callUnknownMethod(interpreter, callee, '', site)
}

function callHostMethod(interpreter: Interpreter, receiver: HostValue, name: string, site: CallSite): Value {
  const { host } = receiver
  if (host.methods && Object.hasOwn(host.methods, name) && host.methods[name]) {
    return callHost(interpreter, host.methods[name], receiver, site)
  }
  const property = host.properties && Object.hasOwn(host.properties, name) ? host.properties[name] : undefined
  if (property) return callValue(interpreter, property, site, receiver)
  if ((host.settle && !host.isInert) || receiver.tracker) {
    const chained = promiseMethod(interpreter, receiver, name, site)
    if (chained) return chained
  }
  const other = host.otherCall ? undefined : host.otherwise?.(name)
  if (other) return callValue(interpreter, other, site, receiver)
  return callUnknownMethod(interpreter, receiver, name, site)
}

function stringMethod(interpreter: Interpreter, self: Value, name: string, site: CallSite): Value {
  const method = Object.hasOwn(STRING_METHODS, name) ? STRING_METHODS[name] : undefined
  if (!method || self.kind !== 'string') {
    // A loader that is told by the configuration may give a promise of its text.
    return (
      promiseMethod(interpreter, self, name, site) ?? callUnknown(interpreter, UNKNOWN_METHOD, site, name)
    )
  }
  interpreter.step(1 + Math.floor(lengthOf(self) / 5000 + piecesOf(self) / 50))
  const text = mappedOf(self)
  return method({ text, self, args: site.args, span: site.span })
}

/** A method of an array, `Set` or `Map`, or of what a generator gives. */
function listMethod(
  interpreter: Interpreter,
  self: ArrayValue,
  name: string,
  site: CallSite,
): Value | undefined {
  if (self.returned && name === 'next') {
    const { returned, elements } = self
    const doubt = unknown('run-time value', 'which value a generator has come to is not followed')
    const value = elements.value.length > 0 && isNothing(returned) ? oneOf(elements.value, doubt) : returned
    return objectValue({ value, done: primitive(true) })
  }
  const table = self.collection ? COLLECTION_METHODS[self.collection] : ARRAY_METHODS
  const method = Object.hasOwn(table, name) ? table[name] : undefined
  if (!method) return undefined
  interpreter.step(1 + Math.floor(self.elements.value.length / 20))
  const callback = site.args[0] ?? UNDEFINED
  const given: Value[] = []
  const invoke = (...args: readonly Value[]): Value => {
    const inner = { ...site, args, spans: args.map(() => site.span), resultUsed: true }
    const value = callValue(interpreter, callback, inner)
    if (value.kind === 'promise') given.push(value)
    return value
  }
  const result = method({
    interpreter,
    self,
    list: self.elements.value,
    args: site.args,
    span: site.span,
    invoke,
  })
  noteCallback(interpreter, name, site, given)
  return result
}

function isNothing(value: Value): boolean {
  return value.kind === 'primitive' && value.value === undefined
}

function functionMethod(
  interpreter: Interpreter,
  receiver: FunctionValue | MethodValue,
  name: string,
  site: CallSite,
): Value | undefined {
  const [self, ...args] = site.args
  const on = receiver.kind === 'method' ? methodOn(receiver, self) : receiver
  if (name === 'call') return callValue(interpreter, on, { ...site, args, spans: site.spans.slice(1) }, self)
  if (name === 'apply') {
    const list = args[0] ? (elementsOf(args[0]) ?? [doubtOf(args[0])]) : []
    return callValue(interpreter, on, { ...site, args: list, spans: list.map(() => site.span) }, self)
  }
  if (name !== 'bind') return undefined
  return boundTo(on, self, site)
}

/** Methods that call the function given to them once for each element. */
const LOOPING = /^(?:forEach|map|flatMap|filter|reduce|some|every|find|each|eachSeries|mapSeries|sort)$/u

function callOnUnknown(
  interpreter: Interpreter,
  receiver: UnknownValue,
  name: string,
  site: CallSite,
): Value {
  const chained = promiseMethod(interpreter, receiver, name, site)
  if (chained) return chained
  const viaAlternatives = callAlternatives(interpreter, receiver, site, each =>
    callMethodOf(interpreter, each, name, site),
  )
  return viaAlternatives ?? callUnknown(interpreter, receiver, site, name)
}

/** Calls each of the values that an unknown one may be; undefined when none of them is known to be callable. */
function callAlternatives(
  interpreter: Interpreter,
  callee: UnknownValue,
  site: CallSite,
  call: (each: Value) => Value,
): Value | undefined {
  const known = callee.alternatives?.filter(each => each.kind !== 'primitive' && each.kind !== 'string') ?? []
  if (known.length === 0) return undefined
  const flow = callee.guard ? 'guarded' : 'conditional'
  const results = known.map(each => readOnce(interpreter, flow, () => call(each)) ?? UNDEFINED)
  const { alternatives: _, complete, ...rest } = callee
  if (!complete && site.args.some(each => carriesRunner(each)))
    results.push(callUnknown(interpreter, rest, site))
  return results.reduce(joinValues, unknown(callee.reason, callee.message, callee.guard))
}

/**
 * Calls something that cannot be followed. Functions given to it are read once, as they may run; when it
 * gets or holds an object that reaches the database, it is recorded as opaque.
 */
function callUnknown(interpreter: Interpreter, callee: UnknownValue, site: CallSite, name = ''): Value {
  const tracker = createTracker()
  // What something is called on is there: if a promise gave it, that has been waited for.
  if (callee.tracker) tracker.children.push(callee.tracker)
  const frame = { ...site.frame, tracker }
  const flow = LOOPING.test(name) ? 'repeated' : 'conditional'
  const isGiven = site.args.some(each => carriesRunner(each))
  const holds = callee.carriesRunner === true && !isPlainMethod(name)
  readCallbacks(interpreter, callee, site, flow, frame)
  for (const arg of site.args) handOver(interpreter, arg, frame)
  const reason =
    callee.reason === 'other file' ? 'other file' : callee.carriesRunner ? callee.reason : 'unknown call'
  if (isGiven || holds) recordOpaque(interpreter, site, reason, tracker)
  // What is done with a text that is not known is told by why it is not.
  const isText = callee.remedy !== undefined && Object.hasOwn(STRING_METHODS, name)
  const fromData = callee.guard === true || callee.reason === 'query result' || isText
  return {
    ...unknown(
      fromData ? callee.reason : reason,
      fromData ? callee.message : `what ${site.callee}() gives is not known`,
      callee.guard,
    ),
    tracker,
    ...(isText && { remedy: callee.remedy }),
    varying: varyingCall(site.callee, callee, site.args),
    ...((isGiven || holds) && !fromData ? { carriesRunner: true } : {}),
  }
}

/** Methods of lists and texts, which do nothing but look at what they are called on. */
function isPlainMethod(name: string): boolean {
  return Object.hasOwn(ARRAY_METHODS, name) || Object.hasOwn(STRING_METHODS, name)
}

/** Reads the functions that something unknown gets, as it may call them, with it knows not what. */
function readCallbacks(
  interpreter: Interpreter,
  callee: UnknownValue,
  site: CallSite,
  flow: 'repeated' | 'conditional',
  frame: Frame,
): void {
  const reaches = callee.carriesRunner === true || site.args.some(each => carriesRunner(each))
  const handed = unknown(callee.reason, `${site.callee} decides what it hands over`, callee.guard)
  const value: Value =
    reaches && !isPlainMethod(site.callee.split('.').at(-1) ?? '')
      ? { ...handed, carriesRunner: true }
      : handed
  const name = /\.(\w+)$/u.exec(site.callee)?.[1] ?? ''
  for (const fn of site.args.flatMap(arg => functionsIn(arg))) {
    const args = fn.kind === 'function' ? fn.node.params.map(() => value) : [primitive(null), value]
    const inner = { ...site, args, spans: args.map(() => site.span), frame }
    readOnce(interpreter, flow, () => {
      const result = callValue(interpreter, fn, inner)
      const known = isSurelyList(callee, name) && result.kind === 'promise'
      if (known) noteCallback(interpreter, name, site, [result])
      return known && name === 'forEach' ? result : interpreter.settle(result, frame)
    })
  }
}

/** Lists alone have `forEach`; what else is called `map` may be a library's, which waits for its promises. */
function isSurelyList(callee: UnknownValue, name: string): boolean {
  return name === 'forEach' || (callee.reason === 'query result' && !callee.guard)
}

function functionsIn(value: Value, depth = 0): readonly (FunctionValue | HostValue)[] {
  if (value.kind === 'function' || (value.kind === 'host' && value.host.isCallback)) return [value]
  if (depth > 2) return []
  const parts =
    value.kind === 'array'
      ? value.elements.value
      : value.kind === 'object' && !value.class && !value.isNamespace
        ? [...value.properties.value.values()]
        : value.kind === 'unknown'
          ? (value.alternatives ?? [])
          : []
  return parts.slice(0, 100).flatMap(each => functionsIn(each, depth + 1))
}

/** Promises that something unknown gets are taken to be waited for by it; an empty list may come back with anything. */
function handOver(interpreter: Interpreter, value: Value, frame: Frame): void {
  if (value.kind === 'promise' || value.kind === 'unknown' || value.kind === 'host') {
    attempt(() => interpreter.settle(value, frame))
  }
  // Whoever gets a builder may execute it.
  if (value.kind === 'host' && value.host.isInert) interpreter.lazy.delete(value.host)
  if (value.kind !== 'array') return
  const elements = value.elements.value
  for (const each of elements.slice(0, 1000)) if (each.kind !== 'array') handOver(interpreter, each, frame)
  if (elements.length > 0) return
  const doubt = unknown('unknown call', 'the list was given to a function that is not known')
  interpreter.journal.write(value.elements, [doubt])
}

function recordOpaque(
  interpreter: Interpreter,
  site: CallSite,
  reason: UnknownValue['reason'],
  tracker: ReturnType<typeof createTracker>,
): void {
  const place = reason === 'other file' ? ' comes from another file and' : ''
  const queued = site.args.some(each => each.kind === 'host' && each.host.queues)
  if (queued) site.frame.tracker.children.push(tracker)
  interpreter.sink.add(
    [
      {
        operation: {
          kind: 'opaque',
          reason,
          message: `${site.callee}()${place} gets an object that reaches the database; what it does is not known.`,
          remedy: `Write the change in the migration itself, or its SQL into the configuration: helpers: { '${site.callee}': '…' }.`,
        },
        span: site.span,
      },
    ],
    { flow: interpreter.flow.current(), tracker, queued },
  )
}
