/** As much of TypeORM's `QueryRunner` as the examples use. */
import type { Watched } from './watched.ts'

/** A runner on the embedded PostgreSQL. */
export function embeddedQueryRunner({ query }: Watched) {
  const exists = async (sql: string, names: readonly string[]): Promise<boolean> => {
    const { rows } = await query(sql, names)
    return rows.length > 0
  }
  return {
    query: async (sql: string, parameters?: readonly unknown[]) => (await query(sql, parameters)).rows,
    hasTable: (table: string) =>
      exists('SELECT FROM information_schema.tables WHERE table_name = $1', [table]),
    hasColumn: (table: string, column: string) =>
      exists('SELECT FROM information_schema.columns WHERE table_name = $1 AND column_name = $2', [
        table,
        column,
      ]),
  }
}
