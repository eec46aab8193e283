/** Operations on enums, domains and other types. */
import type { Constraint } from './constraint.ts'
import type { DataType } from './data-type.ts'
import type { Expression } from './expression.ts'
import type { Flag, QualifiedName } from './names.ts'
import type { OperationBase } from './operation-base.ts'

export interface CreateEnum extends OperationBase {
  readonly kind: 'createEnum'
  readonly type: QualifiedName
  readonly values: readonly string[]
  /** A type of this name stays as it is. SQL has no word for it: a DO block looks first. */
  readonly ifNotExists?: Flag
}

export interface AddEnumValue extends OperationBase {
  readonly kind: 'addEnumValue'
  readonly type: QualifiedName
  readonly value: string
  readonly before?: string | undefined
  readonly after?: string | undefined
  readonly ifNotExists?: Flag
}

export interface RenameEnumValue extends OperationBase {
  readonly kind: 'renameEnumValue'
  readonly type: QualifiedName
  readonly value: string
  readonly to: string
}

export interface CreateDomain extends OperationBase {
  readonly kind: 'createDomain'
  readonly domain: QualifiedName
  readonly type: DataType
  readonly notNull?: Flag
  readonly default?: Expression | undefined
  readonly constraints: readonly Constraint[]
}

/** ALTER DOMAIN; what it adds may be checked against every column of that domain. */
export interface AlterDomain extends OperationBase {
  readonly kind: 'alterDomain'
  readonly domain: QualifiedName
  readonly change:
    | { readonly action: 'addConstraint'; readonly constraint: Constraint }
    | { readonly action: 'dropConstraint'; readonly name: string }
    | { readonly action: 'validateConstraint'; readonly name: string }
    | { readonly action: 'setNotNull' | 'dropNotNull' | 'dropDefault' }
    | { readonly action: 'setDefault'; readonly default: Expression }
}

/** DROP TYPE and DROP DOMAIN. */
export interface DropType extends OperationBase {
  readonly kind: 'dropType'
  readonly type: QualifiedName
  readonly domain?: Flag
  readonly ifExists?: Flag
  readonly cascade?: Flag
}

export interface RenameType extends OperationBase {
  readonly kind: 'renameType'
  readonly type: QualifiedName
  readonly to: string
  readonly domain?: Flag
}

export type TypeOperation =
  CreateEnum | AddEnumValue | RenameEnumValue | CreateDomain | AlterDomain | DropType | RenameType
