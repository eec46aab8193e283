/** Reading properties of values. */
import type { CallSite, Interpreter } from './interpreter.ts'
import { keyName, type Method } from './nodes.ts'
import {
  carriesRunner,
  frameworkParent,
  hostValue,
  joinValues,
  mappedOf,
  oneOf,
  piecesOf,
  primitive,
  stringValue,
  UNDEFINED,
  unknown,
} from './value-tools.ts'
import { sliceMapped } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import type {
  ArrayValue,
  ClassValue,
  Frame,
  FunctionValue,
  HostValue,
  ObjectValue,
  StringValue,
  UnknownValue,
  Value,
} from './values.ts'
import { spanOfNode } from './spans.ts'

/** The value of `receiver.name`. */
export function propertyOf(interpreter: Interpreter, receiver: Value, name: string, frame: Frame): Value {
  switch (receiver.kind) {
    case 'string':
      interpreter.step(1 + Math.floor(piecesOf(receiver) / 50))
      return ofString(receiver, name)
    case 'array':
      return ofArray(receiver, name)
    case 'object':
      return ofObject(interpreter, receiver, name, frame)
    case 'class':
      return ofClass(interpreter, receiver, name, frame)
    case 'host':
      return ofHost(receiver, name)
    case 'unknown':
      return ofUnknown(interpreter, receiver, name, frame)
    case 'primitive':
      if (receiver.value === undefined || receiver.value === null) {
        return unknown('run-time value', `.${name} is read from ${String(receiver.value)}`)
      }
      return { kind: 'method', receiver, name }
    case 'function':
      return name === 'name' ? UNDEFINED : { kind: 'method', receiver, name }
    default:
      return { kind: 'method', receiver, name }
  }
}

/** A property of something that may be one of several values. */
function ofUnknown(interpreter: Interpreter, receiver: UnknownValue, name: string, frame: Frame): Value {
  const { alternatives, complete: _, ...rest } = receiver
  const known = alternatives?.filter(each => each.kind !== 'primitive' && each.kind !== 'promise') ?? []
  const parts = known.map(each => propertyOf(interpreter, each, name, frame))
  const doubt: Value = { ...rest, source: undefined }
  return parts.reduce(joinValues, doubt)
}

/** All that an object or list may give for a name that is not known. */
export function anyProperty(receiver: Value): Value {
  const doubt = unknown('run-time value', 'which property is read is known only at run time')
  if (receiver.kind === 'unknown') return receiver
  if (receiver.kind !== 'object' && receiver.kind !== 'array') {
    return carriesRunner(receiver) ? { ...doubt, carriesRunner: true } : doubt
  }
  const own = receiver.kind === 'array' ? receiver.elements.value : [...receiver.properties.value.values()]
  const methods = receiver.kind === 'object' && receiver.class ? methodsOf(receiver.class, receiver) : []
  const values = [...own, ...methods]
  const some = oneOf(values, doubt)
  return some.kind === 'unknown' && some.alternatives?.length === values.length
    ? { ...some, complete: true }
    : some
}

function methodsOf(home: ClassValue, self: Value): readonly Value[] {
  return home.node.body.body.flatMap(member =>
    member.type === 'MethodDefinition' && member.kind === 'method' && !member.static
      ? [functionOf({ method: member, home }, self)]
      : [],
  )
}

function ofString(receiver: StringValue, name: string): Value {
  const text = mappedOf(receiver)
  const known = !text.pieces.some(piece => piece.hole !== undefined)
  if (name === 'length') {
    return known ? primitive(text.text.length) : unknown('run-time value', 'the length is not known')
  }
  if (!/^\d+$/u.test(name)) return { kind: 'method', receiver, name }
  const index = Number(name)
  if (!known) return unknown('run-time value', 'the character is not known')
  return index < text.text.length ? stringValue(sliceMapped(text, index, index + 1)) : UNDEFINED
}

function ofArray(receiver: ArrayValue, name: string): Value {
  const elements = receiver.elements.value
  if (receiver.collection) {
    return name === 'size' ? primitive(elements.length) : { kind: 'method', receiver, name }
  }
  if (name === 'length') return primitive(elements.length)
  if (name === 'raw' && receiver.raw) return receiver.raw
  if (/^\d+$/u.test(name)) return elements[Number(name)] ?? UNDEFINED
  return { kind: 'method', receiver, name }
}

function ofHost(receiver: HostValue, name: string): Value {
  const { host } = receiver
  const property = host.properties?.[name]
  if (property && Object.hasOwn(host.properties ?? {}, name)) return property
  return host.otherwise?.(name) ?? { kind: 'method', receiver, name }
}

function ofObject(interpreter: Interpreter, receiver: ObjectValue, name: string, frame: Frame): Value {
  const own = receiver.properties.value.get(name)
  if (own) return own
  const accessor = receiver.accessors?.get(name)
  if (accessor?.get) return interpreter.call(accessor.get, getterSite(accessor.get, frame), receiver)
  if (receiver.class) {
    const method = methodOf(receiver.class, name, false)
    if (method) return bindMethod(interpreter, method, receiver, frame)
  }
  const host = frameworkParent(receiver.class)
  if (host) return ofHost(hostValue(host), name)
  if (receiver.open) return receiver.open
  return OBJECT_METHODS.has(name) ? { kind: 'method', receiver, name } : UNDEFINED
}

const OBJECT_METHODS = new Set(['hasOwnProperty', 'toString', 'valueOf'])

function bindMethod(interpreter: Interpreter, found: FoundMethod, self: Value, frame: Frame): Value {
  const { method, home } = found
  const fn = functionOf(found, self)
  if (method.kind !== 'get') return fn
  return interpreter.call(fn, { ...getterSite(fn, frame), callee: home.name }, self)
}

function getterSite(fn: FunctionValue, frame: Frame): CallSite {
  return { args: [], spans: [], span: fn.at, frame, resultUsed: true, callee: fn.name }
}

/** The function that an assignment to a property calls. */
export function setterOf(object: ObjectValue, name: string): Value | undefined {
  const setter = object.accessors?.get(name)?.set
  if (setter || !object.class) return setter
  const found = methodOf(object.class, name, false, 'set')
  return found && functionOf(found, object)
}

function ofClass(interpreter: Interpreter, receiver: ClassValue, name: string, frame: Frame): Value {
  const own = receiver.statics.value.get(name)
  if (own) return own
  const method = methodOf(receiver, name, true)
  if (method) return bindMethod(interpreter, method, receiver, frame)
  for (let at = receiver.parent; at?.kind === 'class'; at = at.parent) {
    const inherited = at.statics.value.get(name)
    if (inherited) return inherited
  }
  if (receiver.parent?.kind === 'unknown') return receiver.parent
  return UNDEFINED
}

/** A method of a class or of one of its parents. */
export interface FoundMethod {
  readonly method: Method
  readonly home: ClassValue
}

/** Finds a method by name, from the class upwards. */
export function methodOf(
  from: ClassValue,
  name: string,
  isStatic: boolean,
  accessor: 'get' | 'set' = 'get',
): FoundMethod | undefined {
  for (let home: Value | undefined = from; home?.kind === 'class'; home = home.parent) {
    for (const member of home.node.body.body) {
      if (member.type !== 'MethodDefinition' || member.static !== isStatic) continue
      if (accessor === 'set' ? member.kind !== 'set' : member.kind === 'set') continue
      if (keyName(member.key, member.computed) === name) return { method: member, home }
    }
  }
  return undefined
}

/** The method as a function bound to its object. */
export function functionOf(found: FoundMethod, self: Value): FunctionValue {
  const { method, home } = found
  const at = withoutDecorators(method, spanOfNode(home.at.file, method))
  return {
    kind: 'function',
    node: method.value,
    scope: home.scope,
    name: keyName(method.key, method.computed) ?? '',
    at,
    self,
    home,
    ...(home.from && { from: home.from }),
  }
}

/** A method begins behind its decorators for whoever looks for it. */
function withoutDecorators({ decorators = [] }: Method, span: Span): Span {
  const last = decorators.at(-1)
  if (!last) return span
  const rest = span.file.text.slice(last.range[1], span.end)
  return { ...span, start: last.range[1] + rest.search(/\S/u) }
}
