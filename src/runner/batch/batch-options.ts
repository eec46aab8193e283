/** How a table of SQLite is to be changed. */
import type { SqliteFacts } from '../../dialects/sqlite.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { NamingConvention } from '../naming-convention.ts'

/** Where a new column goes; otherwise it comes last. */
export type Position = { readonly before: string } | { readonly after: string }

export interface BatchOptions {
  /** `auto`, the default: the table is rebuilt where SQLite cannot change it as it stands. */
  readonly recreate?: 'auto' | 'always' | 'never' | undefined
  /** The table as it is, for SQL that is printed without a database to look at; a database is asked itself. */
  readonly copyFrom?: Extract<BareOperation, { readonly kind: 'createTable' }> | undefined
  /** Columns in the order in which they are to come; those that are not named follow in the order that they have. */
  readonly columnOrder?: readonly string[] | undefined
  /** By the name of a new column. */
  readonly positions?: Readonly<Record<string, Position>> | undefined
  /** The values of enums, which SQLite keeps in a CHECK of each column. */
  readonly enumValues?: SqliteFacts['enumValues'] | undefined
  /** How constraints without a name are called. */
  readonly namingConvention?: NamingConvention | undefined
}
