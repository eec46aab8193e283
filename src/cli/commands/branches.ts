/** `migrate-lint branches`: where the history parts. */
import { painter, type Paint } from '../../reporters/paint.ts'
import { branchPoints, type BranchPoint } from '../../runner/graph/revision-line.ts'
import { EXIT } from '../exit-codes.ts'
import { wantsColor, type Io } from '../io.ts'
import { jsonText, wantsJson, type JsonFlags } from '../json-flags.ts'
import { noteIfEmpty, openHistory, type OpenHistory } from '../revisions/open-history.ts'
import { revisionJson } from '../revisions/revision-json.ts'
import { revisionBlock, revisionText } from '../revisions/revision-text.ts'
import type { EnvironmentFlags } from '../runner/environments.ts'

export interface BranchesFlags extends EnvironmentFlags, JsonFlags {
  readonly verbose?: true
}

/** Prints each revision that several follow, with those. */
export async function branches(flags: BranchesFlags, io: Io): Promise<number> {
  const json = wantsJson(flags)
  const opened = await openHistory(flags, io)
  const points = branchPoints(opened.graph)
  if (json) {
    io.out(jsonText(points.map(pointJson)))
    return EXIT.clean
  }
  noteIfEmpty(opened, io)
  const paint = painter(wantsColor(io, flags.color))
  for (const point of points) io.out(`${pointText(point, opened, flags.verbose === true, paint)}\n`)
  return EXIT.clean
}

function pointJson({ line, children }: BranchPoint) {
  return { ...revisionJson(line), branches: children.map(child => revisionJson(child)) }
}

function pointText(
  { line, children }: BranchPoint,
  { fileOf }: OpenHistory,
  verbose: boolean,
  paint: Paint,
): string {
  const { id } = line.revision
  const head = verbose
    ? revisionBlock(line, fileOf(id).comment, paint)
    : revisionText(line, { labels: true, tree: true }, paint)
  const parts = { labels: true, tree: true, message: verbose }
  const branches = children.map(child => `${' '.repeat(id.length)} -> ${revisionText(child, parts, paint)}`)
  return [head, ...branches, ''].join('\n')
}
