/** What a comparison gives: changes in an order in which the database takes them, and remarks. */
import type { BareOperation } from '../../model/operation.ts'

/** One thing that changes, with the plain operations that do it. */
export interface Change {
  /** `add column orders.note`. */
  readonly summary: string
  readonly operations: readonly BareOperation[]
  /** Rows lose values by it. */
  readonly losesData?: true | undefined
}

/** What leads from one schema to another. */
export interface Comparison {
  readonly changes: readonly Change[]
  /** What could not be compared, or not be changed: in words with the remedy. */
  readonly remarks: readonly string[]
}

/**
 * When changes are made. What stands on something goes before that changes, what is named comes before what names it,
 * and what cannot be taken back is done last.
 */
const PHASES = [
  'schema',
  'rename',
  'dropView',
  'dropForeignKey',
  'dropIndex',
  'dropPart',
  'dropTableFirst',
  'type',
  'sequence',
  'earlyTable',
  'alterTable',
  'createTable',
  'addForeignKey',
  'dropTable',
  'dropRoutine',
  'dropDomain',
  'dropType',
  'dropObject',
  'createView',
  'comment',
] as const

export type Phase = (typeof PHASES)[number]

/** Where the parts of a comparison put what they find. */
export interface Collector {
  add(phase: Phase, change: Change): void
  remark(text: string): void
}

/** A collector, and what it has collected in order. */
export interface Collected extends Collector {
  result(): Comparison
}

/** Begins to collect. */
export function collect(): Collected {
  const changes = new Map<Phase, Change[]>()
  const remarks = new Set<string>()
  return {
    add(phase, change) {
      if (change.operations.length === 0) return
      const known = changes.get(phase)
      if (known) known.push(change)
      else changes.set(phase, [change])
    },
    remark: text => remarks.add(text),
    result: () => ({ changes: PHASES.flatMap(phase => changes.get(phase) ?? []), remarks: [...remarks] }),
  }
}
