/** slonik's connections, pools and transactions: https://github.com/gajus/slonik#query-methods */
import { standingFor } from '../../source/mapped-text.ts'
import { property } from '../typescript/arguments.ts'
import { partsOf, sendParts } from '../typescript/sql-parts.ts'
import { hostValue, UNDEFINED, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { METHODS, tag } from './tokens.ts'

const ROWS = unknown('query result', 'the rows are known only at run time')

/** Sends a query, also one that is written as an object; a text without its tag slonik refuses. */
const query: HostMethod = call => {
  const [sql] = call.args
  const parts = partsOf(sql)
  if (parts) sendParts(call, parts)
  else call.sql(sql?.kind === 'object' ? property(sql, 'sql') : sql)
  return call.promise(ROWS)
}

const exists: HostMethod = call => {
  const parts = partsOf(call.args[0])
  if (!parts) return query(call)
  sendParts(call, [standingFor('SELECT EXISTS(', call.span), ...parts, standingFor(')', call.span)])
  return call.promise(unknown('query result', 'what exists is known only at run time', true))
}

/** The methods that send one query: https://github.com/gajus/slonik/tree/main/packages/slonik/src/connectionMethods */
const QUERIES: Readonly<Record<string, HostMethod>> = Object.fromEntries(
  [
    'query',
    'any',
    'anyFirst',
    'many',
    'manyFirst',
    'maybeOne',
    'maybeOneFirst',
    'one',
    'oneFirst',
    'stream',
  ].map(name => [name, query] as const),
)

/** A connection; `inTransaction` tells whether `transaction` begins one or sets a savepoint. */
export function connection(inTransaction: boolean): HostObject {
  return {
    name: 'connection',
    reachesDatabase: true,
    methods: {
      ...QUERIES,
      exists,
      transaction: call => transaction(call, inTransaction),
      connect: call => call.promise(call.invoke(call.args[0], [hostValue(connection(inTransaction))])),
      end: call => call.promise(UNDEFINED),
    },
  }
}

/** slonik releases no savepoint: it ends with the transaction. */
function transaction(call: HostCall, inTransaction: boolean): Value {
  const byFramework = true
  call.emit({ kind: 'transactionControl', action: inTransaction ? 'savepoint' : 'begin', byFramework })
  const result = call.invoke(call.args[0], [hostValue(connection(true))])
  if (!inTransaction) call.emit({ kind: 'transactionControl', action: 'commit', byFramework })
  return call.promise(result)
}

/** The tag `sql`. */
export const SQL: HostObject = {
  name: 'sql',
  reachesDatabase: false,
  apply: tag,
  methods: {
    ...METHODS,
    type: () => hostValue({ name: 'sql.type', reachesDatabase: false, apply: tag }),
    typeAlias: () => hostValue({ name: 'sql.typeAlias', reachesDatabase: false, apply: tag }),
  },
}

/** What a runner hands to `up`: a connection, or an object with it, as @slonik/migrator and Umzug do. */
export function parameter(inTransaction: boolean): Value {
  const own = hostValue(connection(inTransaction))
  const parts = {
    slonik: own,
    connection: own,
    pool: own,
    db: own,
    client: own,
    parent: own,
    sql: hostValue(SQL),
  }
  const context = hostValue({
    ...connection(inTransaction),
    name: 'context',
    properties: { ...parts, transaction: own },
  })
  return hostValue({ ...connection(inTransaction), properties: { ...parts, context } })
}
