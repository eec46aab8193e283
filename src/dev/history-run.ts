/** What was seen when the migrations of an example ran in each of the ways in which they may run. */
export interface HistoryRun {
  /** The ways, in words, each with how it ended. */
  readonly ways: readonly string[]
  readonly dependsOnOrder: boolean
  readonly divergesFromNew: boolean
}
