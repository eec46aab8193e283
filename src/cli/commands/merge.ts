/** `migrate-lint merge`: a revision that joins branches. */
import { mergeParents, placeOfNewRevision } from '../../runner/graph/new-revision.ts'
import { EXIT } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { wantsJson, type JsonFlags } from '../json-flags.ts'
import { freeId, writeMigration } from '../revisions/new-migration.ts'
import { openHistory } from '../revisions/open-history.ts'
import type { EnvironmentFlags } from '../runner/environments.ts'

export interface MergeFlags extends EnvironmentFlags, JsonFlags {
  readonly message?: string
  readonly branchLabel?: readonly string[]
  readonly revId?: string
}

const BODY = { lines: ['// Nothing to do: this revision joins branches.'], takesOp: false }

/** Writes the file; without revisions all heads are joined. */
export async function merge(revisions: readonly string[], flags: MergeFlags, io: Io): Promise<number> {
  const json = wantsJson(flags)
  const opened = await openHistory(flags, io)
  const parents = mergeParents(opened.graph, revisions.length > 0 ? revisions : undefined)
  const { revId: id = freeId(opened), branchLabel: labels, message = `merge ${joined(parents)}` } = flags
  const place = placeOfNewRevision(opened.graph, { id, heads: parents, labels })
  writeMigration(opened, { ...place, id, message, upgrade: BODY, downgrade: BODY }, json, io)
  return EXIT.clean
}

/** `a, b and c`. */
function joined(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), names.at(-1)].join(' and ')
}
