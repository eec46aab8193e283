/** What happened when an example that is code ran. */
export interface CodeRun {
  /** Statements that were sent and not answered when what `up` gave was awaited. */
  readonly unfinished: readonly string[]
  /** What the catalog then lacks or has more than after the good example, once all was answered. */
  readonly difference: readonly string[]
  /** SQLSTATE with which it failed, or the message where PostgreSQL did not see it. */
  readonly failure?: string | undefined
  readonly differsBetweenRuns: boolean
  readonly changesWithApplication: boolean
}
