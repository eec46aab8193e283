/** Whether an expression must be computed for each row anew: https://www.postgresql.org/docs/current/xfunc-volatility.html */
import type { Expression } from '../model/expression.ts'
import type { FunctionState } from '../schema/schema-state.ts'
import type { SchemaView } from '../schema/schema-view.ts'
import { NOT_VOLATILE, VOLATILE } from './volatility-table.ts'

export type Volatility = 'volatile' | 'not volatile' | 'unknown'

/** Volatile if one of its functions is, unknown if one of them is not known. */
export function volatilityOf(expression: Expression, schema: SchemaView, calls = 0): Volatility {
  if (expression.literal !== undefined) return 'not volatile'
  const found = expression.functions.map(name => volatilityOfFunction(name, schema, calls))
  if (found.includes('volatile')) return 'volatile'
  return found.includes('unknown') ? 'unknown' : 'not volatile'
}

/** Functions of the history come after those of PostgreSQL, as pg_catalog stands first in every search path. */
function volatilityOfFunction(name: string, schema: SchemaView, calls: number): Volatility {
  const bare = name.replace(/^pg_catalog\./u, '')
  if (VOLATILE.has(bare)) return 'volatile'
  if (NOT_VOLATILE.has(bare) || SQL_VALUES.has(bare) || AGGREGATES.has(bare)) return 'not volatile'
  const ofUser = userFunction(name, schema, calls)
  if (ofUser) return ofUser
  return OF_EXTENSIONS[bare.slice(bare.lastIndexOf('.') + 1)] ?? 'unknown'
}

function userFunction(name: string, schema: SchemaView, calls: number): Volatility | undefined {
  const { state } = schema
  const keys = name.includes('.') ? [name] : state.searchPath.map(each => `${each}.${name}`)
  const found = keys.map(key => state.objects.get(`function:${key}`)).find(each => each !== undefined)
  if (!found) return undefined
  const all = new Set((found.overloads ?? []).map(each => volatilityOfOverload(each, schema, calls)))
  const [only = 'volatile'] = all
  return all.size > 1 ? 'unknown' : only
}

/** A simple function in SQL disappears into the call: what is volatile is what it computes. */
function volatilityOfOverload(
  { volatility, body }: FunctionState,
  schema: SchemaView,
  calls: number,
): Volatility {
  if (volatility !== 'volatile') return 'not volatile'
  return body && calls < DEEPEST ? volatilityOf(body, schema, calls + 1) : 'volatile'
}

/** A function that calls itself is never put in place of its calls to the end. */
const DEEPEST = 10

/** Those that checks use: https://www.postgresql.org/docs/current/functions-aggregate.html */
const AGGREGATES: ReadonlySet<string> = new Set(
  'count sum avg min max bool_and bool_or every array_agg string_agg json_agg jsonb_agg'.split(' '),
)

/** Words of the grammar that are functions inside: https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-CURRENT */
const SQL_VALUES: ReadonlySet<string> = new Set([
  'current_timestamp',
  'current_date',
  'current_time',
  'localtimestamp',
  'localtime',
  'current_user',
  'session_user',
  'current_role',
  'user',
  'current_catalog',
  'current_schema',
  'coalesce',
  'nullif',
  'greatest',
  'least',
])

/** Functions of extensions and of newer versions that serve as defaults. */
const OF_EXTENSIONS: Readonly<Record<string, Volatility>> = {
  uuid_generate_v1: 'volatile',
  uuid_generate_v1mc: 'volatile',
  uuid_generate_v4: 'volatile',
  uuid_generate_v7: 'volatile',
  uuid_generate_v3: 'not volatile',
  uuid_generate_v5: 'not volatile',
  uuid_nil: 'not volatile',
  uuid_ns_dns: 'not volatile',
  uuid_ns_url: 'not volatile',
  gen_random_bytes: 'volatile',
  gen_salt: 'volatile',
  crypt: 'not volatile',
  digest: 'not volatile',
  unaccent: 'not volatile',
  hstore: 'not volatile',
}
