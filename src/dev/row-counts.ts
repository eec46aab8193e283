/** What an example leaves of the rows: how many each table has, and which point at rows that are not there. */
import type { Connection } from '../database/connection.ts'

/** Rows of a table that was there before the migrations; none afterwards when the table is gone. */
export interface RowCount {
  readonly table: string
  readonly before: number
  readonly after: number
}

/** Tables by OID, with the number of their rows. */
export type Counted = ReadonlyMap<string, { readonly table: string; readonly rows: number }>

/** Counts the rows of all tables. */
export async function countRows(connection: Connection): Promise<Counted> {
  const { rows: tables } = await connection.query(TABLES)
  if (tables.length === 0) return new Map()
  const counts = tables.map(
    ({ oid, quoted }) => `SELECT '${String(oid)}' AS oid, count(*)::int AS rows FROM ${String(quoted)}`,
  )
  const { rows } = await connection.query(counts.join(' UNION ALL '))
  const byOid = new Map(rows.map(row => [String(row['oid']), Number(row['rows'])]))
  return new Map(
    tables.map(({ oid, table }) => [
      String(oid),
      { table: String(table), rows: byOid.get(String(oid)) ?? 0 },
    ]),
  )
}

/** Both counts side by side; a table keeps the name that it had before. */
export function compareCounts(before: Counted, after: Counted): readonly RowCount[] {
  return [...before].map(([oid, { table, rows }]) => ({
    table,
    before: rows,
    after: after.get(oid)?.rows ?? 0,
  }))
}

const OF_USERS = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`

const TABLES = `
  SELECT c.oid::text AS oid, n.nspname || '.' || c.relname AS table, format('%I.%I', n.nspname, c.relname) AS quoted
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND ${OF_USERS}
  ORDER BY 2`

/** The foreign keys that some rows break, however they came to. */
export async function brokenForeignKeys(connection: Connection): Promise<readonly string[]> {
  const { rows: keys } = await connection.query(FOREIGN_KEYS)
  const broken: string[] = []
  for (const { name, orphans } of keys) {
    const { rows } = await connection.query(String(orphans))
    if (rows.length > 0) broken.push(String(name))
  }
  return broken
}

/** Each with a query that finds a row which points at nothing. */
const FOREIGN_KEYS = `
  SELECT k.conname AS name, format(
    'SELECT 1 FROM %s AS one WHERE (%s) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %s AS other WHERE %s) LIMIT 1',
    k.conrelid::regclass, string_agg(format('one.%I', a.attname), ', '), k.confrelid::regclass,
    string_agg(format('one.%I = other.%I', a.attname, b.attname), ' AND ')) AS orphans
  FROM pg_constraint k
  JOIN pg_namespace n ON n.oid = k.connamespace
  CROSS JOIN unnest(k.conkey, k.confkey) AS pair (own, other)
  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.own
  JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = pair.other
  WHERE k.contype = 'f' AND ${OF_USERS}
  GROUP BY k.oid, k.conname, k.conrelid, k.confrelid
  ORDER BY 1`
