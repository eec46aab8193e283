/** Reading properties of values. */
import type { Interpreter } from './interpreter.ts'
import { keyName, type Method } from './nodes.ts'
import { mappedOf, primitive, stringValue, UNDEFINED, unknown } from './value-tools.ts'
import { sliceMapped } from '../../source/mapped-text.ts'
import type {
  ArrayValue,
  ClassValue,
  Frame,
  FunctionValue,
  HostValue,
  ObjectValue,
  StringValue,
  Value,
} from './values.ts'
import { spanOfNode } from './spans.ts'

/** The value of `receiver.name`. */
export function propertyOf(interpreter: Interpreter, receiver: Value, name: string, frame: Frame): Value {
  switch (receiver.kind) {
    case 'string':
      return ofString(receiver, name)
    case 'array':
      return ofArray(receiver, name)
    case 'object':
      return ofObject(interpreter, receiver, name, frame)
    case 'class':
      return ofClass(interpreter, receiver, name)
    case 'host':
      return ofHost(receiver, name)
    case 'unknown':
      return { ...receiver, source: undefined }
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
  if (name === 'length') return primitive(elements.length)
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
  if (receiver.class) {
    const method = methodOf(receiver.class, name, false)
    if (method) return bindMethod(interpreter, method, receiver, frame)
  }
  if (receiver.open) return receiver.open
  return OBJECT_METHODS.has(name) ? { kind: 'method', receiver, name } : UNDEFINED
}

const OBJECT_METHODS = new Set(['hasOwnProperty', 'toString', 'valueOf'])

function bindMethod(interpreter: Interpreter, found: FoundMethod, self: Value, frame: Frame): Value {
  const { method, home } = found
  const fn = functionOf(interpreter, found, self)
  if (method.kind !== 'get') return fn
  const span = spanOfNode(interpreter.file, method)
  const site = { args: [], spans: [], span, frame, resultUsed: true, callee: home.name }
  return interpreter.call(fn, site, self)
}

function ofClass(interpreter: Interpreter, receiver: ClassValue, name: string): Value {
  const own = receiver.statics.value.get(name)
  if (own) return own
  const method = methodOf(receiver, name, true)
  if (method) return functionOf(interpreter, method, receiver)
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
export function methodOf(from: ClassValue, name: string, isStatic: boolean): FoundMethod | undefined {
  for (let home: Value | undefined = from; home?.kind === 'class'; home = home.parent) {
    for (const member of home.node.body.body) {
      if (member.type !== 'MethodDefinition' || member.static !== isStatic || member.kind === 'set') continue
      if (keyName(member.key, member.computed) === name) return { method: member, home }
    }
  }
  return undefined
}

/** The method as a function bound to its object. */
export function functionOf(interpreter: Interpreter, found: FoundMethod, self: Value): FunctionValue {
  const { method, home } = found
  const at = spanOfNode(interpreter.file, method)
  return {
    kind: 'function',
    node: method.value,
    scope: home.scope,
    name: keyName(method.key, method.computed) ?? '',
    at,
    self,
    home,
  }
}
