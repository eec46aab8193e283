/** A migration as the graph of the history sees it: its name, and what it names before it. */

/** Identity and ancestry of one migration file. */
export interface Revision {
  readonly id: string
  /** Ids of those that it follows; none at a base, several at a merge. */
  readonly parents: readonly string[]
  /** Ids, or labels of branches, that have to be applied before it though it does not follow them. */
  readonly dependsOn: readonly string[]
  /** Names given here to the branch that it is on. */
  readonly labels: readonly string[]
  readonly message: string
  readonly path: string
  readonly createDate?: string | undefined
}
