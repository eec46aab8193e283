/** What the scoring knows of another linter: how its suite runs, and which of our rules say what its rules say. */
import type { TransactionScope } from '../../src/model/migration.ts'

/** One case of a suite, as the files of `shared/cases` hold it. */
export interface SuiteCase {
  readonly id: string
  readonly rule: string
  readonly kind?: string
  readonly sql?: string
  /** A migration in code, with its language and framework. */
  readonly code?: string
  readonly lang?: string
  readonly format?: string
  readonly dialect?: string
  /** What the database holds before: SQL, or Ruby of Rails. */
  readonly schema?: string
  readonly setup_code?: string
  /** A history instead of one text. */
  readonly files?: readonly { readonly name: string; readonly sql: string }[]
  /** Tables that the same migration has made before. */
  readonly new_tables?: readonly string[]
  readonly expect: readonly string[] | string
  readonly trace_expect?: readonly string[]
  readonly asserted_present?: readonly string[]
  readonly asserted_absent?: readonly string[]
  readonly expect_lock?: string
  /** Statements, counted from 1, that the author declared safe. */
  readonly safety_assured_statements?: readonly number[]
  readonly pg_version?: string
  readonly settings?: Readonly<Record<string, unknown>>
}

/** Our rules that say what a rule of the peer says. */
export interface PeerRule {
  /** The ids under which the peer reports it, where its own is not the one. */
  readonly reportedAs?: readonly string[]
  readonly ours: readonly string[]
  /** What our finding must say, where our rule covers more than the peer's. */
  readonly saying?: RegExp
}

export interface Peer {
  /** File of its cases: `<name>.jsonl`. */
  readonly name: string
  /** How its cases run unless they say otherwise. */
  readonly transaction: TransactionScope
  /** What its framework sends when it connects. */
  readonly session?: string
  readonly rules: Readonly<Record<string, PeerRule>>
  /** Its rules that have no hazard of the catalogue behind them, with the reason. */
  readonly others: Readonly<Record<string, string>>
  /** Its comment that silences the rule in the statement below. */
  readonly silences?: (rule: string) => RegExp
}
