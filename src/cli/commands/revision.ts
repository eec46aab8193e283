/** `migrate-lint revision -m MESSAGE`: a new migration, to be filled in. */
import { ConfigError } from '../../project/config-error.ts'
import { placeOfNewRevision } from '../../runner/graph/new-revision.ts'
import { EXIT } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { wantsJson, type JsonFlags } from '../json-flags.ts'
import { freeId, writeMigration } from '../revisions/new-migration.ts'
import { openHistory } from '../revisions/open-history.ts'
import type { EnvironmentFlags } from '../runner/environments.ts'

export interface RevisionFlags extends EnvironmentFlags, JsonFlags {
  readonly message?: string
  readonly head?: readonly string[]
  readonly splice?: true
  readonly branchLabel?: readonly string[]
  readonly dependsOn?: readonly string[]
  readonly revId?: string
  readonly versionPath?: string
  readonly autogenerate?: true
}

const UPGRADE = '// What changes: await op.createTable(…), await op.addColumn(…)'
const DOWNGRADE = '// What undoes it, in reverse order'

/** Writes the file. */
export async function revision(flags: RevisionFlags, io: Io): Promise<number> {
  const json = wantsJson(flags)
  const message = messageOf(flags)
  const opened = await openHistory(flags, io)
  const { revId: id = freeId(opened), head: heads, splice, branchLabel: labels, dependsOn } = flags
  const place = placeOfNewRevision(opened.graph, { id, heads, splice, labels, dependsOn })
  const upgrade = { lines: [UPGRADE], takesOp: true }
  const downgrade = { lines: [DOWNGRADE], takesOp: true }
  writeMigration(opened, { ...place, id, message, upgrade, downgrade, folder: flags.versionPath }, json, io)
  return EXIT.clean
}

function messageOf({ message = '', autogenerate }: RevisionFlags): string {
  if (autogenerate) {
    const problem = 'migrations cannot be made from a model of the schema yet'
    const remedy = 'Leave it out, and write what changes into the file.'
    throw new ConfigError({ where: '--autogenerate', problem, remedy })
  }
  if (message.trim() !== '') return message
  const expected = 'what the migration does, in some words: migrate-lint revision -m "add phone"'
  throw new ConfigError({ where: '--message', problem: 'the migration has no message', expected })
}
