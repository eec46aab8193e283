/** What the options of several calls of `op` have in common. */
import type { FinalName } from '../../authoring/keys.ts'

/** The schema of the table, where its name does not say it: `'sales.orders'` is the same as `'orders'` with this. */
export interface InSchema {
  readonly schema?: string
}

/** `IF EXISTS`: nothing happens where there is none. A typing error in the name then goes unnoticed. */
export interface IfExists {
  readonly ifExists?: boolean
}

/** `IF NOT EXISTS`: nothing happens where there is one of the name, whatever it is like. */
export interface IfNotExists {
  readonly ifNotExists?: boolean
}

/** `CASCADE`: drops what depends on it as well, without saying what that is. */
export interface Cascade {
  readonly cascade?: boolean
}

/** https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-DEFERRABLE */
export interface Deferral {
  readonly deferrable?: boolean
  /** `'deferred'` checks at the end of the transaction, and implies `deferrable`. */
  readonly initially?: 'deferred' | 'immediate' | 'DEFERRED' | 'IMMEDIATE'
}

/** Name of an index or constraint; `null` leaves it to the naming convention, or to the database. */
export type Name = string | FinalName | null

/** Milliseconds as a number, or a time such as `'250ms'`, `'5s'`, `'2min'`. */
export type Duration = number | string
