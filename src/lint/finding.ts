/** One rule at one place. */
import type { Span } from '../source/span.ts'
import type { Rewrite } from './rewrite.ts'

/** The kinds of harm, closed. */
export const HAZARDS = [
  'blocks-reads',
  'blocks-writes',
  'rewrites-table',
  'scans-table',
  'fails-on-data',
  'fails-to-run',
  'loses-data',
  'breaks-running-app',
  'unbounded-wait',
  'irreversible',
  'runs-out-of-order',
  'convention',
] as const

export type Hazard = (typeof HAZARDS)[number]

export const SEVERITIES = ['off', 'info', 'warning', 'error'] as const

/** `info` never counts as a warning; it only informs. */
export type Severity = (typeof SEVERITIES)[number]

/** A further place that explains the finding. */
export interface RelatedPlace {
  readonly message: string
  readonly span: Span
}

export interface Finding {
  /** Id of the rule. */
  readonly rule: string
  readonly hazard: Hazard
  readonly severity: Exclude<Severity, 'off'>
  /** What is wrong, in one sentence, with the names of the objects. */
  readonly what: string
  /** What PostgreSQL will do and who waits or fails. */
  readonly why: string
  /** What to write instead. */
  readonly remedy: string
  readonly span: Span
  readonly related: readonly RelatedPlace[]
  /** Name and framework of the migration; absent when the finding is about a file that holds none. */
  readonly migration?: { readonly name: string; readonly framework: string } | undefined
  readonly direction: 'up' | 'down'
  /** What would cure it, for `--fix` and for editors. */
  readonly rewrite?: Rewrite | undefined
}

/** A finding that a directive silenced, with the reason given there. */
export interface SuppressedFinding {
  readonly finding: Finding
  readonly reason: string
}
