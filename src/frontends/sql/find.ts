/** Which SQL files are migrations, and in which order their runner applies them. */
import { flag } from '../../model/names.ts'
import type { MigrationSource, ProjectFiles } from '../frontend.ts'
import { baseName, compareNames, compareVersions, folderOf, joinPath } from '../paths.ts'
import { runnerOf, type RunnerName } from './runners.ts'
import { isMigrationFolder, readFileName, type NamedFile } from './file-names.ts'
import { versionsIn } from './versions.ts'

/** Files of SQL that build no history: what tests, seeds and the application's own queries lie in. */
const OTHER_SQL =
  /^(?:node_modules|seeds?|seeders|seeding|quer(?:y|ies)|functions|procedures|views|tests?|__tests__|examples?|snippets|docs?|src|lib|docker-entrypoint-initdb\.d)$/iu

/** Dumps and seeds that lie among migrations, and the hooks of graphile-migrate. */
const NOT_A_MIGRATION =
  /^(?:.*[._-])?(?:schema|structure|dump|seeds?|fixtures?|afterreset|rootafterreset)\.sql$/iu

const NUMBERED = /^\d+[._-]|^\d{8,}/u

/** The migrations among the files, history by history. */
export function findSqlMigrations(files: ProjectFiles): readonly MigrationSource[] {
  const sql = files.paths.filter(path => /\.sql$/iu.test(path) && !/(?:^|\/)node_modules\//u.test(path))
  const folders = groupBy(sql, folderOf)
  const named = new Set(files.named ?? [])
  const found: NamedFile[] = []
  for (const [folder, paths] of folders) {
    if (isDownFolder(folder, folders)) continue
    const accepts = acceptorOf(folder, paths, files)
    for (const path of paths) {
      const file = readFileName(path)
      if (named.has(path) ? !belongsToOther(folder, path, files) : accepts(file)) {
        found.push(graphile(file, folders), ...inDownFolder(file, folders))
      }
    }
  }
  return [...groupBy(found, file => file.history).values()].flatMap(history => sourcesOf(history, files))
}

/** Decides about the files of one folder from the folder as a whole. */
function acceptorOf(
  folder: string,
  paths: readonly string[],
  files: ProjectFiles,
): (file: NamedFile) => boolean {
  if (files.read(joinPath(folder, 'meta/_journal.json'))) return () => false
  const segments = folder.split('/')
  const direct = isMigrationFolder(folder)
  const below = direct || segments.some(isMigrationFolder)
  const apart = segments.some(segment => /^(?:node_modules|seeds?|seeders|seeding)$/iu.test(segment))
  const forward = paths.filter(path => !NOT_A_MIGRATION.test(baseName(path)))
  const allNumbered = forward.length > 1 && forward.every(path => NUMBERED.test(baseName(path)))
  const elsewhere = allNumbered && !segments.some(segment => OTHER_SQL.test(segment))
  return file => {
    const base = baseName(file.path)
    if (apart || belongsToOther(folder, file.path, files)) return false
    if (file.layout !== 'forward') return file.layout !== 'repeatable' || below
    if (NUMBERED.test(base)) return below || elsewhere
    return (direct || baseName(folder) === 'current') && below && !NOT_A_MIGRATION.test(base)
  }
}

/** Prisma and Drizzle keep a `migration.sql` in a folder for each migration, Drizzle also a journal beside its files. */
function belongsToOther(folder: string, path: string, files: ProjectFiles): boolean {
  if (baseName(path) !== 'migration.sql')
    return files.read(joinPath(folder, 'meta/_journal.json')) !== undefined
  return (
    /^\d{14}_/u.test(baseName(folder)) ||
    files.read(joinPath(folderOf(folder), 'migration_lock.toml')) !== undefined
  )
}

/** @slonik/migrator: `down/orders.sql` is the way back of the `orders.sql` beside the folder. */
function isDownFolder(folder: string, folders: ReadonlyMap<string, readonly string[]>): boolean {
  if (baseName(folder) !== 'down') return false
  const above = new Set(folders.get(folderOf(folder))?.map(baseName))
  return (folders.get(folder) ?? []).some(path => above.has(baseName(path)))
}

function inDownFolder(
  file: NamedFile,
  folders: ReadonlyMap<string, readonly string[]>,
): readonly NamedFile[] {
  const folder = joinPath(folderOf(file.path), 'down')
  const path = joinPath(folder, baseName(file.path))
  return folders.get(folder)?.includes(path) ? [{ ...file, path, side: 'down' }] : []
}

/** graphile-migrate: `committed/000001.sql` and, still being written, `current.sql` or `current/*.sql`. */
function graphile(file: NamedFile, folders: ReadonlyMap<string, readonly string[]>): NamedFile {
  const folder = folderOf(file.path)
  const committed = baseName(folder) === 'committed'
  const root = committed || baseName(folder) === 'current' ? folderOf(folder) : folder
  if (!isMigrationFolder(root) || !folders.has(joinPath(root, 'committed'))) return file
  return { ...file, history: root, name: committed ? file.name : `current/${file.name}` }
}

function sourcesOf(history: readonly NamedFile[], files: ProjectFiles): readonly MigrationSource[] {
  const paths = new Set(files.paths)
  const runner = rememberingRunner(files)
  const versionOf = versionsIn(history, files)
  const knowsDown = flag(history.some(file => file.side === 'down'))
  const migrations = groupBy(history, keyOf)
  const sources = [...migrations.values()].flatMap(group => {
    const down = group.find(file => file.side === 'down')
    // Two files of one version are two migrations, whatever the runner makes of that.
    return group
      .filter(file => file.side === 'up')
      .map(up => ({ up, downPath: down?.path ?? siblingDown(up.path, paths, files) }))
  })
  return sources
    .sort((a, b) => compareFiles(a.up, b.up))
    .map(({ up, downPath }) => ({
      framework: 'sql',
      name: up.layout === 'flyway' || up.layout === 'repeatable' ? baseName(up.path).slice(0, -4) : up.name,
      history: up.history,
      paths: downPath === undefined ? [up.path] : [up.path, downPath],
      downPath,
      layout: runner(up),
      version: versionOf(up),
      ...(up.layout === 'flyway' ? { late: 'refuses' as const } : {}),
      knowsDown: flag(up.layout !== 'repeatable' && (knowsDown ?? downPath !== undefined)),
    }))
}

/** Looks beside and above each folder once. */
function rememberingRunner(files: ProjectFiles): (file: NamedFile) => RunnerName {
  const known = new Map<string, RunnerName>()
  return ({ layout, path, name }) => {
    // graphile-migrate wraps what is being written as it wraps what is committed.
    if (name.startsWith('current/')) return 'wrapping'
    const key = `${layout} ${folderOf(path)}`
    const runner = known.get(key) ?? runnerOf(layout, folderOf(path), files)
    known.set(key, runner)
    return runner
  }
}

/** The down file of an up file that was given alone. */
function siblingDown(path: string, paths: ReadonlySet<string>, files: ProjectFiles): string | undefined {
  const sibling = path.replace(/(^|[._/-])up(\.sql)$/iu, '$1down$2')
  if (sibling === path || paths.has(sibling)) return undefined
  return files.read(sibling) && sibling
}

const keyOf = (file: NamedFile): string =>
  `${file.layout === 'repeatable' ? 'R' : ''}${file.layout === 'flyway' ? file.name.replace(/_/gu, '.') : file.name}`

/** Flyway runs the repeatable ones last. */
function compareFiles(a: NamedFile, b: NamedFile): number {
  if (a.layout === 'flyway' && b.layout === 'flyway') return compareVersions(a.name, b.name)
  if (a.layout !== b.layout && (a.layout === 'repeatable' || b.layout === 'repeatable'))
    return a.layout === 'repeatable' ? 1 : -1
  return compareNames(a.name, b.name)
}

function groupBy<T>(values: readonly T[], key: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const group = groups.get(key(value))
    if (group) group.push(value)
    else groups.set(key(value), [value])
  }
  return groups
}
