/** All that the catalog holds of users, to see that a comparison leaves nothing behind. */
import type { Connection } from '../../src/database/connection.ts'

/** Names of schemas, relations, types and functions, with their kinds. */
export async function catalogOf(connection: Connection): Promise<readonly unknown[]> {
  const { rows } = await connection.query(`
    SELECT 'schema' AS kind, nspname::text AS name FROM pg_namespace WHERE oid >= 16384
    UNION ALL SELECT 'relation ' || relkind::text, oid::regclass::text FROM pg_class WHERE oid >= 16384
    UNION ALL SELECT 'type', oid::regtype::text FROM pg_type WHERE oid >= 16384
    UNION ALL SELECT 'function', oid::regprocedure::text FROM pg_proc WHERE oid >= 16384
    UNION ALL SELECT 'constraint', conname::text FROM pg_constraint WHERE oid >= 16384
    UNION ALL SELECT 'extension', extname::text FROM pg_extension
    ORDER BY 1, 2`)
  return rows
}
