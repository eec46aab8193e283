/** Operations on indexes. */
import type { Expression } from './expression.ts'
import type { IndexPart } from './index-part.ts'
import type { Flag, QualifiedName } from './names.ts'
import type { OperationBase } from './operation-base.ts'

export interface CreateIndex extends OperationBase {
  readonly kind: 'createIndex'
  /** Absent when PostgreSQL makes one up. An index lies in the schema of its table. */
  readonly name?: string | undefined
  readonly table: QualifiedName
  readonly parts: readonly IndexPart[]
  readonly unique?: Flag
  readonly concurrently?: Flag
  readonly ifNotExists?: Flag
  /** `ON ONLY`: not on the partitions. */
  readonly only?: Flag
  /** Access method; absent means btree. */
  readonly using?: string | undefined
  readonly include: readonly string[]
  readonly where?: Expression | undefined
  readonly nullsNotDistinct?: Flag
  /** Storage parameters as SQL prints them: `fillfactor = 50`. */
  readonly storageParameters?: string | undefined
  readonly tablespace?: string | undefined
}

export interface DropIndex extends OperationBase {
  readonly kind: 'dropIndex'
  readonly index: QualifiedName
  /** Its table where the framework says it; SQL does not. */
  readonly table?: QualifiedName | undefined
  readonly concurrently?: Flag
  readonly ifExists?: Flag
  readonly cascade?: Flag
}

export interface RenameIndex extends OperationBase {
  readonly kind: 'renameIndex'
  readonly index: QualifiedName
  readonly to: string
  readonly ifExists?: Flag
}

export interface AttachIndex extends OperationBase {
  readonly kind: 'attachIndex'
  readonly index: QualifiedName
  readonly partitionIndex: QualifiedName
}

export interface Reindex extends OperationBase {
  readonly kind: 'reindex'
  readonly target: 'index' | 'table' | 'schema' | 'database' | 'system'
  readonly name?: QualifiedName | undefined
  readonly concurrently?: Flag
}

export type IndexOperation = CreateIndex | DropIndex | RenameIndex | AttachIndex | Reindex
