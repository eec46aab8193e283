/** Reads the migrations of a history and judges them. */
import { resolve } from 'node:path'
import { rules } from '../../rules/index.ts'
import type { MigrationSource } from '../frontends/frontend.ts'
import { inOneDialect, languagesOf } from '../frontends/other-databases.ts'
import { sourcesAhead } from '../frontends/read-ahead.ts'
import { lintHistory } from '../lint/lint-history.ts'
import type { LintSettings } from '../lint/settings.ts'
import type { History as WholeHistory } from '../model/history.ts'
import type { Migration } from '../model/migration.ts'
import type { SchemaState } from '../schema/schema-state.ts'
import type { Config } from './config.ts'
import type { Discovered } from './discover.ts'
import type { History } from './find-migrations.ts'
import { readMigration } from './read-migration.ts'
import { readMigrationOf, type Judged, type ReadMigration } from './report-of.ts'
import type { Since } from './since.ts'
import { startingSchemaOf, type StartingSchema } from './starting-schema.ts'
import { changeOf, wholeHistory } from './whole-history.ts'

/** What the user says about the judging. */
export interface Judging {
  readonly settings: LintSettings
  readonly config: Config
  readonly since?: Since | undefined
  /** Dumps of databases as they are before the migrations that are judged. */
  readonly starts: readonly StartingSchema[]
}

/** A migration, and whether the user asked for it. */
interface Read {
  readonly migration: Migration
  readonly isWanted: boolean
  /** Nobody has applied it yet. */
  readonly isNew: boolean
}

/**
 * All of the history is replayed, without a dump from its beginning; only what the user asked for is reported. Each migration is judged as soon as it
 * is read and then let go. Only where another database's language turns up the history is read as a whole, which
 * decides what it is written in.
 */
export function judgeHistory(
  history: History,
  discovered: Discovered,
  { settings, config, since, starts }: Judging,
): Judged {
  const { root, files, isWanted } = discovered
  const asked = (source: MigrationSource): boolean =>
    source.paths.some(isWanted) && changeOf(source, discovered, since) !== 'none'
  const first = Math.max(0, history.sources.findIndex(asked))
  const start = startingSchemaOf(starts, resolve(root, history.sources[first]?.paths[0] ?? ''))?.state
  // A dump holds what earlier migrations made.
  const sources = history.sources.slice(start ? first : 0, history.sources.findLastIndex(asked) + 1)
  const read = (source: MigrationSource): Read => ({
    migration: readMigration(history, source, files, config),
    isWanted: asked(source),
    isNew: changeOf(source, discovered, since) === 'new',
  })
  let isMixed = false
  function* oneByOne(): Iterable<Read> {
    for (const source of sourcesAhead(history.frontend, sources, files)) {
      const each = read(source)
      isMixed = languagesOf(each.migration).length > 0
      if (isMixed) return
      yield each
    }
  }
  const together = wholeHistory(history, discovered, { since, isAsked: asked })
  const judged = judge(history, oneByOne(), settings, together, start)
  if (!isMixed) return judged
  const all = sources.map(read)
  const migrations = inOneDialect(all.map(({ migration }) => migration))
  return judge(
    history,
    all.map((each, i) => ({ ...each, migration: migrations[i] ?? each.migration })),
    settings,
    together,
    start,
  )
}

function judge(
  { frontend }: History,
  all: Iterable<Read>,
  settings: LintSettings,
  together: WholeHistory,
  start: SchemaState | undefined,
): Judged {
  const reported = new WeakSet<Migration>()
  const fresh = new WeakSet<Migration>()
  const counted: ReadMigration[] = []
  function* migrations(): Iterable<Migration> {
    for (const { migration, isWanted, isNew } of all) {
      if (isNew) fresh.add(migration)
      if (isWanted) {
        reported.add(migration)
        counted.push(readMigrationOf(migration))
      }
      yield migration
    }
  }
  const request = { rules, settings, reported, fresh, history: together, ...(start && { start }) }
  const result = lintHistory({ migrations: migrations(), ...request })
  return { ...result, frontend, migrations: counted }
}
