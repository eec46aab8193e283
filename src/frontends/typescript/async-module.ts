/** The library `async`, whose functions call each other back: https://caolan.github.io/async/v3/docs.html */
import { callbackOf, readsCallbacks } from './node-callbacks.ts'
import { elementsOf, keysOf } from './object-tools.ts'
import { arrayValue, hostValue, objectValue, primitive, UNDEFINED, unknown } from './value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from './values.ts'

const UNSURE = unknown('run-time value', 'the list is known only at run time')

/** Runs one task: what it hands to its callback, and whether it called that. */
function run(call: HostCall, task: Value, args: readonly Value[]) {
  const given: Value[][] = []
  const callback = hostValue({
    name: 'callback',
    reachesDatabase: false,
    isCallback: true,
    apply: inner => {
      // Whoever is called back after all tasks waits for what this one did.
      call.wait(inner.underway())
      given.push(inner.args.slice(1))
      return inner.promise(UNDEFINED)
    },
  })
  if (isAsync(task)) return { isDone: true, values: [call.invoke(task, args)] }
  call.callBack(task, [...args, callback])
  return { isDone: given.length > 0, values: given[0] ?? [] }
}

function isAsync(task: Value): boolean {
  return task.kind === 'function' && task.node.async
}

/** What comes after the tasks: the callback at the end, or a promise. */
function finish(call: HostCall, isDone: boolean, results: readonly Value[]): Value {
  const callback = callbackOf(call)
  if (!callback) return call.promise(results[0] ?? UNDEFINED)
  if (isDone) call.callBack(callback, [primitive(null), ...results])
  return UNDEFINED
}

/** `series` and `parallel`: each task gets a callback; one that never calls it holds up all that follows. */
const tasks: HostMethod = call => {
  const [list = UNDEFINED] = call.args
  const entries =
    list.kind === 'object' ? keysOf(list) : elementsOf(list)?.map((each, i) => [String(i), each] as const)
  if (!entries) return readsCallbacks(call)
  const results = new Map<string, Value>()
  let isDone = true
  for (const [name, task] of entries) {
    const ran = run(call, task, [])
    isDone &&= ran.isDone
    results.set(name, ran.values[0] ?? UNDEFINED)
  }
  return finish(call, isDone, [
    list.kind === 'object' ? objectValue(results) : arrayValue([...results.values()]),
  ])
}

/** `waterfall`: what a task hands to its callback is given to the next one. */
const waterfall: HostMethod = call => {
  const list = elementsOf(call.args[0] ?? UNDEFINED)
  if (!list) return readsCallbacks(call)
  let args: readonly Value[] = []
  let isDone = true
  for (const task of list) {
    const ran = run(call, task, args)
    isDone &&= ran.isDone
    args = ran.values
  }
  return finish(call, isDone, args)
}

/** `each` and its like: the function is called for each element, with its index where `indexed`. */
function each(limited: boolean, indexed: boolean): HostMethod {
  return call => {
    const [list = UNDEFINED, ...rest] = call.args
    const iteratee = rest[limited ? 1 : 0] ?? UNDEFINED
    const entries = elementsOf(list)
    let isDone = true
    const results: Value[] = []
    const one = (element: Value, index: Value): void => {
      const ran = run(call, iteratee, indexed ? [element, index] : [element])
      isDone &&= ran.isDone
      results.push(ran.values[0] ?? UNDEFINED)
    }
    if (entries) entries.forEach((element, i) => one(element, primitive(i)))
    else call.within('repeated', () => one(UNSURE, UNSURE))
    return finish(call, isDone, [arrayValue(results)])
  }
}

const apply: HostMethod = ({ args: [fn, ...bound] }) =>
  hostValue({
    name: 'apply',
    reachesDatabase: false,
    apply: call => call.invoke(fn, [...bound, ...call.args]),
  })

const LOOPS = [
  'each',
  'forEach',
  'map',
  'concat',
  'filter',
  'reject',
  'detect',
  'some',
  'every',
  'eachOf',
  'forEachOf',
]

/** The module. */
export const ASYNC_MODULE: HostObject = {
  name: 'async',
  reachesDatabase: false,
  methods: {
    ...Object.fromEntries(
      LOOPS.flatMap(name =>
        (['', 'Series', 'Limit'] as const).map(kind => [
          name + kind,
          each(kind === 'Limit', name.endsWith('Of')),
        ]),
      ),
    ),
    series: tasks,
    parallel: tasks,
    waterfall,
    apply,
  },
  otherCall: (_name, call) => readsCallbacks(call),
  otherwise: name => (name === 'default' ? hostValue(ASYNC_MODULE) : undefined),
}
