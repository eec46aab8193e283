/** Operations on constraints. */
import type { Constraint } from './constraint.ts'
import type { Flag, QualifiedName } from './names.ts'
import type { OperationBase } from './operation-base.ts'

interface OnConstraint extends OperationBase {
  readonly table: QualifiedName
  readonly name: string
  readonly ifTableExists?: Flag
}

export interface AddConstraint extends OperationBase {
  readonly kind: 'addConstraint'
  readonly table: QualifiedName
  readonly constraint: Constraint
  readonly ifTableExists?: Flag
}

export interface DropConstraint extends OnConstraint {
  readonly kind: 'dropConstraint'
  readonly ifExists?: Flag
  readonly cascade?: Flag
}

export interface ValidateConstraint extends OnConstraint {
  readonly kind: 'validateConstraint'
}

export interface RenameConstraint extends OnConstraint {
  readonly kind: 'renameConstraint'
  readonly to: string
}

export interface AlterConstraint extends OnConstraint {
  readonly kind: 'alterConstraint'
  /** What is set, as SQL prints it: `DEFERRABLE INITIALLY DEFERRED`, `NOT ENFORCED`. */
  readonly change: string
}

export type ConstraintOperation =
  AddConstraint | DropConstraint | ValidateConstraint | RenameConstraint | AlterConstraint
