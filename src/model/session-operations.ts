/** Operations on the session: parameters, transactions, explicit locks, maintenance. */
import type { Flag, QualifiedName } from './names.ts'
import type { OperationBase } from './operation-base.ts'

/** SET, SET LOCAL, RESET, `set_config(…)` and PRAGMA. */
export interface SetParameter extends OperationBase {
  readonly kind: 'setParameter'
  /** Lower case; `all` for RESET ALL. */
  readonly name: string
  /** As written, without quotes; absent means the default (RESET, SET … TO DEFAULT) or a value that is not known (`unknown`). */
  readonly value?: string | undefined
  readonly unknown?: Flag
  readonly scope: 'session' | 'local'
}

/** BEGIN, COMMIT and their like, written by hand or made by a helper of the framework. */
export interface TransactionControl extends OperationBase {
  readonly kind: 'transactionControl'
  readonly action: 'begin' | 'commit' | 'rollback' | 'savepoint' | 'release' | 'rollbackTo' | 'prepare'
  readonly name?: string | undefined
  /** The framework does it (`op.autocommit`, `knex.transaction`), so its own transaction stays right. */
  readonly byFramework?: Flag
}

/** Names as in LOCK TABLE. https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES */
export type LockTableMode =
  | 'ACCESS SHARE'
  | 'ROW SHARE'
  | 'ROW EXCLUSIVE'
  | 'SHARE UPDATE EXCLUSIVE'
  | 'SHARE'
  | 'SHARE ROW EXCLUSIVE'
  | 'EXCLUSIVE'
  | 'ACCESS EXCLUSIVE'

export interface LockTable extends OperationBase {
  readonly kind: 'lockTable'
  readonly table: QualifiedName
  readonly mode: LockTableMode
  readonly nowait?: Flag
}

export interface Maintenance extends OperationBase {
  readonly kind: 'maintenance'
  readonly command: 'vacuum' | 'vacuum full' | 'analyze' | 'cluster' | 'checkpoint' | 'discard'
  /** Absent means the whole database. */
  readonly table?: QualifiedName | undefined
}

export type SessionOperation = SetParameter | TransactionControl | LockTable | Maintenance
