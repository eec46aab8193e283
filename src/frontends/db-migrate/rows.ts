/** `insert(table, columns, values)`: https://db-migrate.readthedocs.io/en/latest/API/SQL/#inserttablename-columnnamearray-valuearray-callback */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Given } from '../typescript/given.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { joined, quoteLiteral, textOfGiven, write } from '../typescript/written-sql.ts'
import { argumentsOf, quoted, refuse, send } from './sending.ts'

/**
 * db-migrate-pg makes a text of every value where there is a callback, of `null` as well, and of the names where
 * there is none; rows given as objects or lists it refuses or mixes up.
 */
export function insert(call: HostCall): Value {
  const args = argumentsOf(call)
  const [table, names, rows] = args.given
  const columns = names && elementsOf(names)
  const values = rows && elementsOf(rows)
  const { span } = call
  const isUnknown = names?.value.kind === 'unknown' || rows?.value.kind === 'unknown'
  if (table && isUnknown) {
    return send(call, [write(span, 'INSERT INTO ', quoted(table, span), ' VALUES ($1)')], args)
  }
  if (!table || !columns || !values || values.slice(0, 1).some(isNested)) {
    return refuse(call, 'db-migrate-pg inserts one row: a list of columns and a list of values', args)
  }
  if (columns.length !== values.length) {
    return refuse(call, 'db-migrate-pg fails where there are not as many values as columns', args)
  }
  const all = args.callback ? values.map(asText) : values.map(asWritten)
  const into = columns.map(each => quoted(each, span))
  const sql = write(
    span,
    'INSERT INTO ',
    quoted(table, span),
    ' (',
    joined(span, into),
    ') VALUES (',
    joined(span, all),
    ')',
  )
  return send(call, [sql], args)
}

function elementsOf({ value, span }: Given): readonly Given[] | undefined {
  return value.kind === 'array' ? value.elements.value.map(each => ({ value: each, span })) : undefined
}

/** How an object is written is another matter in each version of the driver. */
function isNested({ value }: Given): boolean {
  return value.kind === 'array' || value.kind === 'object'
}

/** `JSON.stringify` of what is no text, then a literal. */
function asText(given: Given): MappedText {
  const { value, span } = given
  return value.kind === 'unknown' || isNested(given)
    ? standingFor('$1', span)
    : quoteLiteral(textOfGiven(given), span)
}

function asWritten(given: Given): MappedText {
  const { value, span } = given
  if (value.kind === 'unknown' || isNested(given)) return standingFor('$1', span)
  return value.kind === 'string' ? quoteLiteral(textOfGiven(given), span) : textOfGiven(given)
}
