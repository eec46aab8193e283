/** The questions that rules ask of the effects of one operation. */
import type { QualifiedName } from '../model/names.ts'
import type { Effect, FailureEffect, LockEffect, RewriteEffect, ScanEffect } from './effect.ts'
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
  fails(when?: FailureEffect['when'], table?: QualifiedName): FailureEffect | undefined
}

/** Opens the view. */
export function effectsView(effects: readonly Effect[]): EffectsView {
  const seen = effects.filter(effect => !effect.isNew)
  const locks = (table?: QualifiedName) => seen.filter(effect => effect.kind === 'lock').filter(on(table))
  const rewrites = (table?: QualifiedName) => seen.filter(effect => effect.kind === 'rewrite').find(on(table))
  const scans = (table?: QualifiedName, why?: ScanEffect['why']) =>
    seen
      .filter(effect => effect.kind === 'scan')
      .filter(on(table))
      .find(scan => why === undefined || scan.why === why)
  return {
    all: effects,
    locks,
    blocks: (access, table) => locks(table).filter(({ mode }) => blocks(mode, access)),
    rewrites,
    scans,
    readsRowsFor: (why, table) => rewrites(table) !== undefined || scans(table, why) !== undefined,
    fails: (when, table) =>
      effects
        .filter(effect => effect.kind === 'failure')
        .filter(on(table))
        .find(failure => when === undefined || failure.when === when),
  }
}

/** Names are compared as the migration wrote them, or by the table's key where one of the two is qualified. */
function on(table: QualifiedName | undefined): (effect: Effect) => boolean {
  if (!table) return () => true
  const { schema, name } = table
  return effect => effect.name.name === name && (schema === undefined || effect.table === `${schema}.${name}`)
}
