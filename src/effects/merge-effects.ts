/** Says each effect of an operation once. */
import type { Effect, LockEffect, RewriteEffect, ScanEffect } from './effect.ts'
import { includes } from './lock-modes.ts'

/** Leaves out weaker locks under stronger ones, repetitions, and scans of a table that is rewritten anyway. */
export function mergeEffects(effects: readonly Effect[]): readonly Effect[] {
  return effects.filter(
    (effect, index) => !effects.some((other, at) => at !== index && covers(other, effect, at < index)),
  )
}

/** Whether an effect makes another superfluous; of two equal ones the first stays. */
function covers(one: Effect, other: Effect, isFirst: boolean): boolean {
  if (one.table !== other.table) return false
  switch (other.kind) {
    case 'lock':
      return one.kind === 'lock' && coversLock(one, other, isFirst)
    case 'rewrite':
      return one.kind === 'rewrite' && atLeastAsSure(one, other, isFirst)
    case 'scan':
      if (one.kind === 'rewrite') return one.certainty === 'certain'
      return one.kind === 'scan' && one.why === other.why && atLeastAsSure(one, other, isFirst)
    case 'failure':
      return one.kind === 'failure' && one.sqlstate === other.sqlstate && one.when === other.when && isFirst
    case 'write':
      return one.kind === 'write' && one.rows === other.rows && isFirst
  }
}

function coversLock(one: LockEffect, other: LockEffect, isFirst: boolean): boolean {
  if (!includes(one.mode, other.mode)) return false
  if (one.mode === other.mode) return atLeastAsSure(one, other, isFirst)
  return one.certainty === 'certain' || other.certainty === 'may'
}

function atLeastAsSure(
  one: LockEffect | RewriteEffect | ScanEffect,
  other: LockEffect | RewriteEffect | ScanEffect,
  isFirst: boolean,
): boolean {
  return one.certainty === other.certainty ? isFirst : one.certainty === 'certain'
}
