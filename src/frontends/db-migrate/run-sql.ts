/** SQL that the code gives: `runSql`, `all`, and the client of node-postgres behind them. */
import { concatMapped, sliceMapped, standingFor, type MappedText } from '../../source/mapped-text.ts'
import { mappedOf, stringValue } from '../typescript/value-tools.ts'
import type { HostCall, HostObject, Value } from '../typescript/values.ts'
import { argumentsOf, done } from './sending.ts'

/**
 * `runSql(sql, params)`: with anything behind the text each question mark becomes `$1`, `$2` …, those of operators
 * as well: https://github.com/db-migrate/pg/blob/master/index.js
 */
export function runSql(call: HostCall): Value {
  const { given, callback } = argumentsOf(call)
  const [sql, ...params] = given
  const text = sql?.value
  const numbered = text?.kind === 'string' && params.length > 0
  call.sql(numbered ? stringValue(withNumbers(mappedOf(text))) : text)
  return done(call, callback)
}

/** `all(sql, params)`: the text as it is; what it gives are rows. */
export function all(call: HostCall): Value {
  const { given, callback } = argumentsOf(call)
  const [sql] = given
  const text = sql?.value
  const config = text?.kind === 'object' ? text.properties.value.get('text') : undefined
  call.sql(config ?? text)
  return done(call, callback)
}

/** `db.connection`, a client of node-postgres. */
export const CONNECTION: HostObject = {
  name: 'db.connection',
  reachesDatabase: true,
  methods: { query: all },
}

function withNumbers(sql: MappedText): MappedText {
  const parts: MappedText[] = []
  let at = 0
  let number = 0
  for (const { index } of sql.text.matchAll(/\?/gu)) {
    const mark = sliceMapped(sql, index, index + 1)
    const span = mark.pieces[0]?.span
    parts.push(sliceMapped(sql, at, index))
    if (span) parts.push(standingFor(`$${++number}`, span))
    at = index + 1
  }
  return concatMapped([...parts, sliceMapped(sql, at)])
}
