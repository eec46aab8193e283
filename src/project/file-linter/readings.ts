/** The migrations on disk, each read once and again when one of its files has changed. */
import { asPartOf, spokenIn, type OtherDatabase, type Spoken } from '../../frontends/other-databases.ts'
import type { MigrationSource, ProjectFiles } from '../../frontends/project-files.ts'
import { sourcesAhead } from '../../frontends/read-ahead.ts'
import type { Migration } from '../../model/migration.ts'
import type { Config } from '../config.ts'
import type { History } from '../find-migrations.ts'
import { readMigration } from '../read-migration.ts'

/** A migration, and what it tells of its database. */
export interface Reading extends Spoken {
  readonly migration: Migration
}

/** Reads and remembers. */
export interface Readings {
  /** All migrations of a history as they are on disk; those that are read from a file that is to be left out are undefined. */
  all(history: History, disk: ProjectFiles, leftOut?: string): readonly (Reading | undefined)[]
  /** Whether a file is read by no other migration than the one that stands in it. */
  isAlone(path: string): boolean
  /** Forgets the migrations that were read from these files. */
  forget(paths: readonly string[]): void
  forgetAll(): void
}

/** What was read of a history. */
interface List {
  readonly disk: ProjectFiles
  readonly leftOut: string | undefined
  readonly readings: readonly (Reading | undefined)[]
}

/** Nothing is read until it is asked for. */
export function readings(config: Config): Readings {
  const known = new Map<string, Reading>()
  const lists = new WeakMap<History['sources'], List>()
  return {
    all(history, disk, leftOut) {
      const before = lists.get(history.sources)
      if (before?.disk === disk && before.leftOut === leftOut) return before.readings
      const list = { disk, leftOut, readings: readAll(history, { disk, leftOut, config, known }) }
      lists.set(history.sources, list)
      return list.readings
    },
    isAlone: path =>
      [...known.values()].every(
        ({ migration }) => migration.file.path === path || !migration.files.some(file => file.path === path),
      ),
    forget(paths) {
      for (const [key, { migration }] of known)
        if (migration.files.some(file => paths.includes(file.path))) known.delete(key)
    },
    forgetAll: () => {
      known.clear()
    },
  }
}

interface ToRead {
  readonly disk: ProjectFiles
  readonly leftOut: string | undefined
  readonly config: Config
  readonly known: Map<string, Reading>
}

function readAll(history: History, { disk, leftOut, config, known }: ToRead): List['readings'] {
  const { frontend, sources } = history
  const keys = sources.map(source =>
    leftOut !== undefined && source.paths.includes(leftOut) ? undefined : keyOf(frontend.name, source),
  )
  const missing = sources.filter((_, i) => keys[i] !== undefined && !known.has(keys[i]))
  for (const source of sourcesAhead(frontend, missing, disk))
    known.set(keyOf(frontend.name, source), readingOf(readMigration(history, source, disk, config)))
  return keys.map(key => (key === undefined ? undefined : known.get(key)))
}

/** A migration with what it tells of its database. */
export function readingOf(migration: Migration): Reading {
  return { migration, ...spokenIn(migration) }
}

function keyOf(framework: string, { name, paths, layout, knowsDown }: MigrationSource): string {
  return JSON.stringify([framework, name, paths, layout, knowsDown])
}

const translations = new WeakMap<Migration, { readonly title: string; readonly migration: Migration }>()

/** The migration in a history on this database, made once. */
export function translated({ migration }: Reading, database: OtherDatabase | undefined): Migration {
  if (!database) return migration
  const before = translations.get(migration)
  if (before?.title === database.title) return before.migration
  const made = asPartOf(database, migration)
  translations.set(migration, { title: database.title, migration: made })
  return made
}
