/** `heads --with REF`: whether the history will have one head when this branch is merged. */
import { ConfigError } from '../../project/config-error.ts'
import { painter } from '../../reporters/paint.ts'
import { mergedHeads, type MergedHead } from '../../runner/graph/merged-heads.ts'
import { RevisionError } from '../../runner/graph/revision-error.ts'
import type { Revision } from '../../runner/graph/revision.ts'
import type { GlobalFlags } from '../command-host.ts'
import { EXIT } from '../exit-codes.ts'
import { wantsColor, type Io } from '../io.ts'
import { jsonText } from '../json-flags.ts'
import { mergedHistory, type MergedHistory } from './merged-history.ts'
import type { OpenHistory } from './open-history.ts'

/** Prints the heads after the merge; fails when there are several. */
export function headsWith(
  { folders, cwd }: OpenHistory,
  ref: string,
  { flags, json }: { readonly flags: GlobalFlags; readonly json: boolean },
  io: Io,
): number {
  const merged = mergedHistory(folders, ref, cwd)
  const { conflicts } = merged
  const heads = headsOfMerge(ref, () => mergedHeads(merged.ours, merged.theirs))
  for (const path of conflicts)
    io.err(`note: ${path} is changed here and in ${ref}; it is read as it is here.\n`)
  if (json) io.out(jsonText({ ref, heads: heads.map(headJson), conflicts }))
  else {
    const paint = painter(wantsColor(io, flags.color))
    for (const { revision, side, isEffectiveHead } of heads) {
      const mark = paint('good', isEffectiveHead ? '(effective head)' : '(head)')
      const where = { ours: 'here', theirs: `in ${ref}`, both: `here and in ${ref}` }[side]
      io.out(`${paint('bold', revision.id)} ${mark}, ${revision.message}, ${where}: ${revision.path}\n`)
    }
  }
  if (heads.length < 2) return EXIT.clean
  io.err(`error: ${remedy(heads, merged, ref)}\n`)
  return EXIT.findings
}

function headsOfMerge(ref: string, make: () => readonly MergedHead[]): readonly MergedHead[] {
  try {
    return make()
  } catch (cause) {
    if (!(cause instanceof RevisionError)) throw cause
    const problem = `merged with it the history is broken: ${cause.message.replace(/\.$/u, '')}`
    throw new ConfigError({ where: '--with', key: ref, problem }, cause)
  }
}

/** Two ways out; the second one only where each side has one head, so that it is clear what would follow what. */
function remedy(heads: readonly MergedHead[], merged: MergedHistory, ref: string): string {
  const lines = [
    `Merged with ${ref}, the history has ${heads.length} heads, and \`upgrade head\` will refuse to choose.`,
    `Join them: git merge ${ref} && migrate-lint merge`,
  ]
  const [theirs, ...more] = heads.filter(({ side }) => side !== 'ours')
  const [first, ...others] = firstOfOurs(merged)
  if (theirs && first && more.length + others.length === 0 && heads.length === 2) {
    const { id } = theirs.revision
    lines.push(
      `Or, while no database has ${first.id}: git rebase ${ref}, and let it follow ${id}, with downRevision = '${id}' in ${first.path}`,
    )
  }
  return lines.join('\n')
}

/** Revisions that only this side has, and that follow none of those. */
function firstOfOurs({ ours, theirs }: MergedHistory): readonly Revision[] {
  const known = new Set(theirs.map(({ id }) => id))
  const own = new Map(ours.filter(({ id }) => !known.has(id)).map(revision => [revision.id, revision]))
  return [...own.values()].filter(({ parents }) => !parents.some(id => own.has(id)))
}

function headJson({ revision, side, isEffectiveHead }: MergedHead) {
  const { id, parents, dependsOn, message, path, createDate } = revision
  return { revision: id, parents, dependsOn, message, path, createDate, side, isEffectiveHead }
}
