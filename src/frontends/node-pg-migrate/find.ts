/** Finding the migrations of node-pg-migrate: modules, and the SQL files that lie among them. */
import type { MigrationSource, ProjectFiles } from '../frontend.ts'
import { baseName, folderOf } from '../paths.ts'
import { compareText } from '../../source/compare-text.ts'
import { evaluateModule } from '../typescript/evaluate.ts'
import { evaluatedOnce } from '../typescript/evaluated-once.ts'
import { exportedNames } from '../typescript/find-modules.ts'
import { isMigration, mayBeMigration, mayBeNeighbour } from './detect.ts'
import { compareFiles } from './order.ts'
import { importOfPackage } from './package-module.ts'

const MODULE = /\.[cm]?[jt]s$/u
/** The runner goes past names that begin with a dot: https://salsita.github.io/node-pg-migrate/cli/ */
const NOT_READ = /(?:^|\/)node_modules\/|(?:^|\/)\.[^/]*$|\.d\.[cm]?ts$|\.(?:test|spec)\.[cm]?[jt]s$/u

/** All migrations, folder by folder. */
export function findMigrations(files: ProjectFiles): readonly MigrationSource[] {
  const modules = files.paths.filter(path => MODULE.test(path) && !NOT_READ.test(path))
  const found = withoutTemplates(
    modules.filter(path => isFound(path, files)),
    files.named ?? [],
  )
  const folders = new Set(found.map(folderOf))
  const known = new Set(found)
  const beside = files.paths.filter(path => folders.has(folderOf(path)) && !known.has(path))
  const neighbours = beside.filter(
    path => MODULE.test(path) && !NOT_READ.test(path) && isNeighbour(path, files),
  )
  const sql = beside.filter(path => path.endsWith('.sql') && isNumbered(path))
  return [...[...found, ...neighbours].map(sourceOf), ...sqlSources(sql)].sort(byFolderAndName)
}

/** The runner refuses names without a number: among others, such a file is a template or a helper. */
function withoutTemplates(found: readonly string[], named: readonly string[]): readonly string[] {
  const numbered = new Set(found.filter(isNumbered).map(folderOf))
  return found.filter(path => isNumbered(path) || named.includes(path) || !numbered.has(folderOf(path)))
}

function isNumbered(path: string): boolean {
  return STARTS_WITH_NUMBER.test(baseName(path))
}

const STARTS_WITH_NUMBER = /^\d/u

function sourceOf(path: string): MigrationSource {
  return namedSource(path, baseName(path).replace(/\.\w+$/u, ''))
}

/** The runner remembers names without their endings: of two that are equal, it takes one for applied. */
function namedSource(path: string, name: string): MigrationSource {
  return {
    framework: 'node-pg-migrate',
    name,
    version: name,
    history: folderOf(path),
    paths: [path],
    // https://salsita.github.io/node-pg-migrate/cli/ : check-order is on unless it is switched off.
    late: 'refuses',
    knowsDown: true,
  }
}

/** `x.up.sql` and `x.down.sql` are one migration: https://salsita.github.io/node-pg-migrate/migrations/ */
function sqlSources(paths: readonly string[]): readonly MigrationSource[] {
  const all = new Set(paths)
  return paths.flatMap(path => {
    if (path.endsWith('.down.sql') && all.has(path.replace(/\.down\.sql$/u, '.up.sql'))) return []
    const down = path.endsWith('.up.sql') ? path.replace(/\.up\.sql$/u, '.down.sql') : ''
    if (!all.has(down)) return sourceOf(path)
    const name = baseName(path).replace(/\.up\.sql$/u, '')
    return { ...namedSource(path, name), paths: [path, down], downPath: down }
  })
}

function byFolderAndName(a: MigrationSource, b: MigrationSource): number {
  return compareText(a.history, b.history) || compareFiles(a.paths[0] ?? '', b.paths[0] ?? '')
}

function isFound(path: string, files: ProjectFiles): boolean {
  if (!mayBeMigration(files.read(path)?.text ?? '')) return false
  const module = files.module(path)
  if (!module) return false
  const evaluation = evaluationOf(module, files)
  // What a module that cannot be read to its end exports is told from its syntax.
  return evaluation.limited ? exportedNames(module).has('up') : isMigration(module, evaluation)
}

/** Among migrations, a file that cannot be parsed is one, and so is one whose `up` does nothing. */
function isNeighbour(path: string, files: ProjectFiles): boolean {
  if (!isNumbered(path)) return false
  const module = files.module(path)
  if (!module) return false
  return module.errors.length > 0 || mayBeNeighbour(module, evaluationOf(module, files))
}

/** What a module exports; evaluated once. */
export const evaluationOf = evaluatedOnce((module, files) =>
  evaluateModule(module, { files, imports: importOfPackage }),
)
