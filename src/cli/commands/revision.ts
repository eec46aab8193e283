/** `migrate-lint revision -m MESSAGE`: a new migration, to be filled in, or filled by a comparison. */
import { ConfigError } from '../../project/config-error.ts'
import { placeOfNewRevision } from '../../runner/graph/new-revision.ts'
import type { AutogenerateFlags } from '../autogenerate/autogenerate-revision.ts'
import { EXIT } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { wantsJson, type JsonFlags } from '../json-flags.ts'
import { freeId, writeMigration } from '../revisions/new-migration.ts'
import { openHistory } from '../revisions/open-history.ts'
import type { EnvironmentFlags } from '../runner/environments.ts'

export interface RevisionFlags extends EnvironmentFlags, JsonFlags, AutogenerateFlags {
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
  const opened = await openHistory(flags, io, { opens: flags.autogenerate === true })
  const { revId: id = freeId(opened), head: heads, splice, branchLabel: labels, dependsOn } = flags
  const place = placeOfNewRevision(opened.graph, { id, heads, splice, labels, dependsOn })
  const migration = { ...place, id, message, folder: flags.versionPath }
  if (flags.autogenerate) {
    const { autogenerateRevision } = await import('../autogenerate/autogenerate-revision.ts')
    return autogenerateRevision(opened, migration, flags, json, io)
  }
  const upgrade = { lines: [UPGRADE], takesOp: true }
  const downgrade = { lines: [DOWNGRADE], takesOp: true }
  writeMigration(opened, { ...migration, upgrade, downgrade }, json, io)
  return EXIT.clean
}

function messageOf({ message = '', autogenerate, rename = [], allowEmpty }: RevisionFlags): string {
  if (!autogenerate && (rename.length > 0 || allowEmpty)) {
    const where = allowEmpty ? '--allow-empty' : '--rename'
    throw new ConfigError({ where, problem: 'it says something about --autogenerate, which is not there' })
  }
  if (message.trim() !== '') return message
  const expected = 'what the migration does, in some words: migrate-lint revision -m "add phone"'
  throw new ConfigError({ where: '--message', problem: 'the migration has no message', expected })
}
