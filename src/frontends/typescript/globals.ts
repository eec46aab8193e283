/** The globals that migrations use, as far as they are known without running anything. */
import { collectionOf } from './collections.ts'
import { parseJson, stringifyJson } from './json.ts'
import { elementsOf, keysOf } from './object-tools.ts'
import { CURRENT_FOLDER } from './node-places.ts'
import { URL_CLASS } from './node-urls.ts'
import { BUFFER } from './node-util.ts'
import { PROMISE } from './promises.ts'
import {
  arrayValue,
  carriesRunner,
  concatStrings,
  doubtOf,
  hostValue,
  mappedOf,
  objectValue,
  primitive,
  textAt,
  toStringValue,
  truthOf,
  UNDEFINED,
  unknown,
} from './value-tools.ts'
import type { HostCall, HostMethod, HostObject, StringValue, Value } from './values.ts'

const UNSURE = unknown('run-time value', 'the value is known only at run time')

function host(name: string, rest: Partial<HostObject>): Value {
  return hostValue({ name, reachesDatabase: false, ...rest })
}

function first(call: HostCall): Value {
  return call.args[0] ?? UNDEFINED
}

function objectMethods(): Readonly<Record<string, HostMethod>> {
  return {
    keys: call => listOf(call, ([name]) => textAt(name, call.span)),
    values: call => listOf(call, ([, value]) => value),
    entries: call => listOf(call, ([name, value]) => arrayValue([textAt(name, call.span), value])),
    freeze: first,
    seal: first,
    assign: call => assign(call),
    defineProperty: call => {
      const [object, name, descriptor] = call.args
      if (object && name?.kind === 'string')
        call.set(object, mappedOf(name).text, described(call, descriptor))
      return first(call)
    },
    fromEntries: call => fromEntries(first(call)),
  }
}

/** `new String(text)`, by which some frameworks tell SQL from a text. */
function textObject(text: StringValue): Value {
  const methods = { toString: () => text, valueOf: () => text }
  return host('String', { text, methods })
}

/** What a property is worth that a descriptor gives: its value, or what its getter gives. */
function described(call: HostCall, descriptor: Value | undefined): Value {
  const parts = descriptor?.kind === 'object' ? descriptor.properties.value : undefined
  const getter = parts?.get('get')
  return parts?.get('value') ?? (getter ? call.invoke(getter, []) : UNSURE)
}

function listOf(call: HostCall, pick: (entry: readonly [string, Value]) => Value): Value {
  const entries = keysOf(first(call))
  return entries ? arrayValue(entries.map(pick)) : UNSURE
}

function assign(call: HostCall): Value {
  const [target, ...sources] = call.args
  const entries = sources.map(keysOf)
  if (!target) return UNSURE
  for (const [name, value] of entries.flatMap(each => each ?? [])) call.set(target, name, value)
  if (!entries.includes(undefined)) return target
  const doubt = sources.some(each => carriesRunner(each))
    ? { ...UNSURE, carriesRunner: true as const }
    : UNSURE
  return target.kind === 'object' ? { ...target, open: doubt } : doubt
}

function collection(call: HostCall, kind: 'set' | 'map'): Value {
  const elements = call.args[0] ? elementsOf(first(call)) : []
  return elements ? collectionOf(kind, elements) : doubtOf(first(call))
}

function fromEntries(list: Value): Value {
  const entries = elementsOf(list)
  if (!entries) return UNSURE
  const map = new Map<string, Value>()
  for (const entry of entries) {
    const [key, value] = entry.kind === 'array' ? entry.elements.value : []
    if (key?.kind !== 'string') return UNSURE
    map.set(mappedOf(key).text, value ?? UNDEFINED)
  }
  return objectValue(map)
}

function isCollection(value: Value): boolean {
  return value.kind === 'array' && value.collection !== undefined
}

const ARRAY: Partial<HostObject> = {
  methods: {
    isArray: call => {
      const { kind } = first(call)
      return kind === 'unknown' ? UNSURE : primitive(kind === 'array' && !isCollection(first(call)))
    },
    of: call => arrayValue(call.args),
    from: call => arrayFrom(call),
  },
  apply: call => emptyArray(call),
  construct: call => emptyArray(call),
}

function emptyArray(call: HostCall): Value {
  const length = first(call)
  return length.kind === 'primitive' && typeof length.value === 'number'
    ? filled(length.value)
    : arrayValue(call.args)
}

function filled(length: number): Value {
  return length >= 0 && length <= 10_000 ? arrayValue(Array.from({ length }, () => UNDEFINED)) : UNSURE
}

function arrayFrom(call: HostCall): Value {
  const source = first(call)
  const length = source.kind === 'object' ? source.properties.value.get('length') : undefined
  const list =
    length?.kind === 'primitive' && typeof length.value === 'number' ? filled(length.value) : source
  const callback = call.args[1]
  const elements = list.kind === 'primitive' ? undefined : elementsOf(list)
  if (!elements) {
    if (callback) call.within('repeated', () => call.invoke(callback, [UNSURE, UNSURE]))
    return UNSURE
  }
  if (!callback) return arrayValue(elements)
  return arrayValue(elements.map((each, i) => call.invoke(callback, [each, primitive(i)])))
}

const QUIET: HostObject = {
  name: 'console',
  reachesDatabase: false,
  otherCall: () => UNDEFINED,
}

const ENVIRONMENT = host('process.env', {
  otherwise: property => ({
    ...unknown('run-time value', `process.env.${property} is known only at run time`),
    varying: { origin: 'environment', source: `process.env.${property}` },
  }),
})

/** The globals by name. */
export const GLOBALS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['undefined', UNDEFINED],
  ['NaN', primitive(NaN)],
  ['Infinity', primitive(Infinity)],
  ['console', hostValue(QUIET)],
  ['Promise', hostValue(PROMISE)],
  ['Object', host('Object', { methods: objectMethods(), apply: first })],
  ['Array', host('Array', ARRAY)],
  [
    'String',
    host('String', {
      apply: call => toStringValue(first(call), call.span, 'value'),
      construct: call => textObject(toStringValue(first(call), call.span, 'value')),
      methods: { raw: call => rawTemplate(call) },
    }),
  ],
  ['Number', host('Number', { apply: call => number(first(call), Number) })],
  [
    'Boolean',
    host('Boolean', {
      apply: call => {
        const truth = truthOf(first(call))
        return truth === undefined ? UNSURE : primitive(truth)
      },
    }),
  ],
  ['parseInt', host('parseInt', { apply: call => number(first(call), text => parseInt(text, 10)) })],
  ['parseFloat', host('parseFloat', { apply: call => number(first(call), parseFloat) })],
  ...['Error', 'TypeError', 'RangeError'].map((name): [string, Value] => {
    const make: HostMethod = call => objectValue({ message: first(call), name: textAt(name, call.span) })
    return [name, host(name, { apply: make, construct: make })]
  }),
  ['Set', host('Set', { construct: call => collection(call, 'set') })],
  ['Map', host('Map', { construct: call => collection(call, 'map') })],
  ['structuredClone', host('structuredClone', { apply: first })],
  [
    'eval',
    host('eval', {
      apply: call => {
        call.opaque({ reason: 'unknown call', message: 'Code that is made as a text is not followed.' })
        return call.promise(UNSURE)
      },
    }),
  ],
  [
    'process',
    host('process', {
      properties: { env: ENVIRONMENT },
      methods: { cwd: call => textAt(CURRENT_FOLDER, call.span) },
    }),
  ],
  ['URL', hostValue(URL_CLASS)],
  ['Buffer', hostValue(BUFFER)],
  [
    'JSON',
    host('JSON', {
      methods: {
        parse: parseJson,
        stringify: stringifyJson,
      },
    }),
  ],
])

function rawTemplate(call: HostCall): Value {
  return call.template ? joinTemplate(call) : UNSURE
}

/** The text of a template with its values in it. */
export function joinTemplate(call: HostCall): Value {
  const texts = call.template?.texts ?? []
  return texts
    .flatMap((text, i): Value[] => {
      const value = call.args[i]
      return value && i < texts.length - 1
        ? [text, toStringValue(value, call.spans[i] ?? call.span, '')]
        : [text]
    })
    .reduce((left, right) =>
      left.kind === 'string' && right.kind === 'string' ? concatStrings(left, right) : UNSURE,
    )
}

function number(value: Value, convert: (text: string) => number): Value {
  if (value.kind === 'primitive') return primitive(convert(String(value.value)))
  return value.kind === 'string' ? primitive(convert(mappedOf(value).text)) : UNSURE
}
