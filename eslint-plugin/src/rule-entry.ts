/** What the plugin knows of a rule before the rule is loaded. */

/** How loud a rule is; `info` only informs, which ESLint has no word for. */
export type EntrySeverity = 'off' | 'info' | 'warning' | 'error'

/** One option of a rule. */
export interface EntryOption {
  readonly description: string
  readonly default: boolean | number | string | readonly string[]
  /** Its value in the preset `strict`, where that differs. */
  readonly strict?: boolean | number | string | readonly string[]
}

/** One rule. */
export interface RuleEntry {
  readonly id: string
  readonly hazard: string
  /** What it finds, with `<names>` for what differs from finding to finding. */
  readonly description: string
  readonly url: string
  readonly severities: Readonly<Record<'recommended' | 'strict' | 'all', EntrySeverity>>
  /** It has fixes that leave the meaning as it is. */
  readonly fixable: boolean
  /** It has fixes that change when or how something happens. */
  readonly hasSuggestions: boolean
  readonly options: Readonly<Record<string, EntryOption>>
}
