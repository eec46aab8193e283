/** Calls of `op` on views. */
import type { Sql } from '../../authoring/sql.ts'
import type { Cascade, IfExists, IfNotExists, InSchema } from './options.ts'

/** A view that is a table of its own, which is filled by REFRESH. PostgreSQL only. */
interface Materialized {
  readonly materialized?: boolean
}

/** What a view is besides its query. */
export interface CreateViewOptions extends Materialized, IfNotExists, InSchema {
  /** Takes the place of a view with the same columns, or with more of them. SQLite has no word for it. */
  readonly orReplace?: boolean
  /** Names of the columns; absent: those of the query. */
  readonly columns?: readonly string[]
  readonly temporary?: boolean
  /** Of a materialized view: it is filled later, by `refreshView`. */
  readonly noData?: boolean
}

/** How a materialized view is filled. */
export interface RefreshViewOptions extends InSchema {
  /** Readers pass; the view needs a unique index. */
  readonly concurrently?: boolean
  readonly noData?: boolean
}

/** Calls on views. */
export interface ViewCalls {
  /**
   * Creates a view: `CREATE VIEW open_orders AS SELECT …`. What it reads cannot be dropped or change its type any more.
   * https://www.postgresql.org/docs/current/sql-createview.html
   */
  createView(name: string, query: Sql | string, options?: CreateViewOptions): Promise<void>

  /**
   * Drops a view: `DROP VIEW open_orders`.
   * https://www.postgresql.org/docs/current/sql-dropview.html
   */
  dropView(name: string, options?: IfExists & Cascade & Materialized & InSchema): Promise<void>

  /**
   * Fills a materialized view anew: `REFRESH MATERIALIZED VIEW sales`. Readers wait, unless `concurrently` is set.
   * PostgreSQL only. https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html
   */
  refreshView(name: string, options?: RefreshViewOptions): Promise<void>
}
