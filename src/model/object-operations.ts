/** Operations on views, triggers, policies, and everything else that has a name. */
import type { Flag, QualifiedName } from './names.ts'
import type { Expression } from './expression.ts'
import type { OperationBase } from './operation-base.ts'

export interface CreateView extends OperationBase {
  readonly kind: 'createView'
  readonly view: QualifiedName
  readonly materialized?: Flag
  readonly orReplace?: Flag
  readonly ifNotExists?: Flag
  readonly temporary?: Flag
  /** `WITH NO DATA`. */
  readonly noData?: Flag
  /** Names given to the columns; empty when they come from the query. */
  readonly columns: readonly string[]
  readonly query: string
  readonly reads: readonly QualifiedName[]
}

export interface DropView extends OperationBase {
  readonly kind: 'dropView'
  readonly view: QualifiedName
  readonly materialized?: Flag
  readonly ifExists?: Flag
  readonly cascade?: Flag
}

export interface RefreshView extends OperationBase {
  readonly kind: 'refreshView'
  readonly view: QualifiedName
  readonly concurrently?: Flag
  readonly noData?: Flag
}

/** Kinds of objects about which the model only knows that something happens to them. */
export type ObjectType =
  | 'schema'
  | 'extension'
  | 'sequence'
  | 'view'
  | 'materialized view'
  | 'function'
  | 'procedure'
  | 'aggregate'
  | 'trigger'
  | 'event trigger'
  | 'policy'
  | 'rule'
  | 'type'
  | 'domain'
  | 'collation'
  | 'operator'
  | 'cast'
  | 'role'
  | 'database'
  | 'tablespace'
  | 'publication'
  | 'subscription'
  | 'statistics'
  | 'text search'
  | 'foreign data'
  | 'foreign table'
  | 'language'
  | 'index'
  | 'table'
  | 'column'
  | 'constraint'
  | 'default privileges'
  | 'system'
  | 'other'

/** https://www.postgresql.org/docs/current/xfunc-volatility.html */
export type Volatility = 'immutable' | 'stable' | 'volatile'

/** CREATE, ALTER, DROP or RENAME of an object that has no operation of its own. */
export interface ObjectOperation extends OperationBase {
  readonly kind: 'objectDdl'
  readonly verb: 'create' | 'alter' | 'drop' | 'rename' | 'setSchema' | 'comment'
  readonly objectType: ObjectType
  readonly name: QualifiedName
  /** The table a trigger, policy or rule is on, or whose column or constraint is commented on. */
  readonly table?: QualifiedName | undefined
  /** Of a trigger: the function it calls. */
  readonly calls?: QualifiedName | undefined
  /** Of a sequence: the column that it goes with, or none any more. */
  readonly ownedBy?: { readonly table: QualifiedName; readonly column: string } | 'none' | undefined
  /** The new name or schema. */
  readonly to?: string | undefined
  readonly orReplace?: Flag
  readonly ifExists?: Flag
  readonly ifNotExists?: Flag
  readonly cascade?: Flag
  /** The statement as PostgreSQL prints it, where the fields above do not say all. */
  readonly sql?: string | undefined
  /** Of a function: the types of its parameters, without lengths; absent where the name alone says which. */
  readonly parameters?: string | undefined
  /** Of a function: its declared volatility; absent means volatile when it is created, and as before when it is altered. */
  readonly volatility?: Volatility | undefined
  /**
   * Of a function in SQL that computes one expression: that, because PostgreSQL puts it in place of a call.
   * `hidden` from when ALTER made it one that is called as it is. https://wiki.postgresql.org/wiki/Inlining_of_SQL_functions
   */
  readonly body?: Expression | 'hidden' | undefined
  /** Of a function: SECURITY DEFINER, it runs with the rights of its owner. */
  readonly securityDefiner?: Flag
  /** Of a function: SET search_path, or a body of BEGIN ATOMIC or RETURN, whose names are bound when it is made. */
  readonly fixedPath?: Flag
  /** Of ALTER DEFAULT PRIVILEGES … GRANT: who gets them. */
  readonly grantedTo?: readonly string[] | undefined
}

/** GRANT and REVOKE. */
export interface Grant extends OperationBase {
  readonly kind: 'grant'
  readonly revoke?: Flag
  /** Empty means ALL. */
  readonly privileges: readonly string[]
  readonly objectType: ObjectType
  readonly objects: readonly QualifiedName[]
  readonly to: readonly string[]
  readonly sql: string
}

export type NamedObjectOperation = CreateView | DropView | RefreshView | ObjectOperation | Grant
