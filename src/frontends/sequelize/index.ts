/** Sequelize: modules that export `up` and `down`, given a query interface, or Umzug's parameters with one. */
import { compareText } from '../../source/compare-text.ts'
import type { Migration } from '../../model/migration.ts'
import type { Frontend, FrontendSettings, MigrationSource, ProjectFiles } from '../frontend.ts'
import { inItsDialect } from '../other-databases.ts'
import { baseName, folderOf } from '../paths.ts'
import { fileOf, headOf } from '../sql-sections.ts'
import { readCodeMigration, type Direction } from '../typescript/code-migration.ts'
import { evaluateModule, type Evaluation } from '../typescript/evaluate.ts'
import { exportedNames } from '../typescript/find-modules.ts'
import type { Module } from '../typescript/module.ts'
import { hostValue } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'
import { directionsOf, mayBeNeighbour, mayBeSequelize, takesSequelize } from './detect.ts'
import { migrationArgument, sequelizeClass } from './sequelize-object.ts'
import { databaseOfSettings, isSeeder } from './settings.ts'

/** Reads the migrations of sequelize-cli and Umzug, which wrap nothing: each call is a round trip of its own. */
export const sequelize: Frontend = {
  name: 'sequelize',
  title: 'Sequelize',
  docs: 'https://sequelize.org/docs/v6/other-topics/migrations/',
  reads: 'modules that export `up(queryInterface)` and `down(queryInterface)`, also for Umzug',
  find(files) {
    const found = files.paths.filter(path => isMigration(path, files))
    const folders = new Set(found.map(folderOf))
    const known = new Set(found)
    const neighbours = files.paths.filter(
      path => folders.has(folderOf(path)) && !known.has(path) && isNeighbour(path, files),
    )
    return [...found, ...neighbours].sort(byFolderAndName).map(path => ({
      framework: 'sequelize',
      name: baseName(path).replace(MODULE, ''),
      history: folderOf(path),
      paths: [path],
      knowsDown: true,
    }))
  },
  read: readMigration,
}

const MODULE = /\.[cm]?[jt]s$/u
const NOT_READ = /(?:^|\/)node_modules\/|\.d\.[cm]?ts$|\.(?:test|spec)\.[cm]?[jt]s$/u

/** Both runners sort by the name of the file. */
function byFolderAndName(a: string, b: string): number {
  const folders = compareText(folderOf(a), folderOf(b))
  return folders === 0 ? compareText(baseName(a), baseName(b)) : folders
}

function isMigration(path: string, files: ProjectFiles): boolean {
  if (!MODULE.test(path) || NOT_READ.test(path)) return false
  if (!mayBeSequelize(files.read(path)?.text ?? '') || isSeeder(path, files)) return false
  const module = files.module(path)
  if (!module) return false
  const evaluation = evaluationOf(module, files)
  // What a module that cannot be read to its end exports is told from its syntax.
  if (evaluation.limited) return exportedNames(module).has('up')
  return takesSequelize(module, directionsOf(evaluation))
}

/** Among migrations, a file that cannot be parsed is one, and so is one whose `up` does nothing. */
function isNeighbour(path: string, files: ProjectFiles): boolean {
  if (!MODULE.test(path) || NOT_READ.test(path) || !/^\d/u.test(baseName(path))) return false
  const module = files.module(path)
  if (!module) return false
  return module.errors.length > 0 || mayBeNeighbour(module, directionsOf(evaluationOf(module, files)))
}

/** Finding and reading look at the same module. */
const evaluations = new WeakMap<Module, Evaluation>()

function evaluationOf(module: Module, files: ProjectFiles): Evaluation {
  const known = evaluations.get(module)
  if (known) return known
  const span = headOf(module.file)
  const gives = hostValue(sequelizeClass(span))
  const imports = (specifier: string): Value | undefined => (MODULES.has(specifier) ? gives : undefined)
  const evaluation = evaluateModule(module, { files, imports })
  evaluations.set(module, evaluation)
  return evaluation
}

/** Modules that give the types of Sequelize. */
const MODULES = new Set(['sequelize', 'sequelize-typescript', '@sequelize/core'])

function readMigration(source: MigrationSource, files: ProjectFiles, settings: FrontendSettings): Migration {
  const file = fileOf(source, files)
  const module = files.module(file.path)
  const evaluation = module && evaluationOf(module, files)
  const functions = evaluation ? directionsOf(evaluation) : {}
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
    evaluation,
    transaction: settings.transaction ?? 'none',
    floating: 'eager',
    up: direction(functions.up),
    down: direction(functions.down),
  })
  return inItsDialect(migration, databaseOfSettings(folderOf(file.path), files))
}
