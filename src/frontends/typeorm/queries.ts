/** SQL that is written out: `query` and the template tag `sql`. */
import { mappedOf, stringValue, toStringValue, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, Value } from '../typescript/values.ts'
import { joined, write } from '../typescript/written-sql.ts'
import { standingFor, type MappedText } from '../../source/mapped-text.ts'

const RESULT = unknown('query result', 'the result of a query is known only at run time')

/** `query(sql, parameters)`. */
export const query: HostMethod = call => {
  call.sql(call.args[0])
  return call.promise(RESULT)
}

/**
 * The tag `sql`: its values become parameters, functions give SQL or lists of parameters.
 * https://typeorm.io/docs/guides/sql-tag
 */
export const sqlTag: HostMethod = call => {
  const { template, args, span } = call
  if (!template) return query(call)
  const parts = template.texts.flatMap((text, i): MappedText[] => {
    const value = i === 0 ? undefined : args[i - 1]
    return [...(value ? [inserted(call, value, i)] : []), mappedOf(text)]
  })
  call.boundSql(stringValue(write(span, ...parts)))
  return call.promise(RESULT)
}

function inserted(call: HostCall, value: Value, index: number): MappedText {
  const at = call.spans[index - 1] ?? call.span
  if (value.kind === 'primitive' && value.value === null) return standingFor('NULL', at)
  if (value.kind !== 'function') return standingFor(`$${String(index)}`, at)
  const given = call.invoke(value, [])
  if (given.kind !== 'array') return mappedOf(toStringValue(given, at, 'sql'))
  return joined(
    at,
    given.elements.value.map(() => standingFor('$1', at)),
  )
}
