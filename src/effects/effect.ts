/** What PostgreSQL does for an operation: the claims that the tests hold against a real server. */
import type { QualifiedName } from '../model/names.ts'
import type { ObjectKey } from '../schema/schema-state.ts'
import type { LockMode } from './lock-modes.ts'

/** `may`: it depends on something that is not known, such as the old type of a column. */
export type Certainty = 'certain' | 'may'

/** A relation that the effect concerns. */
export interface Affected {
  readonly table: ObjectKey
  readonly name: QualifiedName
  /** Made in this migration, or temporary: nobody else can see it yet. */
  readonly isNew: boolean
}

export interface LockEffect extends Affected {
  readonly kind: 'lock'
  readonly mode: LockMode
  readonly certainty: Certainty
}

/** The table is written anew, with all its indexes. */
export interface RewriteEffect extends Affected {
  readonly kind: 'rewrite'
  readonly why: 'default' | 'type' | 'persistence' | 'generated' | 'identity' | 'domain' | 'command'
  readonly certainty: Certainty
}

/** Every row of the table is read while the lock is held. */
export interface ScanEffect extends Affected {
  readonly kind: 'scan'
  readonly why: 'check' | 'not null' | 'foreign key' | 'partition bound' | 'index build' | 'domain' | 'query'
  readonly certainty: Certainty
}

/** Rows in the table make the statement fail; or it can never run here. */
export interface FailureEffect extends Affected {
  readonly kind: 'failure'
  /** SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html */
  readonly sqlstate: string
  /** `rows`: as soon as there is one row; `data`: with some values; `transaction`: inside a transaction block; `always`: never runs on this table. */
  readonly when: 'rows' | 'data' | 'transaction' | 'always'
}

/** Rows of the table are changed: locks on rows, not on the table. */
export interface WriteEffect extends Affected {
  readonly kind: 'write'
  /** `all`: as many as the table has; `some`: a batch or a few. */
  readonly rows: 'all' | 'some'
}

export type Effect = LockEffect | RewriteEffect | ScanEffect | FailureEffect | WriteEffect
