/** A revision as programs read it. */
import type { RevisionLine } from '../../runner/graph/revision-line.ts'

/** One element of what `heads`, `history`, `show` and `current` print with `--json`. */
export interface RevisionJson {
  readonly revision: string
  /** Ids of those that it follows; none at a base, several at a merge. */
  readonly parents: readonly string[]
  /** Ids or branches, as the file writes them. */
  readonly dependsOn: readonly string[]
  /** Names of all branches that it is on. */
  readonly branchLabels: readonly string[]
  /** Ids of those that follow it. */
  readonly children: readonly string[]
  readonly message: string
  readonly path: string
  /** As the file writes it. */
  readonly createDate?: string | undefined
  readonly isHead: boolean
  /** A head that another revision depends on. */
  readonly isEffectiveHead: boolean
  readonly isBranchPoint: boolean
  readonly isMergePoint: boolean
  /** Only where a database was asked. */
  readonly isCurrent?: boolean | undefined
}

/** The value for one line of a list. */
export function revisionJson(
  line: RevisionLine,
  { asked = false }: { readonly asked?: boolean } = {},
): RevisionJson {
  const { revision, labels, children, isHead, isEffectiveHead, isBranchPoint, isMergePoint } = line
  const { id, parents, dependsOn, message, path, createDate } = revision
  return {
    revision: id,
    parents,
    dependsOn,
    branchLabels: labels,
    children,
    message,
    path,
    createDate,
    isHead,
    isEffectiveHead,
    isBranchPoint,
    isMergePoint,
    isCurrent: asked ? line.isCurrent : undefined,
  }
}
