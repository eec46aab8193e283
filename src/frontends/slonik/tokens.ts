/** What slonik's `sql` makes of values and names: https://github.com/gajus/slonik#value-placeholders */
import { sliceMapped, standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { textOf } from '../typescript/arguments.ts'
import { entriesOf, givenTo, listOf, textIn, type Given } from '../typescript/given.ts'
import { mappedOf, textAt, unknown } from '../typescript/value-tools.ts'
import type { HostMethod, Value } from '../typescript/values.ts'
import { partsOf, partsValue, templateParts, type SqlPart } from '../typescript/sql-parts.ts'
import { joined, quoteLiteral, quoteName, textOfGiven } from '../typescript/written-sql.ts'

/** The tag itself, `sql.unsafe`, `sql.fragment` and what `sql.type(…)` gives: values are bound, pieces are put in. */
export const tag: HostMethod = call => {
  if (call.template) return partsValue(templateParts(call, partsOfValue))
  return unknown('unknown call', 'sql is called without a template')
}

/** A piece of SQL as it stands, anything else as a parameter. */
export function partsOfValue(given: Given): readonly SqlPart[] {
  return partsOf(given.value) ?? [given]
}

/** `sql.identifier(['billing', 'orders'])`. */
const identifier: HostMethod = call => {
  const [names] = givenTo(call)
  if (names?.value.kind !== 'array')
    return unknown('run-time value', 'the identifier is known only at run time')
  const quoted = listOf(names).map(name => quoteName(textOfGiven(name), name.span))
  return partsValue([joined(call.span, quoted, '.')])
}

/** `sql.join(members, glue)`; the glue is a piece of SQL, in old releases also a text. */
const join: HostMethod = call => {
  const [members, glue] = givenTo(call)
  if (members?.value.kind !== 'array') return unknown('run-time value', 'the list is known only at run time')
  const between = partsOf(glue?.value) ?? (glue ? [textOfGiven(glue)] : [standingFor(', ', call.span)])
  return partsValue(
    listOf(members).flatMap((member, i) => [...(i === 0 ? [] : between), ...partsOfValue(member)]),
  )
}

/** A value with the type that it is cast to behind it. */
function cast(type: string, before = ''): HostMethod {
  return call => {
    const [value] = givenTo(call)
    if (!value) return unknown('unknown call', 'the value is missing')
    const parts: readonly SqlPart[] = [standingFor(before, call.span), value, standingFor(type, call.span)]
    return partsValue(parts.filter(part => 'value' in part || part.text !== ''))
  }
}

/** `sql.array([1, 2], 'int4')`: one parameter, cast to the type, which may be a piece of SQL. */
const array: HostMethod = call => {
  const [values, type] = givenTo(call)
  if (!values || !type) return unknown('unknown call', 'the type of the array is missing')
  const piece = partsOf(type.value)
  return partsValue([
    { ...values, value: known(values) },
    standingFor('::', call.span),
    ...(piece ?? [quoteName(textOfGiven(type), type.span), standingFor('[]', call.span)]),
  ])
}

/** A parameter of the list as a whole: no part of it is a piece of SQL. */
function known({ span }: Given): Value {
  return textAt('', span)
}

const literalValue: HostMethod = call => {
  const [value] = givenTo(call)
  if (value?.value.kind !== 'string') return unknown('run-time value', 'the text is known only at run time')
  return partsValue([quoteLiteral(mappedOf(value.value), value.span)])
}

const INTERVAL = [
  ['years', 'years'],
  ['months', 'months'],
  ['weeks', 'weeks'],
  ['days', 'days'],
  ['hours', 'hours'],
  ['minutes', 'mins'],
  ['seconds', 'secs'],
] as const

/** `sql.interval({ days: 3 })`, in the order of the arguments of `make_interval`. */
const interval: HostMethod = call => {
  const [given] = givenTo(call)
  const values = new Map(given && entriesOf(given))
  const parts = INTERVAL.flatMap(([name, argument]): readonly (readonly SqlPart[])[] => {
    const value = values.get(name)
    return value ? [[standingFor(`${argument} => `, call.span), value]] : []
  })
  return partsValue([
    standingFor('make_interval(', call.span),
    ...withCommas(parts, call.span),
    standingFor(')', call.span),
  ])
}

/** `sql.unnest(rows, ['int4', 'text'])`: one parameter for each column. */
const unnest: HostMethod = call => {
  const [rows, types] = givenTo(call)
  if (!rows || types?.value.kind !== 'array')
    return unknown('run-time value', 'the types are known only at run time')
  const columns = listOf(types).map((type): readonly SqlPart[] => {
    return [
      { ...rows, value: known(rows) },
      standingFor('::', call.span),
      typeText(type),
      standingFor('[]', call.span),
    ]
  })
  return partsValue([
    standingFor('unnest(', call.span),
    ...withCommas(columns, call.span),
    standingFor(')', call.span),
  ])
}

/** A type by name is quoted before its brackets; a list of names is a qualified one; a piece of SQL stands as it is. */
function typeText(type: Given): MappedText {
  const [piece] = partsOf(type.value) ?? []
  if (piece && !('value' in piece)) return piece
  if (type.value.kind === 'array') {
    return joined(
      type.span,
      listOf(type).map(name => quoteName(textOfGiven(name), name.span)),
      '.',
    )
  }
  const [, name = '', brackets = ''] = /^(.*?)((?:\[\])*)$/u.exec(textIn(type)?.trim() ?? '') ?? []
  return standingFor(`"${name}"${brackets}`, type.span)
}

function withCommas(groups: readonly (readonly SqlPart[])[], span: Span): readonly SqlPart[] {
  return groups.flatMap((group, i) => (i === 0 ? group : [standingFor(', ', span), ...group]))
}

/** Lists of older releases: `sql.valueList`, `sql.tuple`, `sql.tupleList`, `sql.identifierList`. */
function list(open: string, close: string, each: (member: Given) => readonly SqlPart[]): HostMethod {
  return call => {
    const [members] = givenTo(call)
    if (members?.value.kind !== 'array')
      return unknown('run-time value', 'the list is known only at run time')
    return partsValue(
      [
        standingFor(open, call.span),
        ...withCommas(listOf(members).map(each), call.span),
        standingFor(close, call.span),
      ].filter(part => 'value' in part || part.text !== ''),
    )
  }
}

const tupleOf = (member: Given): readonly SqlPart[] => [
  standingFor('(', member.span),
  ...withCommas(listOf(member).map(partsOfValue), member.span),
  standingFor(')', member.span),
]

const namesOf = (member: Given): readonly SqlPart[] => [
  joined(
    member.span,
    listOf(member).map(name => quoteName(textOfGiven(name), name.span)),
    '.',
  ),
]

/** `sql.raw(text, values)` of slonik-sql-tag-raw, whose `$1` are numbered with all others. */
export const raw: HostMethod = call => {
  const [text, values] = givenTo(call)
  if (text?.value.kind !== 'string') return unknown('run-time value', 'the SQL is known only at run time')
  const sql = textOfGiven(text)
  const given = values ? listOf(values) : []
  return partsValue(given.length === 0 || textOf(text.value) === undefined ? [sql] : withValues(sql, given))
}

function withValues(sql: MappedText, values: readonly Given[]): readonly SqlPart[] {
  const parts: SqlPart[] = []
  let done = 0
  for (const match of sql.text.matchAll(/\$(\d+)/gu)) {
    const value = values[Number(match[1]) - 1]
    if (!value) continue
    parts.push(sliceMapped(sql, done, match.index), value)
    done = match.index + match[0].length
  }
  return [...parts, sliceMapped(sql, done, sql.text.length)]
}

/** The methods of `sql`. */
export const METHODS: Readonly<Record<string, HostMethod>> = {
  unsafe: tag,
  fragment: tag,
  identifier,
  join,
  array,
  literalValue,
  interval,
  unnest,
  raw,
  json: cast('::json'),
  jsonb: cast('::jsonb'),
  date: cast('::date'),
  uuid: cast('::uuid'),
  binary: cast(''),
  timestamp: cast(')', 'to_timestamp('),
  valueList: list('', '', partsOfValue),
  tuple: list('(', ')', partsOfValue),
  tupleList: list('', '', tupleOf),
  identifierList: list('', '', namesOf),
}
