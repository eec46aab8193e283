/** What effects are computed from, and the words in which they are said. */
import type { QualifiedName } from '../model/names.ts'
import type { ObjectKey, TableState } from '../schema/schema-state.ts'
import type { SchemaView } from '../schema/schema-view.ts'
import type { Affected, Effect, FailureEffect, RewriteEffect, ScanEffect, WriteEffect } from './effect.ts'
import type { LockMode } from './lock-modes.ts'

/** How sure an effect is; certain unless said. */
export type Certainty = Effect extends infer E
  ? E extends { readonly certainty: infer C }
    ? C
    : never
  : never

/** The database as it is before the operation, and the server's major version. */
export interface EffectContext {
  readonly schema: SchemaView
  readonly postgresVersion: number
}

/** The relation of a name, whether or not the history knows it. */
export function affected({ schema }: EffectContext, name: QualifiedName): Affected {
  return { table: schema.keyOf(name), name, isNew: schema.createdInThisMigration(name) }
}

export function lock(
  context: EffectContext,
  name: QualifiedName,
  mode: LockMode,
  certainty: Certainty = 'certain',
): Effect {
  return { kind: 'lock', ...affected(context, name), mode, certainty }
}

export function rewrite(
  context: EffectContext,
  name: QualifiedName,
  why: RewriteEffect['why'],
  certainty: Certainty = 'certain',
): Effect {
  return { kind: 'rewrite', ...affected(context, name), why, certainty }
}

export function scan(
  context: EffectContext,
  name: QualifiedName,
  why: ScanEffect['why'],
  certainty: Certainty = 'certain',
): Effect {
  return { kind: 'scan', ...affected(context, name), why, certainty }
}

export function failure(
  context: EffectContext,
  name: QualifiedName,
  sqlstate: string,
  when: FailureEffect['when'],
): Effect {
  return { kind: 'failure', ...affected(context, name), sqlstate, when }
}

export function write(context: EffectContext, name: QualifiedName, rows: WriteEffect['rows']): Effect {
  return { kind: 'write', ...affected(context, name), rows }
}

/** A statement that PostgreSQL runs outside of transaction blocks only. */
export function notInTransaction(context: EffectContext, name: QualifiedName): Effect {
  return failure(context, name, '25001', 'transaction')
}

/** The name of a table that the history knows. */
export function nameOf(table: TableState): QualifiedName {
  return { schema: table.schema, name: table.name }
}

/** A table's name by its key; for a table that the history never saw, the key is all there is. */
export function nameOfKey({ schema }: EffectContext, key: ObjectKey): QualifiedName {
  const known = schema.state.tables.get(key) ?? schema.state.views.get(key)
  if (known) return { schema: known.schema, name: known.name }
  const dot = key.indexOf('.')
  return dot < 0 ? { name: key } : { schema: key.slice(0, dot), name: key.slice(dot + 1) }
}
