/** Table constraints, and column constraints in the same form. */
import type { Expression } from './expression.ts'
import type { Flag, QualifiedName } from './names.ts'
import type { IndexPart } from './index-part.ts'

/** What all constraints may say. */
interface ConstraintBase {
  /** Absent when the user gave none and the framework gives none. */
  readonly name?: string | undefined
  /** The framework made the name from what the constraint covers: nobody chose it. */
  readonly nameIsMade?: Flag
  readonly deferrable?: Flag
  readonly initiallyDeferred?: Flag
}

export interface PrimaryKeyConstraint extends ConstraintBase {
  readonly kind: 'primaryKey'
  readonly columns: readonly string[]
  readonly include: readonly string[]
  /** Name of an existing index that becomes the constraint's. */
  readonly usingIndex?: string | undefined
}

export interface UniqueConstraint extends ConstraintBase {
  readonly kind: 'unique'
  readonly columns: readonly string[]
  readonly include: readonly string[]
  readonly nullsNotDistinct?: Flag
  readonly usingIndex?: string | undefined
}

/** What happens to referencing rows; absent in a constraint means `no action`. */
export type ReferentialAction = 'restrict' | 'cascade' | 'set null' | 'set default'

/** What a foreign key points at. */
export interface ForeignKeyTarget {
  readonly table: QualifiedName
  /** Empty when the primary key is meant. */
  readonly columns: readonly string[]
}

export interface ForeignKeyConstraint extends ConstraintBase {
  readonly kind: 'foreignKey'
  readonly columns: readonly string[]
  readonly references: ForeignKeyTarget
  readonly onDelete?: ReferentialAction | undefined
  readonly onUpdate?: ReferentialAction | undefined
  readonly match?: 'full' | undefined
  readonly notValid?: Flag
  readonly notEnforced?: Flag
}

export interface CheckConstraint extends ConstraintBase {
  readonly kind: 'check'
  readonly expression: Expression
  readonly notValid?: Flag
  readonly notEnforced?: Flag
  readonly noInherit?: Flag
}

export interface ExcludeConstraint extends ConstraintBase {
  readonly kind: 'exclude'
  readonly using?: string | undefined
  readonly elements: readonly { readonly part: IndexPart; readonly operator: string }[]
  readonly where?: Expression | undefined
}

/** A named NOT NULL, which can be NOT VALID from PostgreSQL 18 on. */
export interface NotNullConstraint extends ConstraintBase {
  readonly kind: 'notNull'
  readonly column: string
  readonly notValid?: Flag
  readonly noInherit?: Flag
}

export type Constraint =
  | PrimaryKeyConstraint
  | UniqueConstraint
  | ForeignKeyConstraint
  | CheckConstraint
  | ExcludeConstraint
  | NotNullConstraint

export type ConstraintKind = Constraint['kind']
