/** The migrations among the files, history by history, each claimed by one frontend. */
import type { Frontend, MigrationSource, ProjectFiles } from '../frontends/frontend.ts'
import { readMigration } from './read-migration.ts'

/** Migrations that share a schema, in the order in which their runner applies them. */
export interface History {
  readonly frontend: Frontend
  readonly sources: readonly MigrationSource[]
}

/** Plain SQL is what remains when no framework knows a file. */
const LEAST_SPECIFIC = 'sql'

/**
 * Asks every frontend; a file that two of them know goes to the more specific one. A file of SQL that a migration of
 * code reads is a part of this migration and not one itself.
 */
export function findMigrations(frontends: readonly Frontend[], files: ProjectFiles): readonly History[] {
  const claimed = new Map<string, string>()
  const loaded = new Set<string>()
  const histories = new Map<string, { frontend: Frontend; sources: MigrationSource[] }>()
  const ordered = [...frontends].sort((a, b) => specificity(a) - specificity(b))
  for (const frontend of ordered) {
    for (const found of frontend.find(files)) {
      const [first = ''] = found.paths
      const owner = claimed.get(first)
      if (owner !== undefined && owner !== frontend.name) continue
      if (frontend.name === LEAST_SPECIFIC && loaded.has(first)) continue
      const texts = textsReadBy(frontend, found, files)
      for (const path of texts) loaded.add(path)
      const source = texts.length === 0 ? found : { ...found, paths: [...found.paths, ...texts] }
      for (const path of found.paths) claimed.set(path, frontend.name)
      const key = `${frontend.name} ${source.history}`
      const history = histories.get(key)
      if (history) history.sources.push(source)
      else histories.set(key, { frontend, sources: [source] })
    }
  }
  return [...histories.values()]
}

const CODE = /\.[cm]?[jt]sx?$/u

/** Words without which code reads no other file; the names of loaders are the user's. */
const MAY_LOAD = /\breadFile|\.(?:sql|pgsql|psql|ddl|txt)\b|(?:load|read|sql|file)\w*\(/iu

/** The files other than code that a migration of code reads, besides those by which it was found. */
function textsReadBy(frontend: Frontend, source: MigrationSource, files: ProjectFiles): readonly string[] {
  const [first = ''] = source.paths
  if (!CODE.test(first) || !MAY_LOAD.test(files.read(first)?.text ?? '')) return []
  const { files: all } = readMigration({ frontend }, source, files, {})
  return all.map(({ path }) => path).filter(path => !CODE.test(path) && !source.paths.includes(path))
}

function specificity({ name }: Frontend): number {
  return name === LEAST_SPECIFIC ? 1 : 0
}
