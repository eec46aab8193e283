/** What a finished run left in a database, so that two can be compared. */
import type { Connection } from '../../../src/database/connection.ts'

/** All that a run leaves, in words. */
export interface Traces {
  /** Columns, constraints, indexes, views and functions, as the server prints them. */
  readonly schema: readonly string[]
  readonly rows: Readonly<Record<string, unknown>>
  /** Rows of the version table. */
  readonly version: readonly string[]
  /** Steps that the audit table has, each with how often. */
  readonly steps: Readonly<Record<string, number>>
}

const SCHEMA = `
  SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
      || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') AS line
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || CASE WHEN convalidated THEN '' ELSE ' NOT VALID' END
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT 'index ' || pg_get_indexdef(indexrelid) || CASE WHEN indisvalid AND indisready THEN '' ELSE ' INVALID' END
    FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE c.relnamespace = 'public'::regnamespace
  UNION ALL SELECT 'function ' || proname || ' ' || md5(prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  ORDER BY 1`

const ROWS = `
  SELECT (SELECT count(*)::int FROM orders) AS orders, (SELECT sum(total)::int FROM orders) AS total,
    (SELECT count(*)::int FROM orders WHERE status IS DISTINCT FROM 'open') AS not_open,
    (SELECT count(*)::int FROM customers) AS customers, (SELECT sum(spent)::int FROM customers) AS spent,
    (SELECT md5(string_agg(email || name, ',' ORDER BY id)) FROM customers) AS names`

/** Looks at all of it; throws where the run has not come to its end. */
export async function tracesOf(connection: Connection): Promise<Traces> {
  const lines = async (sql: string) =>
    (await connection.query(sql)).rows.map(row => String(Object.values(row)[0]))
  const { rows: steps } = await connection.query(
    'SELECT step, count(*)::int AS times FROM audit GROUP BY step ORDER BY min(id)',
  )
  return {
    schema: await lines(SCHEMA),
    rows: (await connection.query(ROWS)).rows[0] ?? {},
    version: await lines('SELECT version_num FROM alembic_version ORDER BY 1'),
    steps: Object.fromEntries(steps.map(({ step, times }) => [String(step), Number(times)])),
  }
}
