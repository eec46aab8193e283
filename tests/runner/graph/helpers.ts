/** What the tests of the graph compare. */
import type { RowChange } from '../../../src/runner/graph/row-changes.ts'
import type { Step } from '../../../src/runner/graph/step.ts'

/** Ids in a string, since tables are read by people. */
export const words = (text: string): readonly string[] => text.split(' ').filter(word => word !== '')

/** The revisions that steps run, in their order. */
export function idsOf(steps: readonly Step[]): readonly string[] {
  return steps.map(step => (step.direction === 'stamp' ? step.to.join('+') : step.revision.id))
}

/** The rows after all steps, sorted. */
export function rowsAfter(steps: readonly Step[], rows: readonly string[]): readonly string[] {
  return [...(steps.at(-1)?.rows ?? rows)].sort()
}

/** Statements in short. */
export function changesOf(step: Step | undefined): string {
  return (step?.changes ?? []).map(changeText).join(', ')
}

/** One statement in short. */
export function changeText(change: RowChange): string {
  return change.kind === 'update'
    ? `UPDATE ${change.from}->${change.to}`
    : `${change.kind.toUpperCase()} ${change.id}`
}

/** The rows that the statements themselves leave, as a database would have them. */
export function applyChanges(rows: readonly string[], changes: readonly RowChange[]): readonly string[] {
  const left = new Set(rows)
  for (const change of changes) {
    if (change.kind !== 'insert') remove(left, change.kind === 'update' ? change.from : change.id)
    if (change.kind !== 'delete') add(left, change.kind === 'update' ? change.to : change.id)
  }
  return [...left].sort()
}

function remove(rows: Set<string>, id: string): void {
  if (!rows.delete(id)) throw new Error(`There is no row '${id}'.`)
}

function add(rows: Set<string>, id: string): void {
  if (rows.has(id)) throw new Error(`There is a row '${id}' already.`)
  rows.add(id)
}

/** The message of what is thrown; empty if nothing is. */
export function refusal(act: () => unknown): string {
  try {
    act()
    return ''
  } catch (error) {
    if (error instanceof Error && error.name === 'RevisionError') return error.message
    throw error
  }
}
