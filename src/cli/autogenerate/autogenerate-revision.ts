/** `migrate-lint revision --autogenerate`: a migration from what the target has and the database has not. */
import type { Differences } from '../../autogenerate/autogenerate.ts'
import type { Database } from '../../database/open-database.ts'
import { ConfigError } from '../../project/config-error.ts'
import { createRunner } from '../../runner/create-runner.ts'
import { withDatabase } from '../../runner/with-database.ts'
import { EXIT } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { jsonText } from '../json-flags.ts'
import { writeMigration, styleOfNew, type NewMigration } from '../revisions/new-migration.ts'
import type { OpenHistory } from '../revisions/open-history.ts'
import { askRenames } from './ask-renames.ts'
import { changeLines, compareTarget, differencesJson, openLines } from './compare-target.ts'
import { isUpToDate, reasonsAgainst } from '../revisions/status-reasons.ts'

/** What `--autogenerate` may be told besides. */
export interface AutogenerateFlags {
  /** `old:new`, repeated. */
  readonly rename?: readonly string[]
  /** A file also where there is nothing to do. */
  readonly allowEmpty?: true
}

/** What is known of the migration before the database is asked. */
export type Place = Omit<NewMigration, 'upgrade' | 'downgrade'>

/** Writes the migration, unless there is nothing to write. */
export function autogenerateRevision(
  opened: OpenHistory,
  place: Place,
  flags: AutogenerateFlags,
  json: boolean,
  io: Io,
): Promise<number> {
  const { options } = opened
  if (options.target === undefined) throw noTarget()
  return withDatabase(options, async database => {
    const status = await createRunner({ ...options, database, beforeRun: undefined }).status()
    if (!isUpToDate(status)) {
      io.err('Target database is not up to date.\n')
      for (const reason of reasonsAgainst(status)) io.err(`  ${reason}\n`)
      return EXIT.findings
    }
    const differences = await differencesWith(database, opened, flags, json, io)
    for (const line of openLines(differences)) io.err(`${line}\n`)
    if (differences.changes.length === 0 && !flags.allowEmpty) {
      if (json) io.out(jsonText({ revision: null, ...differencesJson(differences) }))
      else io.out('The database is as the target wants it: there is nothing to write.\n')
      return EXIT.clean
    }
    if (!json) for (const line of changeLines(differences)) io.out(`${line}\n`)
    await write(database, differences, opened, place, json, io)
    return EXIT.clean
  })
}

async function differencesWith(
  database: Database,
  { options }: OpenHistory,
  flags: AutogenerateFlags,
  json: boolean,
  io: Io,
): Promise<Differences> {
  const differences = await compareTarget(database, options, flags.rename)
  if (!differences) throw noTarget()
  return json ? differences : askRenames(differences, io)
}

async function write(
  database: Database,
  differences: Differences,
  opened: OpenHistory,
  place: Place,
  json: boolean,
  io: Io,
): Promise<void> {
  const { writeDifferences } = await import('../../autogenerate/autogenerate.ts')
  const { namingConvention, renderAsBatch } = opened.options
  const style = styleOfNew(opened, place, io.cwd)
  const written = writeDifferences(differences, { database, style, namingConvention, renderAsBatch })
  const isEmpty = differences.changes.length === 0
  const nothing = { lines: ['// There is nothing to do.'], takesOp: false }
  const bodies = isEmpty ? { upgrade: nothing, downgrade: nothing } : written
  writeMigration(opened, { ...place, ...bodies }, json, io, differencesJson(differences))
}

function noTarget(): ConfigError {
  return new ConfigError({
    where: '--autogenerate',
    problem: 'env.ts names no target, so there is nothing to compare the database with',
    remedy:
      "Write the schema as it should be into env.ts: import { defineSchema } from 'migrate-lint/schema', and target: defineSchema({ … }).",
  })
}
