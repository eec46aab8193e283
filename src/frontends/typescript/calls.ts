/** Calls of any kind of value. */
import { ARRAY_METHODS } from './array-methods.ts'
import { readOnce } from './branches.ts'
import { callClosure, constructClass } from './functions.ts'
import { callHost, callUnknownMethod } from './hosts.ts'
import type { CallSite, Interpreter } from './interpreter.ts'
import { keysOf } from './object-tools.ts'
import { promiseMethod } from './promises.ts'
import { STRING_METHODS } from './string-methods.ts'
import { createTracker } from './tracker.ts'
import { mappedOf, objectValue, primitive, textAt, UNDEFINED, unknown } from './value-tools.ts'
import type { HostValue, UnknownValue, Value } from './values.ts'

/** Calls a value as a function. */
export function callValue(interpreter: Interpreter, callee: Value, site: CallSite, self?: Value): Value {
  interpreter.step()
  switch (callee.kind) {
    case 'function':
      return callClosure(interpreter, callee, site, self)
    case 'method':
      return callMethodOf(interpreter, callee.receiver, callee.name, site)
    case 'host':
      return callHostItself(interpreter, callee, site)
    case 'unknown':
      return callUnknown(interpreter, callee, site)
    default:
      return callUnknown(interpreter, unknown('unknown call', `${site.callee} is not a function`), site)
  }
}

/** Calls `receiver.name(…)`. */
export function callMethodOf(interpreter: Interpreter, receiver: Value, name: string, site: CallSite): Value {
  interpreter.step()
  if (receiver.kind === 'host') return callHostMethod(interpreter, receiver, name, site)
  if (receiver.kind === 'string') return stringMethod(interpreter, receiver, name, site)
  if (receiver.kind === 'array' && Object.hasOwn(ARRAY_METHODS, name)) {
    return arrayMethod(interpreter, receiver, name, site)
  }
  if (receiver.kind === 'promise') {
    return (
      promiseMethod(interpreter, receiver, name, site) ?? callUnknown(interpreter, UNKNOWN_METHOD, site, name)
    )
  }
  if (receiver.kind === 'unknown') return callOnUnknown(interpreter, receiver, name, site)
  if (receiver.kind === 'function') {
    const viaFunction = functionMethod(interpreter, receiver, name, site)
    if (viaFunction) return viaFunction
  }
  if (receiver.kind === 'primitive' && name === 'toString') {
    return textAt(String(receiver.value), site.span)
  }
  if (receiver.kind === 'object' && name === 'hasOwnProperty') return hasOwn(receiver, site)
  const property = interpreter.property(receiver, name, site.frame)
  if (property.kind === 'method') return callUnknown(interpreter, UNKNOWN_METHOD, site, name)
  return callValue(interpreter, property, site, receiver)
}

/** `new callee(…)`. */
export function constructValue(interpreter: Interpreter, callee: Value, site: CallSite): Value {
  interpreter.step()
  if (callee.kind === 'class') return constructClass(interpreter, callee, site)
  if (callee.kind === 'function') {
    const made = objectValue({})
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
  const message = `what new ${site.callee} makes is not known`
  const reason = callee.kind === 'unknown' ? callee.reason : 'unknown call'
  const value = unknown(reason === 'other file' ? reason : 'unknown call', message)
  return site.args.some(carriesRunner) ? { ...value, carriesRunner: true } : value
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
  if (host.settle || receiver.tracker) {
    const chained = promiseMethod(interpreter, receiver, name, site)
    if (chained) return chained
  }
  const other = host.otherCall ? undefined : host.otherwise?.(name)
  if (other) return callValue(interpreter, other, site, receiver)
  return callUnknownMethod(interpreter, receiver, name, site)
}

function stringMethod(interpreter: Interpreter, self: Value, name: string, site: CallSite): Value {
  const method = Object.hasOwn(STRING_METHODS, name) ? STRING_METHODS[name] : undefined
  if (!method || self.kind !== 'string') return callUnknown(interpreter, UNKNOWN_METHOD, site, name)
  return method({ text: mappedOf(self), self, args: site.args, span: site.span })
}

function arrayMethod(interpreter: Interpreter, self: Value, name: string, site: CallSite): Value {
  const method = ARRAY_METHODS[name]
  if (!method || self.kind !== 'array') return UNKNOWN_METHOD
  const callback = site.args[0] ?? UNDEFINED
  const invoke = (...args: readonly Value[]): Value =>
    callValue(interpreter, callback, { ...site, args, spans: args.map(() => site.span), resultUsed: true })
  return method({ interpreter, self, list: self.elements.value, args: site.args, span: site.span, invoke })
}

function functionMethod(
  interpreter: Interpreter,
  receiver: Value,
  name: string,
  site: CallSite,
): Value | undefined {
  const [self, ...args] = site.args
  const inner = { ...site, args, spans: site.spans.slice(1) }
  if (name === 'call') return callValue(interpreter, receiver, inner, self)
  if (name === 'apply') {
    const list = args[0]?.kind === 'array' ? args[0].elements.value : []
    return callValue(interpreter, receiver, { ...site, args: list, spans: list.map(() => site.span) }, self)
  }
  if (name === 'bind' && receiver.kind === 'function') return { ...receiver, self: self ?? UNDEFINED }
  return undefined
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
  return callUnknown(interpreter, receiver, site, name)
}

/**
 * Calls something that cannot be followed. Functions given to it are read once, as they may run; when it
 * gets or holds an object that reaches the database, it is recorded as opaque.
 */
function callUnknown(interpreter: Interpreter, callee: UnknownValue, site: CallSite, name = ''): Value {
  const tracker = createTracker()
  const frame = { ...site.frame, tracker }
  const flow = LOOPING.test(name) ? 'repeated' : 'conditional'
  for (const arg of site.args) {
    if (arg.kind !== 'function') continue
    const value: Value = unknown(callee.reason, `${site.callee} decides what it hands over`, callee.guard)
    const args = arg.node.params.map(() => value)
    readOnce(interpreter, flow, () =>
      interpreter.settle(
        callValue(interpreter, arg, { ...site, args, spans: args.map(() => site.span), frame }),
        frame,
      ),
    )
  }
  const reaches = callee.carriesRunner ?? site.args.some(carriesRunner)
  const reason =
    callee.reason === 'other file' ? 'other file' : callee.carriesRunner ? callee.reason : 'unknown call'
  if (reaches) recordOpaque(interpreter, site, reason, tracker)
  const fromData = callee.guard === true || callee.reason === 'query result'
  return {
    ...unknown(
      fromData ? callee.reason : reason,
      fromData ? callee.message : `what ${site.callee}() gives is not known`,
      callee.guard,
    ),
    tracker,
  }
}

function recordOpaque(
  interpreter: Interpreter,
  site: CallSite,
  reason: UnknownValue['reason'],
  tracker: ReturnType<typeof createTracker>,
): void {
  const place = reason === 'other file' ? ' comes from another file and' : ''
  interpreter.sink.add(
    [
      {
        operation: {
          kind: 'opaque',
          reason,
          message: `${site.callee}()${place} gets an object that reaches the database; what it does is not known.`,
          remedy: 'Write the change in the migration itself.',
        },
        span: site.span,
      },
    ],
    { flow: interpreter.flow.current(), tracker },
  )
}

/** Whether a value gives its holder a way to the database. */
export function carriesRunner(value: Value, depth = 0): boolean {
  if (depth > 3) return false
  switch (value.kind) {
    case 'host':
      return value.host.reachesDatabase
    case 'unknown':
      return value.carriesRunner ?? false
    case 'method':
      return carriesRunner(value.receiver, depth + 1)
    case 'array':
      return value.elements.value.slice(0, 20).some(each => carriesRunner(each, depth + 1))
    case 'object':
      return [...value.properties.value.values()].slice(0, 50).some(each => carriesRunner(each, depth + 1))
    case 'promise':
      return carriesRunner(value.value, depth + 1)
    default:
      return false
  }
}
