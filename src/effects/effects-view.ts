/** The questions that rules ask of the effects of one operation. */
import type { QualifiedName } from '../model/names.ts'
import type { Effect, FailureEffect, LockEffect, RewriteEffect, ScanEffect } from './effect.ts'
import type { Access } from './lock-modes.ts'

/** Without a table, each asks about any table. New and temporary tables do not count: nobody waits for them. */
export interface EffectsView {
  readonly all: readonly Effect[]
  locks(table?: QualifiedName): readonly LockEffect[]
  /** The locks that make readers or writers of an existing table wait. */
  blocks(access: Access, table?: QualifiedName): readonly LockEffect[]
  rewrites(table?: QualifiedName): RewriteEffect | undefined
  scans(table?: QualifiedName): ScanEffect | undefined
  fails(when?: FailureEffect['when'], table?: QualifiedName): FailureEffect | undefined
}
