/** Sequelize: modules that export `up` and `down`, given a query interface, or Umzug's parameters with one. */
import { compareText } from '../../source/compare-text.ts'
import type { Migration } from '../../model/migration.ts'
import type { Frontend, FrontendSettings, MigrationSource, ProjectFiles } from '../frontend.ts'
import { inItsDialect } from '../other-databases.ts'
import { baseName, folderOf } from '../paths.ts'
import { fileOf, headOf } from '../sql-sections.ts'
import { readCodeMigration, type Direction } from '../typescript/code-migration.ts'
import { evaluateModule, type Evaluation } from '../typescript/evaluate.ts'
import { evaluatedOnce } from '../typescript/evaluated-once.ts'
import { exportedNames } from '../typescript/find-modules.ts'
import { hostValue } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'
import { directionsOf, mayBeNeighbour, mayBeSequelize, takesSequelize, type Directions } from './detect.ts'
import { migrationArgument, sequelizeClass } from './sequelize-object.ts'
import { databaseOfSettings, isSeeder } from './settings.ts'
import { listedIn, umzugModule } from './umzug.ts'
import { sequelizeWriter } from './writer.ts'

/** Reads the migrations of sequelize-cli and Umzug, which wrap nothing: each call is a round trip of its own. */
export const sequelize: Frontend = {
  name: 'sequelize',
  title: 'Sequelize',
  docs: 'https://sequelize.org/docs/v6/other-topics/migrations/',
  reads: 'modules that export `up(queryInterface)` and `down(queryInterface)`, also for Umzug',
  find(files) {
    const found = files.paths.flatMap(path => migrationsIn(path, files))
    const folders = new Set(found.filter(({ layout }) => layout === 'file').map(({ path }) => folderOf(path)))
    const known = new Set(found.map(({ path }) => path))
    const neighbours = files.paths
      .filter(path => folders.has(folderOf(path)) && !known.has(path) && isNeighbour(path, files))
      .map(path => ({ path, name: nameOf(path), layout: 'file' as const }))
    return [...found, ...neighbours].sort(byFolderAndName).map(({ path, name, layout }) => ({
      framework: 'sequelize',
      name,
      history: layout === 'file' ? folderOf(path) : path,
      paths: [path],
      layout,
      knowsDown: true,
    }))
  },
  read: readMigration,
  writer: sequelizeWriter,
}

interface Found {
  readonly path: string
  readonly name: string
  /** A file of its own, or an object in a list of a module. */
  readonly layout: 'file' | 'listed'
}

const MODULE = /\.[cm]?[jt]s$/u
const NOT_READ = /(?:^|\/)node_modules\/|\.d\.[cm]?ts$|\.(?:test|spec)\.[cm]?[jt]s$/u

function nameOf(path: string): string {
  return baseName(path).replace(MODULE, '')
}

/** Both runners sort files by their names; a list stays as it is. */
function byFolderAndName(a: Found, b: Found): number {
  const folders = compareText(folderOf(a.path), folderOf(b.path))
  return folders === 0 ? compareText(baseName(a.path), baseName(b.path)) : folders
}

function migrationsIn(path: string, files: ProjectFiles): readonly Found[] {
  if (!MODULE.test(path) || NOT_READ.test(path)) return []
  if (!mayBeSequelize(files.read(path)?.text ?? '') || isSeeder(path, files)) return []
  const module = files.module(path)
  if (!module) return []
  const { evaluation, lists } = evaluatedOf(module, files)
  const asFile = { path, name: nameOf(path), layout: 'file' as const }
  // What a module that cannot be read to its end exports is told from its syntax.
  if (evaluation.limited) return exportedNames(module).has('up') ? [asFile] : []
  if (takesSequelize(module, directionsOf(evaluation))) return [asFile]
  const listed = listedIn(evaluation, lists)
  if (!listed.some(each => takesSequelize(module, each))) return []
  return listed.map(({ name }) => ({ path, name, layout: 'listed' as const }))
}

/** Among migrations, a file that cannot be parsed is one, and so is one whose `up` does nothing. */
function isNeighbour(path: string, files: ProjectFiles): boolean {
  if (!MODULE.test(path) || NOT_READ.test(path) || !/^\d/u.test(baseName(path))) return false
  const module = files.module(path)
  if (!module) return false
  return (
    module.errors.length > 0 || mayBeNeighbour(module, directionsOf(evaluatedOf(module, files).evaluation))
  )
}

/** A module that has been read, with the lists of migrations that it hands to Umzug. */
interface Evaluated {
  readonly evaluation: Evaluation
  readonly lists: readonly Value[]
}

const evaluatedOf = evaluatedOnce((module, files): Evaluated => {
  const lists: Value[] = []
  const sequelizeModule = hostValue(sequelizeClass(headOf(module.file)))
  const umzug = hostValue(umzugModule(lists))
  const imports = (specifier: string): Value | undefined => {
    if (specifier === 'umzug') return umzug
    return MODULES.has(specifier) ? sequelizeModule : undefined
  }
  return { evaluation: evaluateModule(module, { files, imports }), lists }
})

/** Modules that give the types of Sequelize. */
const MODULES = new Set(['sequelize', 'sequelize-typescript', '@sequelize/core'])

function readMigration(source: MigrationSource, files: ProjectFiles, settings: FrontendSettings): Migration {
  const file = fileOf(source, files)
  const module = files.module(file.path)
  const evaluated = module && evaluatedOf(module, files)
  const functions = evaluated ? functionsOf(source, evaluated) : {}
  const span = headOf(file)
  const direction = (fn: Value | undefined): Direction => ({
    fn,
    args: [hostValue(migrationArgument(span)), hostValue(sequelizeClass(span))],
    ...(functions.self ? { self: functions.self } : {}),
  })
  const migration = readCodeMigration({
    source,
    file,
    module,
    evaluation: evaluated?.evaluation,
    transaction: settings.transaction ?? 'none',
    floating: 'eager',
    up: direction(functions.up),
    down: direction(functions.down),
  })
  return inItsDialect(migration, databaseOfSettings(folderOf(file.path), files))
}

function functionsOf({ layout, name }: MigrationSource, { evaluation, lists }: Evaluated): Directions {
  if (layout !== 'listed') return directionsOf(evaluation)
  return listedIn(evaluation, lists).find(each => each.name === name) ?? {}
}
