/** Rows changed through a table that is named by a text: the SQL that TypeORM's query builders make of it. */
import { standingFor, sliceMapped, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { textOf } from '../typescript/arguments.ts'
import { mappedOf, stringValue, unknown } from '../typescript/value-tools.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { joined, splitMapped, write } from '../typescript/written-sql.ts'
import { quoted } from './names.ts'

/** A change of rows, as far as it was said. */
export interface RowChange {
  readonly kind: 'insertRows' | 'updateRows' | 'deleteRows'
  readonly table: Value | undefined
  /** The columns of INSERT. */
  readonly columns?: Value | undefined
  /** The rows of INSERT, or what UPDATE sets. */
  readonly values?: Value | undefined
  readonly where?: readonly MappedText[] | undefined
  /** What stands at the end: ON CONFLICT, RETURNING. */
  readonly tail?: readonly (string | MappedText)[] | undefined
}

const ROWS = unknown('query result', 'the rows are known only at run time')

/** Sends the change; what is named by a class of another file may be any table. */
export function changeRows(call: HostCall, change: RowChange): Value {
  const { table, where, tail = [] } = change
  const { span } = call
  if (table?.kind !== 'string') {
    opaqueRows(call, 'The rows')
    return call.promise(ROWS)
  }
  const path = joined(
    span,
    splitMapped(mappedOf(table), '.').map(part => quoted(part, span)),
    '.',
  )
  const head = HEADS[change.kind](call, change, path)
  if (!head) {
    call.opaque({
      reason: 'run-time value',
      message: 'The columns that are written are known only at run time.',
    })
    return call.promise(ROWS)
  }
  const conditions = where && where.length > 0 ? [' WHERE ', ...where] : []
  call.sql(stringValue(write(span, ...head, ...conditions, ...tail)))
  return call.promise(ROWS)
}

type Head = (
  call: HostCall,
  change: RowChange,
  path: MappedText,
) => readonly (string | MappedText)[] | undefined

const HEADS: Readonly<Record<RowChange['kind'], Head>> = {
  deleteRows: (_call, _change, path) => ['DELETE FROM ', path],
  updateRows: (call, { values }, path) => {
    const set = values?.kind === 'object' ? [...values.properties.value] : undefined
    const parts = set?.map(([key, value]) =>
      write(call.span, quoted(key, call.span), ' = ', parameter(call, value)),
    )
    return parts && ['UPDATE ', path, ' SET ', joined(call.span, parts)]
  },
  insertRows: (call, { columns, values }, path) => {
    const rows = values?.kind === 'array' ? values.elements.value : values ? [values] : []
    const [first] = rows
    const given = columns?.kind === 'array' ? columns.elements.value.map(textOf) : undefined
    const keys = given ?? (first?.kind === 'object' ? [...first.properties.value.keys()] : undefined)
    if (!keys?.every(key => key !== undefined)) return undefined
    const { span } = call
    const list = joined(
      span,
      keys.map(key => quoted(key, span)),
    )
    const tuples = rows.map(row =>
      write(
        span,
        '(',
        joined(
          span,
          keys.map(key => valueIn(call, row, key)),
        ),
        ')',
      ),
    )
    return ['INSERT INTO ', path, '(', list, ') VALUES ', joined(span, tuples)]
  },
}

function valueIn(call: HostCall, row: Value, key: string): MappedText {
  const value = row.kind === 'object' ? row.properties.value.get(key) : row
  return value ? parameter(call, value) : standingFor('DEFAULT', call.span)
}

/** A function gives SQL as it stands; everything else is a parameter. */
function parameter(call: HostCall, value: Value): MappedText {
  const raw = value.kind === 'function' ? call.invoke(value, []) : undefined
  return raw?.kind === 'string' ? mappedOf(raw) : standingFor('$1', call.span)
}

const PARAMETER = /(?<![:\w]):(?:\.\.\.)?[A-Za-z_]\w*/gu

/** A condition: a text with `:parameters`, or an object whose properties are to be equal. */
export function condition(value: Value | undefined, span: Span): MappedText {
  if (value?.kind === 'string') return withParameters(mappedOf(value), span)
  if (value?.kind !== 'object') return standingFor('$1', span)
  const keys = [...value.properties.value.keys()]
  return joined(
    span,
    keys.map(key => standingFor(`${key} = $1`, span)),
    ' AND ',
  )
}

function withParameters(text: MappedText, span: Span): MappedText {
  const parts: (string | MappedText)[] = []
  let end = 0
  for (const match of text.text.matchAll(PARAMETER)) {
    parts.push(sliceMapped(text, end, match.index), '$1')
    end = match.index + match[0].length
  }
  return parts.length === 0 ? text : write(span, ...parts, sliceMapped(text, end))
}

/** Records rows changed through an entity whose table is not known here. */
export function opaqueRows(call: HostCall, what: string): void {
  call.opaque({
    reason: 'other file',
    message: `${what} ${what.endsWith(')') ? 'changes rows' : 'are changed'} through an entity of another file.`,
    remedy: 'Write the change as SQL: entities change after the migration was written.',
  })
}
