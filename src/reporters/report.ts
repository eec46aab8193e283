/** All that a reporter prints. */
import type { Finding, SuppressedFinding } from '../lint/finding.ts'
import type { Rule } from '../lint/rule.ts'
import type { Span } from '../source/span.ts'

/** Something that was seen and could not be read. */
export interface Unread {
  readonly reason: string
  readonly message: string
  readonly remedy?: string | undefined
  readonly span: Span
}

/** A finding that is cured. */
export interface FixedFinding {
  /** Id of the rule. */
  readonly rule: string
  /** What was done. */
  readonly title: string
  /** Where it was, in the text before the pass that cured it. */
  readonly span: Span
}

/** How many migrations of a framework were read. */
export interface FrameworkCount {
  readonly framework: string
  readonly title: string
  readonly migrations: number
}

export interface Report {
  readonly tool: { readonly name: string; readonly version: string; readonly url: string }
  /** The rules that ran, sorted by id. */
  readonly rules: readonly Rule[]
  readonly frameworks: readonly FrameworkCount[]
  readonly migrations: number
  /** Those for other databases than PostgreSQL, which only the rules about code judge. */
  readonly otherDatabases?: readonly { readonly title: string; readonly migrations: number }[] | undefined
  readonly operations: number
  readonly unread: readonly Unread[]
  /** Sorted by path, place and rule. */
  readonly findings: readonly Finding[]
  readonly suppressed: readonly SuppressedFinding[]
  /** What was fixed before this was found; absent when nothing was asked for. */
  readonly fixed?: readonly FixedFinding[] | undefined
  /** Path from the git root to the root that paths are relative to; empty when they are the same. */
  readonly pathFromGitRoot: string
}

/** Whether a terminal shows colours is decided by who calls it. */
export interface ReporterOptions {
  readonly color: boolean
  /** Columns of the terminal; 100 when nobody knows. */
  readonly width?: number | undefined
}

export type Reporter = (report: Report, options: ReporterOptions) => string
