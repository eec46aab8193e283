/** What a new migration file says about its place, for `revision` and `merge`. */
import { checkId, checkLabel, checkLabelIsFree } from './check-names.ts'
import { parseLocator } from './locator.ts'
import { listed, RevisionError } from './revision-error.ts'
import { nodeOf, type RevisionGraph } from './revision-graph.ts'
import { revisionsAt } from './revisions-at.ts'
import { headsOf } from './find-revision.ts'

/** What the user asked for. */
export interface NewRevision {
  readonly id: string
  /** Places that it follows: `head` if none is given, `base` for a history of its own. */
  readonly heads?: readonly string[] | undefined
  /** It may follow a revision that is followed already. */
  readonly splice?: boolean | undefined
  readonly labels?: readonly string[] | undefined
  readonly dependsOn?: readonly string[] | undefined
}

/** What the file has to say. */
export interface RevisionPlace {
  readonly parents: readonly string[]
  readonly dependsOn: readonly string[]
  readonly labels: readonly string[]
}

/** The place of a new revision; throws before a file is written that would break the history. */
export function placeOfNewRevision(
  graph: RevisionGraph,
  { id, heads = ['head'], splice = false, labels = [], dependsOn = [] }: NewRevision,
): RevisionPlace {
  checkNewId(graph, id)
  for (const label of labels) {
    checkLabel(label, '--branch-label')
    checkLabelIsFree(
      label,
      id,
      graph.labels.get(label) ?? (graph.nodes.has(label) || label === id ? label : undefined),
    )
  }
  return {
    parents: parentsAt(graph, heads, splice, 'revision'),
    dependsOn: [...new Set(dependsOn.map(name => dependencyCalled(graph, name)))],
    labels: [...new Set(labels)],
  }
}

/** The parents of a merge of all heads, or of the given ones. */
export function mergeParents(
  graph: RevisionGraph,
  revisions: readonly string[] = ['heads'],
  { splice = false }: { readonly splice?: boolean } = {},
): readonly string[] {
  const parents = parentsAt(graph, revisions, splice, 'merge')
  const [only, ...others] = parents
  if (only === undefined)
    throw new RevisionError('There is no revision to merge', 'write one with `revision`')
  if (others.length === 0) {
    throw new RevisionError(
      `There is nothing to merge with ${only}`,
      graph.heads.length === 1 ? 'the history has one head' : `the heads are ${listed(graph.heads)}`,
    )
  }
  return parents
}

function checkNewId(graph: RevisionGraph, id: string): void {
  checkId(id, '--rev-id')
  const holder = graph.nodes.get(id)?.revision.path
  const labelled = graph.labels.get(id)
  if (holder === undefined && labelled === undefined) return
  throw new RevisionError(
    holder === undefined
      ? `'${id}' is the name of a branch, given to it by revision ${labelled}`
      : `Revision ${id} is present already, in ${holder}`,
    'choose another id in --rev-id',
  )
}

function parentsAt(
  graph: RevisionGraph,
  places: readonly string[],
  splice: boolean,
  command: 'revision' | 'merge',
): readonly string[] {
  const parents = places.flatMap(text => {
    const { kind, branch } = parseLocator(text)
    if (kind === 'head') checkOneHead(graph, branch)
    return revisionsAt(graph, text)
  })
  if (new Set(parents).size < parents.length) {
    throw new RevisionError(
      'Duplicate head revisions specified',
      `give each of ${listed([...new Set(parents)])} once`,
    )
  }
  const followed = splice ? undefined : parents.find(id => nodeOf(graph, id).children.length > 0)
  if (followed !== undefined) {
    throw new RevisionError(
      `Revision ${followed} is not a head revision`,
      `please specify --splice to create a new branch from this revision, or ${command} ` +
        `with a head: ${listed(graph.heads)}`,
    )
  }
  return parents
}

function checkOneHead(graph: RevisionGraph, branch: string | undefined): void {
  const heads = headsOf(graph, branch)
  if (heads.length < 2) return
  throw new RevisionError(
    'Multiple heads are present',
    'please specify the head revision on which the new revision should be based, or perform a merge; ' +
      `the heads are ${listed(heads)}`,
  )
}

/** A label stays a label, so that the file says what is meant; the beginning of an id becomes the id. */
function dependencyCalled(graph: RevisionGraph, name: string): string {
  if (graph.labels.has(name)) return name
  const [id, ...others] = revisionsAt(graph, name)
  if (id !== undefined && others.length === 0) return id
  throw new RevisionError(
    `'${name}' is not one revision to depend on`,
    id === undefined ? 'name a revision' : `name one of ${listed([id, ...others])}`,
  )
}
