/** A column as CREATE TABLE or ADD COLUMN describes it. */
import type { Constraint } from './constraint.ts'
import type { DataType } from './data-type.ts'
import type { Expression } from './expression.ts'
import type { Flag } from './names.ts'

/** `GENERATED … AS IDENTITY`; options as PostgreSQL prints them, such as `START WITH 5`. */
export interface Identity {
  readonly always?: Flag
  readonly options?: string | undefined
}

/** `GENERATED ALWAYS AS (…)`; virtual from PostgreSQL 18 on unless STORED. */
export interface Generated {
  readonly expression: Expression
  readonly stored?: Flag
}

export interface ColumnDefinition {
  readonly name: string
  /** Absent only when the framework decides it in a way that could not be read. */
  readonly type?: DataType | undefined
  /** NOT NULL as written; a primary key or identity implies it without this. A named NOT NULL stands in `constraints` too. */
  readonly notNull?: Flag
  readonly default?: Expression | undefined
  readonly generated?: Generated | undefined
  readonly identity?: Identity | undefined
  readonly collation?: string | undefined
  /** Constraints written at the column: each names this column. */
  readonly constraints: readonly Constraint[]
}
