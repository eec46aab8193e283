/** SQL that a template tag makes: texts, and the values that are sent beside them as parameters. */
import { concatMapped, standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { readSql } from '../../sql/read-sql.ts'
import { hostValue, mappedOf, stringValue } from './value-tools.ts'
import type { HostCall, HostObject, Value } from './values.ts'
import { textOfGiven } from './written-sql.ts'

/** A value that is sent as a parameter, at its place among the texts. */
export interface Parameter {
  readonly value: Value
  readonly span: Span
}

export type SqlPart = MappedText | Parameter

/** A host that stands for SQL which something else sends. */
interface PartsHost extends HostObject {
  readonly parts: () => readonly SqlPart[]
}

/** SQL as a host; `extra` is what else can be done with it, `onUse` is called when it becomes a part of other SQL. */
export function partsHost(
  parts: readonly SqlPart[],
  { onUse, ...extra }: Partial<HostObject> & { readonly onUse?: () => void } = {},
): HostObject {
  const host: PartsHost = {
    name: 'sql',
    reachesDatabase: false,
    ...extra,
    parts: () => {
      onUse?.()
      return parts
    },
  }
  return host
}

/** SQL as a value. */
export function partsValue(parts: readonly SqlPart[]): Value {
  return hostValue(partsHost(parts))
}

/** The SQL that a value stands for. */
export function partsOf(value: Value | undefined): readonly SqlPart[] | undefined {
  if (value?.kind !== 'host' || !('parts' in value.host)) return undefined
  return (value.host as PartsHost).parts()
}

/** The parts of a template; `partsOfValue` says what a value of it becomes. */
export function templateParts(
  call: HostCall,
  partsOfValue: (given: Parameter, before: string) => readonly SqlPart[],
): readonly SqlPart[] {
  const texts = call.template?.texts ?? []
  let before = ''
  return texts.flatMap((text, i) => {
    const mapped = mappedOf(text)
    before += mapped.text
    const value = call.args[i]
    if (!value) return [mapped]
    const inserted = partsOfValue({ value, span: call.spans[i] ?? call.span }, before)
    before += textsOf(inserted)
    return [mapped, ...inserted]
  })
}

function textsOf(parts: readonly SqlPart[]): string {
  return parts.map(part => ('value' in part ? '$1' : part.text)).join('')
}

/** The text that is sent, parameters numbered from one. */
export function numbered(parts: readonly SqlPart[]): MappedText {
  let number = 0
  return concatMapped(
    parts.map(part => ('value' in part ? standingFor(`$${String(++number)}`, part.span) : part)),
  )
}

/**
 * Records what the SQL says. A value that is not known is a parameter, unless only a piece of SQL can stand there:
 * then it is one that another file makes.
 */
export function sendParts(call: HostCall, parts: readonly SqlPart[]): void {
  const text = numbered(parts)
  const isUnsure = parts.some(part => 'value' in part && part.value.kind === 'unknown')
  if (!isUnsure || isRead(text)) {
    call.boundSql(stringValue(text))
    return
  }
  const pieces = parts.map(part =>
    'value' in part && part.value.kind === 'unknown' ? textOfGiven(part) : part,
  )
  const withPieces = numbered(pieces)
  if (isRead(withPieces) || !sendRows(call, parts)) call.boundSql(stringValue(withPieces))
}

/** `VALUES ${rows}` with a list that is known only at run time: rows are inserted, whatever their number. */
function sendRows(call: HostCall, parts: readonly SqlPart[]): boolean {
  const rows = parts.flatMap((part, i): readonly SqlPart[] => {
    const before = parts[i - 1]
    if (!('value' in part) || part.value.kind !== 'unknown') return [part]
    const isList = before !== undefined && !('value' in before) && /\bvalues\s*$/iu.test(before.text)
    const text = textOfGiven(part)
    return isList ? [standingFor('(', part.span), text, standingFor(')', part.span)] : [text]
  })
  const sql = numbered(rows)
  const { operations } = readSql(sql, { sending: 'together', statement: 0, roundTrip: 0 })
  const [insert] = operations
  if (insert?.kind !== 'insertRows' || operations.length > 1) return false
  const { span, statement: _statement, roundTrip: _roundTrip, rows: _rows, ...operation } = insert
  call.emit(operation, span)
  return true
}

function isRead(text: MappedText): boolean {
  const { operations } = readSql(text, { sending: 'together', statement: 0, roundTrip: 0 })
  return !operations.some(({ kind }) => kind === 'opaque')
}
