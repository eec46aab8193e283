/** Operations that were seen but could not be read. */
import type { ColumnOperation } from './column-operations.ts'
import type { ConstraintOperation } from './constraint-operations.ts'
import type { DataOperation } from './data-operations.ts'
import type { IndexOperation } from './index-operations.ts'
import type { QualifiedName } from './names.ts'
import type { OperationBase, Unplaced } from './operation-base.ts'
import type { SessionOperation } from './session-operations.ts'
import type { TableOperation } from './table-operations.ts'

/** What can be read of a statement that only SQLite understands. */
export type ReadInSqlite = Unplaced<
  TableOperation | ColumnOperation | ConstraintOperation | IndexOperation | DataOperation | SessionOperation
>

/** Why something could not be read; a closed list, so that reports can count. */
export type OpaqueReason =
  /** A value is known only at run time. */
  | 'run-time value'
  /** The result of a query decides. */
  | 'query result'
  /** A function or method that could not be followed. */
  | 'unknown call'
  /** The value comes from another file that was not read. */
  | 'other file'
  /** PostgreSQL's grammar refuses the text. */
  | 'syntax error'
  /** Another database's language. */
  | 'other dialect'
  /** A statement that the model has no word for. */
  | 'unsupported statement'
  /** Too large, too deep or too many steps. */
  | 'limit'
  /** A body in a language other than SQL or PL/pgSQL. */
  | 'other language'

export interface Opaque extends OperationBase {
  readonly kind: 'opaque'
  readonly reason: OpaqueReason
  /** One sentence: what could not be read, and of what. */
  readonly message: string
  /** What would make it readable. */
  readonly remedy?: string | undefined
  /** What SQLite's grammar reads there; it counts once the migration turns out to be for SQLite. */
  readonly inSqlite?: ReadInSqlite | undefined
  /** Tables it certainly concerns; absent when it may have touched any. */
  readonly tables?: readonly QualifiedName[] | undefined
}

/** Something that was read and does nothing: `SELECT 1`, an empty string, `NOTIFY`, `SHOW`. */
export interface NoOperation extends OperationBase {
  readonly kind: 'noOperation'
  readonly message: string
}

export type OpaqueOperation = Opaque | NoOperation
