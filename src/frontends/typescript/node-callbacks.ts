/** Callbacks as Node calls them: with an error or null, and what came of it. */
import { hostValue, primitive, UNDEFINED, unknown } from './value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from './values.ts'

/** The function at the end of the arguments. */
export function callbackOf({ args }: Pick<HostCall, 'args'>): Value | undefined {
  const last = args.at(-1)
  return last && ['function', 'method', 'host'].includes(last.kind) ? last : undefined
}

/** Gives what came of a call: to its callback, which is called once, or else as a promise. */
export function answer(call: HostCall, value: Value): Value {
  const callback = callbackOf(call)
  if (!callback) return call.promise(value)
  call.callBack(callback, [primitive(null), value])
  return UNDEFINED
}

/** `promisify(fn)`: the promise waits for what the function does, and gives what it hands to its callback. */
function promisified(fn: Value): Value {
  return hostValue({
    name: 'promisify',
    reachesDatabase: false,
    apply: call => {
      let given: Value = unknown('unknown call', 'what the callback gets is not known')
      const callback: HostObject = {
        name: 'callback',
        reachesDatabase: false,
        isCallback: true,
        apply: inner => {
          given = inner.args[1] ?? UNDEFINED
          call.wait(inner.underway())
          return UNDEFINED
        },
      }
      call.invoke(fn, [...call.args, hostValue(callback)])
      return call.promise(given)
    },
  })
}

/** `util.promisify`, and Bluebird's. */
export const promisify: HostMethod = call => promisified(call.args[0] ?? UNDEFINED)

/** A method that does nothing to the database; the functions that it gets may be called. */
export function readsCallbacks(call: HostCall): Value {
  const value = unknown('run-time value', 'what it gives is known only at run time')
  for (const each of call.args) {
    const isCallable = each.kind === 'function' || (each.kind === 'host' && each.host.isCallback)
    if (isCallable) {
      call.within('conditional', () => {
        call.callBack(each, [primitive(null), value])
      })
    }
  }
  return callbackOf(call) ? UNDEFINED : value
}
