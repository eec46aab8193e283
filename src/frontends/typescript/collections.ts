/** Methods of `Set` and `Map`; a map is a list of pairs. */
import type { ArrayCall } from './array-methods.ts'
import { areEqual } from './operators.ts'
import { arrayValue, mappedOf, oneOf, primitive, UNDEFINED, unknown } from './value-tools.ts'
import type { ArrayValue, Value } from './values.ts'

type CollectionMethod = (call: ArrayCall) => Value

const UNSURE = unknown('run-time value', 'what the collection holds is known only at run time')

/** A `Set` or `Map` of these elements; later ones take the place of equal ones. */
export function collectionOf(collection: 'set' | 'map', elements: readonly Value[]): ArrayValue {
  return { ...arrayValue(unique(collection, elements)), collection }
}

function unique(collection: 'set' | 'map', elements: readonly Value[]): readonly Value[] {
  const kept = new Map<unknown, Value>()
  for (const element of elements) {
    const key = identityOf(keyOf(collection, element))
    if (collection === 'map' || !kept.has(key)) kept.set(key, element)
  }
  return [...kept.values()]
}

/** The same for values that are certainly equal, and for no others. */
function identityOf(value: Value): unknown {
  if (value.kind === 'string') return `text ${mappedOf(value).text}`
  if (value.kind === 'primitive') return value.value
  return value.kind === 'host' ? value.host : value
}

function keyOf(collection: 'set' | 'map', element: Value): Value {
  if (collection === 'set') return element
  return element.kind === 'array' ? (element.elements.value[0] ?? UNDEFINED) : UNSURE
}

function valueOf(pair: Value): Value {
  return pair.kind === 'array' ? (pair.elements.value[1] ?? UNDEFINED) : UNSURE
}

function store({ interpreter, self, list, args }: ArrayCall, collection: 'set' | 'map'): Value {
  const element = collection === 'set' ? (args[0] ?? UNDEFINED) : arrayValue(args.slice(0, 2))
  const key = identityOf(keyOf(collection, element))
  const index = list.findIndex(each => identityOf(keyOf(collection, each)) === key)
  if (index < 0) interpreter.journal.write(self.elements, [...list, element])
  else if (collection === 'map') interpreter.journal.write(self.elements, list.with(index, element))
  return self
}

function find(call: ArrayCall, collection: 'set' | 'map'): readonly (boolean | undefined)[] {
  const key = call.args[0] ?? UNDEFINED
  return call.list.map(each => areEqual(keyOf(collection, each), key, true))
}

function has(call: ArrayCall, collection: 'set' | 'map'): Value {
  const answers = find(call, collection)
  if (answers.includes(true)) return primitive(true)
  return answers.includes(undefined) ? UNSURE : primitive(false)
}

function remove(call: ArrayCall, collection: 'set' | 'map'): Value {
  const answers = find(call, collection)
  // What may have been removed is kept: rather one operation too many than one too few.
  call.interpreter.journal.write(
    call.self.elements,
    call.list.filter((_, i) => answers[i] !== true),
  )
  return has(call, collection)
}

function clear({ interpreter, self }: ArrayCall): Value {
  interpreter.journal.write(self.elements, [])
  return UNDEFINED
}

function get(call: ArrayCall): Value {
  const answers = find(call, 'map')
  const found = call.list[answers.indexOf(true)]
  if (found) return valueOf(found)
  return answers.includes(undefined) ? oneOf(call.list.map(valueOf), UNSURE) : UNDEFINED
}

/** What each method gives. */
export const COLLECTION_METHODS: Readonly<Record<'set' | 'map', Readonly<Record<string, CollectionMethod>>>> =
  {
    set: {
      add: call => store(call, 'set'),
      has: call => has(call, 'set'),
      delete: call => remove(call, 'set'),
      clear,
      keys: ({ list }) => arrayValue(list),
      values: ({ list }) => arrayValue(list),
      entries: ({ list }) => arrayValue(list.map(each => arrayValue([each, each]))),
      forEach: ({ list, self, invoke }) => {
        for (const each of list) invoke(each, each, self)
        return UNDEFINED
      },
    },
    map: {
      set: call => store(call, 'map'),
      get,
      has: call => has(call, 'map'),
      delete: call => remove(call, 'map'),
      clear,
      keys: ({ list }) => arrayValue(list.map(each => keyOf('map', each))),
      values: ({ list }) => arrayValue(list.map(valueOf)),
      entries: ({ list }) => arrayValue(list),
      forEach: ({ list, self, invoke }) => {
        for (const each of list) invoke(valueOf(each), keyOf('map', each), self)
        return UNDEFINED
      },
    },
  }
