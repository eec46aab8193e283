/** Whether an expression must be computed for each row anew: https://www.postgresql.org/docs/current/xfunc-volatility.html */
import type { Expression } from '../model/expression.ts'
import type { SchemaView } from '../schema/schema-view.ts'
import { NOT_VOLATILE, VOLATILE } from './volatility-table.ts'

export type Volatility = 'volatile' | 'not volatile' | 'unknown'

/** Volatile if one of its functions is, unknown if one of them is not known. */
export function volatilityOf(expression: Expression, schema: SchemaView): Volatility {
  if (expression.literal !== undefined) return 'not volatile'
  const found = expression.functions.map(name => volatilityOfFunction(name, schema))
  if (found.includes('volatile')) return 'volatile'
  return found.includes('unknown') ? 'unknown' : 'not volatile'
}

/** Functions of the history come after those of PostgreSQL, as pg_catalog stands first in every search path. */
function volatilityOfFunction(name: string, schema: SchemaView): Volatility {
  const bare = name.replace(/^pg_catalog\./u, '')
  if (VOLATILE.has(bare)) return 'volatile'
  if (NOT_VOLATILE.has(bare) || SQL_VALUES.has(bare)) return 'not volatile'
  const ofUser = userFunction(name, schema)
  if (ofUser) return ofUser
  return OF_EXTENSIONS[bare.slice(bare.lastIndexOf('.') + 1)] ?? 'unknown'
}

function userFunction(name: string, { state }: SchemaView): Volatility | undefined {
  const keys = name.includes('.') ? [name] : state.searchPath.map(schema => `${schema}.${name}`)
  const found = keys.map(key => state.objects.get(`function:${key}`)).find(each => each !== undefined)
  if (!found) return undefined
  return found.volatility === undefined || found.volatility === 'volatile' ? 'volatile' : 'not volatile'
}

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
