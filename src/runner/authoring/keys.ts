/** Keys of an index with their order, and names that are final. */
import { MADE, type Made } from './made.ts'
import type { Sql } from './sql.ts'

/** Where NULL stands among the others: https://www.postgresql.org/docs/current/indexes-ordering.html */
export interface KeyOptions {
  readonly nulls?: 'first' | 'last'
}

/** A key of an index with its order. */
export interface Key extends Made<'key'> {
  readonly column: string | Sql
  readonly desc: boolean
  readonly options: KeyOptions
}

/** A name that no naming convention changes. */
export interface FinalName extends Made<'name'> {
  readonly text: string
  toString(): string
}

/** A key from the last to the first: `desc('placed_at', { nulls: 'last' })`. */
export function desc(column: string | Sql, options: KeyOptions = {}): Key {
  return { [MADE]: 'key', column, desc: true, options }
}

/** A key from the first to the last, which is the default; `nulls` is what it is for. */
export function asc(column: string | Sql, options: KeyOptions = {}): Key {
  return { [MADE]: 'key', column, desc: false, options }
}

/** Says that a name is final: a naming convention leaves it as it is. */
export function f(name: string): FinalName {
  return { [MADE]: 'name', text: name, toString: () => name }
}
