/** `heads --with REF`: whether the history will have one head when this branch is merged. */
import { ConfigError } from '../../project/config-error.ts'
import { painter } from '../../reporters/paint.ts'
import { mergedHeads, type MergedHead } from '../../runner/graph/merged-heads.ts'
import { RevisionError } from '../../runner/graph/revision-error.ts'
import type { GlobalFlags } from '../command-host.ts'
import { EXIT } from '../exit-codes.ts'
import { wantsColor, type Io } from '../io.ts'
import { jsonText } from '../json-flags.ts'
import { mergedHistory } from './merged-history.ts'
import type { OpenHistory } from './open-history.ts'

/** Prints the heads after the merge; fails when there are several. */
export function headsWith(
  { folders, options }: OpenHistory,
  ref: string,
  { flags, json }: { readonly flags: GlobalFlags; readonly json: boolean },
  io: Io,
): number {
  const { ours, theirs, conflicts } = mergedHistory(folders, ref, options.cwd ?? io.cwd)
  const heads = headsOfMerge(ref, () => mergedHeads(ours, theirs))
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
  io.err(`error: ${remedy(heads, ref)}\n`)
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

function remedy(heads: readonly MergedHead[], ref: string): string {
  const head = `Merged with ${ref}, the history has ${heads.length} heads, and \`upgrade head\` will refuse to choose.`
  const [ours, ...moreOurs] = heads.filter(({ side }) => side === 'ours')
  const [theirs, ...moreTheirs] = heads.filter(({ side }) => side !== 'ours')
  const merge = `git merge ${ref} && migrate-lint merge heads -m "merge ${ref}"`
  if (!ours || !theirs || moreOurs.length > 0 || moreTheirs.length > 0) {
    return `${head}\nJoin them: ${merge}`
  }
  return `${head}\nEither join them: ${merge}\nor, while no database has the migrations of this branch, let the first of them follow ${theirs.revision.id} (downRevision), after a rebase on ${ref}.`
}

function headJson({ revision, side, isEffectiveHead }: MergedHead) {
  const { id, parents, dependsOn, message, path, createDate } = revision
  return { revision: id, parents, dependsOn, message, path, createDate, side, isEffectiveHead }
}
