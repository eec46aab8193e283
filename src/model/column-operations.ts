/** Operations on one column of a table. */
import type { ColumnDefinition, Identity } from './column.ts'
import type { DataType } from './data-type.ts'
import type { Expression } from './expression.ts'
import type { Flag, QualifiedName } from './names.ts'
import type { OperationBase } from './operation-base.ts'

/** What operations on an existing table share. */
interface OnColumn extends OperationBase {
  readonly table: QualifiedName
  readonly column: string
  /** `ALTER TABLE IF EXISTS`. */
  readonly ifTableExists?: Flag
}

export interface AddColumn extends OperationBase {
  readonly kind: 'addColumn'
  readonly table: QualifiedName
  readonly column: ColumnDefinition
  readonly ifNotExists?: Flag
  readonly ifTableExists?: Flag
}

export interface DropColumn extends OnColumn {
  readonly kind: 'dropColumn'
  readonly ifExists?: Flag
  readonly cascade?: Flag
}

export interface RenameColumn extends OnColumn {
  readonly kind: 'renameColumn'
  readonly to: string
}

export interface ChangeColumnType extends OnColumn {
  readonly kind: 'changeColumnType'
  readonly type: DataType
  readonly using?: Expression | undefined
  readonly collation?: string | undefined
}

export interface SetNotNull extends OnColumn {
  readonly kind: 'setNotNull'
}

export interface DropNotNull extends OnColumn {
  readonly kind: 'dropNotNull'
}

export interface SetDefault extends OnColumn {
  readonly kind: 'setDefault'
  readonly default: Expression
}

export interface DropDefault extends OnColumn {
  readonly kind: 'dropDefault'
}

export interface AddIdentity extends OnColumn {
  readonly kind: 'addIdentity'
  readonly identity: Identity
}

export interface DropIdentity extends OnColumn {
  readonly kind: 'dropIdentity'
  readonly ifExists?: Flag
}

/** The rest of ALTER COLUMN: statistics, storage, compression, expression, identity options. */
export interface SetColumnOption extends OnColumn {
  readonly kind: 'setColumnOption'
  readonly option:
    'statistics' | 'storage' | 'compression' | 'attributes' | 'identity' | 'setExpression' | 'dropExpression'
  /** What is set, as SQL prints it. */
  readonly value: string
}

export type ColumnOperation =
  | AddColumn
  | DropColumn
  | RenameColumn
  | ChangeColumnType
  | SetNotNull
  | DropNotNull
  | SetDefault
  | DropDefault
  | AddIdentity
  | DropIdentity
  | SetColumnOption
