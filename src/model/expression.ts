/** An SQL expression, with the few facts about it that rules and effects need. */

/** A value known without running anything. */
export type Literal = string | number | boolean | null

export interface Expression {
  /** The expression in PostgreSQL's own spelling, printed from its parse tree, so that equal expressions have equal text. */
  readonly sql: string
  /** Set when the expression is a constant, casts and signs removed: `'5'::int` is `'5'`. */
  readonly literal?: Literal | undefined
  /** Names of the functions it calls, lower case, with the schema if written; also `current_timestamp` and its like, and operators never. */
  readonly functions: readonly string[]
  /** Columns it reads, without repetition. */
  readonly columns: readonly string[]
  /** Columns that are certainly not null where the expression is true or null: the `c IS NOT NULL` terms of a conjunction. */
  readonly provesNotNull: readonly string[]
}
