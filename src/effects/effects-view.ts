/** The questions that rules ask of the effects of one operation. */
import type { QualifiedName } from '../model/names.ts'
import type { Effect, FailureEffect, LockEffect, RewriteEffect, ScanEffect, WriteEffect } from './effect.ts'
import { blocks, type Access } from './lock-modes.ts'

/** Without a table, each asks about any table. New and temporary tables do not count: nobody waits for them. */
export interface EffectsView {
  readonly all: readonly Effect[]
  locks(table?: QualifiedName): readonly LockEffect[]
  /** The locks that make readers or writers of an existing table wait. */
  blocks(access: Access, table?: QualifiedName): readonly LockEffect[]
  rewrites(table?: QualifiedName): RewriteEffect | undefined
  scans(table?: QualifiedName, why?: ScanEffect['why']): ScanEffect | undefined
  /** Whether every row is read for that reason, or in any case because the same statement rewrites the table. */
  readsRowsFor(why: ScanEffect['why'], table: QualifiedName): boolean
  /** The change of rows of an existing table. */
  writes(table?: QualifiedName): WriteEffect | undefined
  fails(when?: FailureEffect['when'], table?: QualifiedName): FailureEffect | undefined
}

/** Opens the view. */
export function effectsView(effects: readonly Effect[]): EffectsView {
  return new OpenedEffects(effects)
}

class OpenedEffects implements EffectsView {
  readonly all: readonly Effect[]

  constructor(all: readonly Effect[]) {
    this.all = all
  }

  locks(table?: QualifiedName): readonly LockEffect[] {
    return this.all.filter(effect => effect.kind === 'lock').filter(lock => !lock.isNew && on(lock, table))
  }

  blocks(access: Access, table?: QualifiedName): readonly LockEffect[] {
    return this.locks(table).filter(({ mode }) => blocks(mode, access))
  }

  rewrites(table?: QualifiedName): RewriteEffect | undefined {
    return this.all
      .filter(effect => effect.kind === 'rewrite')
      .find(effect => !effect.isNew && on(effect, table))
  }

  scans(table?: QualifiedName, why?: ScanEffect['why']): ScanEffect | undefined {
    return this.all
      .filter(effect => effect.kind === 'scan')
      .find(scan => !scan.isNew && on(scan, table) && (why === undefined || scan.why === why))
  }

  readsRowsFor(why: ScanEffect['why'], table?: QualifiedName): boolean {
    return this.rewrites(table) !== undefined || this.scans(table, why) !== undefined
  }

  writes(table?: QualifiedName): WriteEffect | undefined {
    return this.all
      .filter(effect => effect.kind === 'write')
      .find(effect => !effect.isNew && on(effect, table))
  }

  fails(when?: FailureEffect['when'], table?: QualifiedName): FailureEffect | undefined {
    return this.all
      .filter(effect => effect.kind === 'failure')
      .find(failure => on(failure, table) && (when === undefined || failure.when === when))
  }
}

/** Names are compared as the migration wrote them, or by the table's key where one of the two is qualified. */
function on(effect: Effect, table: QualifiedName | undefined): boolean {
  if (!table) return true
  const { schema, name } = table
  return effect.name.name === name && (schema === undefined || effect.table === `${schema}.${name}`)
}
