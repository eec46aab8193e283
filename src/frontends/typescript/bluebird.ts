/** What promises of Bluebird can do besides: http://bluebirdjs.com/docs/api-reference.html */
import { attempt } from './branches.ts'
import type { CallSite, Interpreter } from './interpreter.ts'
import { elementsOf } from './object-tools.ts'
import { promiseFor, promiseMethod } from './promises.ts'
import { createTracker } from './tracker.ts'
import { whileUnderway } from './underway.ts'
import { arrayValue, primitive, UNDEFINED } from './value-tools.ts'
import type { PromiseValue, Value } from './values.ts'

/** How a callback is called with what the promise gives, and what comes of it. */
type Follow = (value: Value, call: (...args: readonly Value[]) => Value) => Value

const FOLLOWING: Readonly<Record<string, Follow>> = {
  nodeify: (value, call) => (call(primitive(null), value), value),
  asCallback: (value, call) => (call(primitive(null), value), value),
  tap: (value, call) => (call(value), value),
  spread: (value, call) => call(...(elementsOf(value) ?? [value])),
  map: mapped,
  mapSeries: mapped,
  each: (value, call) => (mapped(value, call), value),
}

function mapped(value: Value, call: (...args: readonly Value[]) => Value): Value {
  const elements = elementsOf(value)
  return elements ? arrayValue(elements.map(each => call(each))) : call(value)
}

/** Other names of Node's own methods. */
const SYNONYMS: Readonly<Record<string, string>> = {
  lastly: 'finally',
  caught: 'catch',
  error: 'catch',
  done: 'then',
}

/** Methods that hand on what they are called on. */
const SAME = new Set(['bind', 'delay', 'timeout', 'cancellable', 'tapCatch'])

/** What a method of Bluebird gives; undefined for other names. */
export function bluebirdMethod(
  interpreter: Interpreter,
  receiver: PromiseValue,
  name: string,
  site: CallSite,
): Value | undefined {
  if (SAME.has(name)) return receiver
  if (Object.hasOwn(SYNONYMS, name)) return promiseMethod(interpreter, receiver, SYNONYMS[name] ?? name, site)
  const follow = Object.hasOwn(FOLLOWING, name) ? FOLLOWING[name] : undefined
  if (!follow) return undefined
  const [callback] = site.args
  const tracker = createTracker()
  const frame = { ...site.frame, tracker }
  const call = (...args: readonly Value[]): Value => {
    if (!callback || callback.kind === 'primitive') return UNDEFINED
    const inner = { ...site, args, spans: args.map(() => site.span), frame }
    return whileUnderway(interpreter, tracker, () =>
      interpreter.settle(interpreter.call(callback, inner), frame),
    )
  }
  const outcome = attempt(() => follow(interpreter.settle(receiver, frame), call))
  return promiseFor(outcome, tracker)
}
