/** Types by their names: shorthands of the project, and the words that node-pg-migrate has of its own. */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import { textIn, type Given } from '../typescript/given.ts'
import { objectValue, primitive, stringValue, textAt, UNDEFINED } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { isUndefined, optionsIn, type Options } from './options.ts'
import { notKnown, refused } from './refusal.ts'

/** Definitions by the name of the type that stands for them: https://salsita.github.io/node-pg-migrate/migrations/ */
export type Shorthands = ReadonlyMap<string, Value>

/** Other names of types. */
const ADAPTERS: Readonly<Record<string, string>> = {
  int: 'integer',
  string: 'text',
  float: 'real',
  double: 'double precision',
  datetime: 'timestamp',
  bool: 'boolean',
}

type Properties = ReadonlyMap<string, Value>

/** What a type, or a definition that names one, says once its shorthands are put in place. */
export function applyType(given: Given, shorthands: Shorthands): Options {
  const { value, span } = given
  const open = value.kind === 'object' ? value.open : undefined
  return optionsIn(resolved(given, shorthands), { span, open })
}

/** The name of a type alone. */
export function typeText(given: Given, shorthands: Shorthands): MappedText {
  return textOfGiven(applyType(given, shorthands).get('type') ?? { value: UNDEFINED, span: given.span })
}

/** A type that is no shorthand, as it is or by its other name. */
export function adapted(type: Given): Given {
  const name = textIn(type) ?? ''
  const other = Object.hasOwn(ADAPTERS, name) ? ADAPTERS[name] : undefined
  return other === undefined ? type : { ...type, value: stringValue(standingFor(other, type.span)) }
}

function resolved(given: Given, shorthands: Shorthands): Properties {
  const { span } = given
  const all = new Map<string, Value>([
    ['id', objectValue({ type: textAt('serial', span), primaryKey: primitive(true) })],
    ...shorthands,
  ])
  const options = toType(given.value)
  let extended: Properties | undefined
  const seen = [typeIn(options, span)]
  for (let definition = definitionOf(seen[0], all); definition;) {
    const { type: _, ...rest } = Object.fromEntries(extended ?? [])
    extended = new Map([...toType(definition), ...Object.entries(rest)])
    const next = typeIn(extended, span)
    if (seen.includes(next)) throw refused(`the shorthand ${next ?? ''} stands for itself`)
    seen.push(next)
    definition = definitionOf(next, all)
  }
  const type = extended?.get('type') ?? options.get('type')
  const merged = new Map([...(extended ?? []), ...options])
  return type && !isUndefined(type) ? merged.set('type', adapted({ value: type, span }).value) : merged
}

function definitionOf(type: string | undefined, all: Shorthands): Value | undefined {
  return type === undefined ? undefined : all.get(type)
}

function typeIn(properties: Properties, span: Given['span']): string | undefined {
  const value = properties.get('type')
  return value && textIn({ value, span })
}

function toType(value: Value): Properties {
  if (value.kind === 'unknown') throw notKnown('the type', value)
  return value.kind === 'object' ? value.properties.value : new Map([['type', value]])
}
