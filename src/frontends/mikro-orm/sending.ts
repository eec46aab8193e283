/** `execute(sql, params)`, which a migration, its driver, its connection and its entity manager all have. */
import { textOf } from '../typescript/arguments.ts'
import { givenTo, isGiven } from '../typescript/given.ts'
import { stringValue, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { formatQuery } from './format-query.ts'
import { fragmentOf } from './fragments.ts'
import { takeBuilder } from './knex.ts'
import { bindings } from './raw.ts'

/** Reads what is sent: a text, a piece of SQL with its values, a builder of Knex. */
export function send(call: HostCall, withParams: boolean): void {
  const [sql, params] = givenTo(call)
  const fragment = fragmentOf(sql?.value)
  if (fragment) call.sql(stringValue(formatQuery(fragment)))
  else if (takeBuilder(sql?.value, call)) return
  else if (withParams && sql?.value.kind === 'string' && isGiven(params)) {
    call.sql(stringValue(formatQuery(bindings(textOfGiven(sql), params))))
  } else call.sql(sql?.value)
}

/** What is asked of the catalogs is whether something exists. */
const CATALOGS =
  /\binformation_schema\.|\bpg_(?:catalog|class|tables|views|indexes|constraint|type|enum|namespace|extension|attribute|trigger)\b|\bto_regclass\b/iu

/** Sent at once; only `addSql` waits for the end. */
export const execute: HostMethod = call => {
  send(call, true)
  const asks = CATALOGS.test(textOf(call.args[0]) ?? '')
  return call.promise(unknown('query result', 'the rows are known only at run time', asks))
}
