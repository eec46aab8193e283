/** The migrations of a project, read and not judged: what `--print-operations` shows. */
import type { MigrationSource } from '../frontends/frontend.ts'
import { inOneDialect } from '../frontends/other-databases.ts'
import { sourcesAhead } from '../frontends/read-ahead.ts'
import type { Migration } from '../model/migration.ts'
import { findInProject, type FoundProject, type ProjectOptions } from './find-in-project.ts'
import type { History } from './find-migrations.ts'
import { NothingFoundError } from './nothing-found.ts'
import { readMigration } from './read-migration.ts'
import { changeOf } from './whole-history.ts'

/** Migrations of one framework that share a schema, in the order in which their runner applies them. */
export interface ReadHistory {
  /** As the framework writes itself. */
  readonly framework: string
  readonly migrations: readonly Migration[]
}

/** What was read. */
export interface ReadProject {
  readonly histories: readonly ReadHistory[]
  /** Files that were named and are no migrations, folders that could not be listed. */
  readonly notes: readonly string[]
}

/** Reads; throws a ConfigError for paths that are not there and a NothingFoundError when there is no migration. */
export function readProject(options: ProjectOptions): ReadProject {
  const found = findInProject(options)
  const { discovered, frontends, notes } = found
  const histories = found.histories.map(history => readHistory(history, found, options))
  const asked = histories.filter(({ migrations }) => migrations.length > 0)
  if (asked.length === 0) throw new NothingFoundError(discovered, frontends, notes)
  return { histories: asked, notes }
}

/** What the migrations are written in is told from all of them; those that the user asked for are given. */
function readHistory(history: History, found: FoundProject, { config = {} }: ProjectOptions): ReadHistory {
  const { discovered, since } = found
  const { frontend, sources } = history
  const isAsked = (source: MigrationSource | undefined): boolean =>
    source?.paths.some(discovered.isWanted) === true && changeOf(source, discovered, since) !== 'none'
  if (!sources.some(isAsked)) return { framework: frontend.title, migrations: [] }
  const all = [...sourcesAhead(frontend, sources, discovered.files)].map(source =>
    readMigration(history, source, discovered.files, config),
  )
  return { framework: frontend.title, migrations: inOneDialect(all).filter((_, i) => isAsked(sources[i])) }
}
