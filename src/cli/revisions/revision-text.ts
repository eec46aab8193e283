/** The words for a revision on a terminal, those of Alembic. */
import type { RevisionLine } from '../../runner/graph/revision-line.ts'
import { painter, type Paint } from '../../reporters/paint.ts'
import { harmless } from '../../reporters/terminal-text.ts'

/** What a line tells besides the id and whether it is a head. */
export interface LineParts {
  /** `a1 -> `, with dependencies in brackets. */
  readonly parents?: boolean
  /** Names of branches. */
  readonly labels?: boolean
  /** Where branches part and meet. */
  readonly tree?: boolean
  readonly message?: boolean
}

/** One line: `a1 (b1) -> c1 (billing) (head), needs phone`. */
export function revisionText(
  line: RevisionLine,
  { parents, labels, tree, message }: LineParts,
  paint: Paint = painter(false),
): string {
  const { revision } = line
  const needs = revision.dependsOn.length > 0 ? ` (${revision.dependsOn.join(', ')})` : ''
  return [
    parents ? `${parentsOf(line)}${needs} -> ` : '',
    paint('bold', revision.id),
    labels && line.labels.length > 0 ? ` (${line.labels.join(', ')})` : '',
    headMark(line, paint),
    line.isCurrent ? ` ${paint('info', '(current)')}` : '',
    tree ? treeMarks(line) : '',
    message && revision.message !== '' ? `, ${harmless(revision.message)}` : '',
  ].join('')
}

/** The block of `--verbose`; `comment` is what the file begins with. */
export function revisionBlock(
  line: RevisionLine,
  comment: string | undefined,
  paint: Paint = painter(false),
): string {
  const { revision, labels, children } = line
  const head = line.isHead ? ` ${paint('good', '(head)')}` : ''
  const current = line.isCurrent ? ` ${paint('info', '(current)')}` : ''
  const lines = [
    `Rev: ${paint('bold', revision.id)}${head}${treeMarks(line)}${current}`,
    `${line.isMergePoint ? 'Merges' : 'Parent'}: ${parentsOf(line)}`,
    ...field('Also depends on', revision.dependsOn),
    ...field('Branches into', line.isBranchPoint ? children : []),
    ...field('Branch names', labels),
    `Path: ${revision.path}`,
    '',
    ...harmless(comment ?? writtenComment(line))
      .split('\n')
      .map(text => `    ${text}`.trimEnd()),
  ]
  return `${lines.join('\n')}\n`
}

/** What a generated file says at its head. */
function writtenComment({ revision }: RevisionLine): string {
  return [
    ...(revision.message === '' ? [] : [revision.message, '']),
    `Revision ID: ${revision.id}`,
    `Revises: ${revision.parents.join(', ')}`.trimEnd(),
    ...(revision.createDate === undefined ? [] : [`Create Date: ${revision.createDate}`]),
  ].join('\n')
}

function parentsOf({ revision: { parents } }: RevisionLine): string {
  return parents.length === 0 ? '<base>' : parents.join(', ')
}

function headMark({ isHead, isEffectiveHead }: RevisionLine, paint: Paint): string {
  if (!isHead) return ''
  return ` ${paint('good', isEffectiveHead ? '(effective head)' : '(head)')}`
}

function treeMarks({ isBranchPoint, isMergePoint }: RevisionLine): string {
  return (isBranchPoint ? ' (branchpoint)' : '') + (isMergePoint ? ' (mergepoint)' : '')
}

function field(name: string, values: readonly string[]): readonly string[] {
  return values.length > 0 ? [`${name}: ${values.join(', ')}`] : []
}
