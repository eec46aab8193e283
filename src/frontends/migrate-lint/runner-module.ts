/** What `migrate-lint/runner` exports: column types, `column`, the `sql` tag and its helpers. */
import { concatMapped, standingFor } from '../../source/mapped-text.ts'
import { textOf } from '../typescript/arguments.ts'
import { plainOf } from '../typescript/plain.ts'
import {
  concatStrings,
  EMPTY,
  hostValue,
  mappedOf,
  objectValue,
  primitive,
  stringValue,
  textAt,
  toStringValue,
  UNDEFINED,
  unknown,
} from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, StringValue, Value } from '../typescript/values.ts'

/** Property that marks the values made here, so that no object of the user is taken for one. */
export const MADE = '@@made'

/** Whether a value was made by a helper of the runner. */
export function isMade(value: Value | undefined, what: string): boolean {
  return value?.kind === 'object' && textOf(value.properties.value.get(MADE)) === what
}

function made(call: HostCall, what: string, properties: Readonly<Record<string, Value>>): Value {
  return objectValue({ [MADE]: textAt(what, call.span), ...properties }, { at: call.span })
}

/** `t.varchar(20)`: the name of the method is the type, its arguments are the type's. */
function typeOf(name: string): HostMethod {
  return call => made(call, 'type', { name: textAt(name, call.span), arguments: list(call.args) })
}

function list(values: readonly Value[]): Value {
  return { kind: 'array', elements: { value: values, join: left => left } }
}

const types = hostValue({
  name: 't',
  reachesDatabase: false,
  otherCall: (name, call) => typeOf(name)(call),
})

const column: HostMethod = call =>
  made(call, 'column', {
    name: call.args[0] ?? UNDEFINED,
    type: call.args[1] ?? UNDEFINED,
    options: call.args[2] ?? objectValue({}),
  })

/** A template's values become literals; pieces of SQL and identifiers made by `sql.id` go in as they are. */
function sqlText(call: HostCall): StringValue {
  const texts = call.template?.texts ?? []
  return texts.reduce((text, fixed, i) => {
    const both = concatStrings(text, fixed)
    const value = call.args[i]
    return value && i < texts.length - 1 ? concatStrings(both, embedded(value, call, i)) : both
  }, EMPTY)
}

function embedded(value: Value, call: HostCall, index: number): StringValue {
  const span = call.spans[index] ?? call.span
  if (isMade(value, 'sql') && value.kind === 'object') {
    const text = value.properties.value.get('text')
    return text?.kind === 'string' ? text : EMPTY
  }
  if (value.kind === 'string') return quoted(value, call, "'")
  if (value.kind === 'array' && value.elements.value.length > 0) {
    return joined(
      value.elements.value.map(each => embedded(each, call, index)),
      textAt(', ', span),
    )
  }
  const plain = value.kind === 'object' ? plainOf(value) : undefined
  if (plain !== undefined) return quoted(textAt(JSON.stringify(plain), span), call, "'")
  return toStringValue(value, span, 'value')
}

function quoted(value: StringValue, call: HostCall, mark: string): StringValue {
  const text = mappedOf(value)
  const plain = !text.text.includes(mark)
  const inner = plain ? text : standingFor(text.text.replaceAll(mark, mark + mark), call.span)
  return stringValue(concatMapped([standingFor(mark, call.span), inner, standingFor(mark, call.span)]))
}

/** The parts of one name; one that is no text known as a whole stays what it is. */
function quotedNames(call: HostCall): Value {
  const names = call.args.map(each => (each.kind === 'string' ? quoted(each, call, '"') : undefined))
  if (!names.every(name => name !== undefined)) return call.args[0] ?? UNDEFINED
  return names.length === 0 ? UNDEFINED : joined(names, textAt('.', call.span))
}

function joined([first, ...rest]: readonly StringValue[], separator: StringValue): StringValue {
  return rest.reduce((text, each) => concatStrings(concatStrings(text, separator), each), first ?? EMPTY)
}

const sql = hostValue({
  name: 'sql',
  reachesDatabase: false,
  apply: call => made(call, 'sql', { text: call.template ? sqlText(call) : (call.args[0] ?? UNDEFINED) }),
  methods: {
    raw: call => made(call, 'sql', { text: call.args[0] ?? UNDEFINED }),
    lit: call => made(call, 'sql', { text: call.args[0] ? embedded(call.args[0], call, 0) : UNDEFINED }),
    id: call => made(call, 'sql', { text: quotedNames(call) }),
  },
})

const ordered =
  (order: 'asc' | 'desc'): HostMethod =>
  call =>
    made(call, 'key', {
      column: call.args[0] ?? UNDEFINED,
      desc: primitive(order === 'desc'),
      options: call.args[1] ?? objectValue({}),
    })

/** The exports of the runner. */
export const RUNNER: Value = hostValue({
  name: 'migrate-lint/runner',
  reachesDatabase: false,
  properties: { t: types, sql },
  methods: {
    column,
    desc: ordered('desc'),
    asc: ordered('asc'),
    f: call => call.args[0] ?? UNDEFINED,
    irreversible: call => made(call, 'irreversible', { reason: call.args[0] ?? textAt('', call.span) }),
    reverse: call => made(call, 'reverse', {}),
  },
  otherCall: name => unknown('unknown call', `${name} is not an export of migrate-lint/runner`),
})
