/** Runs a statement on a database and compares what happened with what was claimed. */
import { resetSchema } from '../../src/database/embedded.ts'
import type { Connection } from '../../src/database/connection.ts'
import type { SchemaState } from '../../src/schema/schema-state.ts'
import { readRelations } from '../../src/verify/session-snapshot.ts'
import type { ObservedRelation } from '../../src/verify/observation.ts'
import { traceStatement } from '../../src/verify/trace.ts'
import { claimsOf, contradictions, schemaAfter } from './claims.ts'
import { SETUP } from './setup.ts'
import type { Statement } from './statements.ts'

/** Contradictions that stay, by the statement and what the trace says, with the reason. */
export const DELIBERATE: ReadonlyMap<string, string> = new Map([
  [
    // A lookup by key, which the planner does as a scan because the table has one page.
    'UPDATE orders SET customer_id = 3 WHERE id = 7',
    'saw a scan of public.customers, not claimed',
  ],
])

/** A database with the schema of the statements, and the same schema as the history tells it. */
export interface Shop {
  readonly connection: Connection
  readonly state: SchemaState
  readonly relations: ReadonlyMap<string, ObservedRelation['relationKind']>
  readonly partitioned: ReadonlySet<string>
  readonly postgresVersion: number
}

/** Fills the database. */
export async function openShop(connection: Connection, postgresVersion: number): Promise<Shop> {
  await resetSchema(connection)
  await connection.query(SETUP)
  await connection.query('ANALYZE')
  const state = schemaAfter(SETUP)
  const relations = new Map<string, ObservedRelation['relationKind']>()
  for (const { relation, relationKind } of (await readRelations(connection)).values()) {
    relations.set(relation, relationKind)
  }
  const partitioned = new Set(state.tables.filter(table => table.partitionBy).keys())
  return { connection, state, relations, partitioned, postgresVersion }
}

/** The contradictions between claim and trace that are not deliberate. */
export async function judge(shop: Shop, statement: Statement): Promise<readonly string[]> {
  const { connection, state, relations, partitioned, postgresVersion } = shop
  const { sql, timeZone = 'UTC' } = statement
  await connection.query('BEGIN')
  await connection.query(`SET LOCAL timezone = '${timeZone}'`)
  const seen = await traceStatement(connection, sql)
  await connection.query('ROLLBACK')
  const claims = claimsOf(sql, state, postgresVersion)
  return contradictions(claims, seen, relations, partitioned).filter(one => DELIBERATE.get(sql) !== one)
}
