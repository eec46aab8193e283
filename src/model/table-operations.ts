/** Operations on whole tables. */
import type { ColumnDefinition } from './column.ts'
import type { Constraint } from './constraint.ts'
import type { Flag, QualifiedName } from './names.ts'
import type { OperationBase } from './operation-base.ts'

export interface CreateTable extends OperationBase {
  readonly kind: 'createTable'
  readonly table: QualifiedName
  readonly columns: readonly ColumnDefinition[]
  /** Those written apart from the columns. */
  readonly constraints: readonly Constraint[]
  readonly ifNotExists?: Flag
  readonly temporary?: Flag
  readonly unlogged?: Flag
  /** `STRICT` and `WITHOUT ROWID` of SQLite: https://www.sqlite.org/stricttables.html, https://www.sqlite.org/withoutrowid.html */
  readonly strict?: Flag
  readonly withoutRowid?: Flag
  readonly inherits?: readonly QualifiedName[] | undefined
  /** `LIKE other`. */
  readonly like?: readonly QualifiedName[] | undefined
  readonly partitionBy?:
    { readonly strategy: 'range' | 'list' | 'hash'; readonly columns: readonly string[] } | undefined
  readonly partitionOf?: { readonly parent: QualifiedName; readonly bound: string } | undefined
  /** The query of CREATE TABLE AS and SELECT INTO, with the tables it reads. */
  readonly as?: { readonly sql: string; readonly reads: readonly QualifiedName[] } | undefined
}

export interface DropTable extends OperationBase {
  readonly kind: 'dropTable'
  readonly table: QualifiedName
  readonly ifExists?: Flag
  readonly cascade?: Flag
}

export interface RenameTable extends OperationBase {
  readonly kind: 'renameTable'
  readonly table: QualifiedName
  readonly to: string
  readonly ifExists?: Flag
}

export interface SetTableSchema extends OperationBase {
  readonly kind: 'setTableSchema'
  readonly table: QualifiedName
  readonly to: string
  readonly ifExists?: Flag
}

/** The rest of ALTER TABLE that concerns the table as a whole. */
export type TableOption =
  | { readonly option: 'storageParameters'; readonly sql: string; readonly reset?: Flag }
  | { readonly option: 'logged'; readonly logged: boolean }
  | { readonly option: 'tablespace'; readonly name: string }
  | { readonly option: 'accessMethod'; readonly name: string }
  | { readonly option: 'owner'; readonly name: string }
  | { readonly option: 'clusterOn'; readonly index?: string | undefined }
  | {
      readonly option: 'replicaIdentity'
      readonly identity: 'default' | 'full' | 'nothing' | 'index'
      readonly index?: string | undefined
    }
  | { readonly option: 'rowSecurity'; readonly state: 'enable' | 'disable' | 'force' | 'no force' }
  | {
      readonly option: 'trigger'
      readonly state: 'enable' | 'disable' | 'enable always' | 'enable replica'
      /** A trigger, or `all` or `user`. */ readonly name: string
    }
  | { readonly option: 'inherit'; readonly parent: QualifiedName; readonly remove?: Flag }
  | { readonly option: 'other'; readonly sql: string }

export interface SetTableOption extends OperationBase {
  readonly kind: 'setTableOption'
  readonly table: QualifiedName
  readonly change: TableOption
  readonly ifExists?: Flag
}

export interface AttachPartition extends OperationBase {
  readonly kind: 'attachPartition'
  readonly table: QualifiedName
  readonly partition: QualifiedName
  /** `FOR VALUES …` or `DEFAULT`. */
  readonly bound: string
}

export interface DetachPartition extends OperationBase {
  readonly kind: 'detachPartition'
  readonly table: QualifiedName
  readonly partition: QualifiedName
  readonly concurrently?: Flag
  readonly finalize?: Flag
}

export type TableOperation =
  CreateTable | DropTable | RenameTable | SetTableSchema | SetTableOption | AttachPartition | DetachPartition
