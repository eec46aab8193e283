/** db-migrate: modules named after their time that export `up` and `down`, both given `db` and a callback. */
import { compareText } from '../../source/compare-text.ts'
import type { Migration } from '../../model/migration.ts'
import type { Frontend, FrontendSettings, MigrationSource, ProjectFiles } from '../frontend.ts'
import { inItsDialect } from '../other-databases.ts'
import { folderOf } from '../paths.ts'
import { fileOf } from '../sql-sections.ts'
import { readCodeMigration, type Direction } from '../typescript/code-migration.ts'
import { evaluateModule } from '../typescript/evaluate.ts'
import { evaluatedOnce } from '../typescript/evaluated-once.ts'
import { exportedNames } from '../typescript/find-modules.ts'
import type { Value } from '../typescript/values.ts'
import { dbObject } from './db-object.ts'
import { exportedBy, mayBeMigration, migrationName, signOf, type Sign } from './detect.ts'
import { calledByRunner } from './migration-function.ts'
import { databaseOfSettings, isNonTransactional } from './settings.ts'
import { dbMigrateWriter } from './writer.ts'

/**
 * Reads migrations of db-migrate as its PostgreSQL driver runs them, each in a transaction unless `--non-transactional`
 * is given: https://github.com/db-migrate/node-db-migrate/blob/master/lib/migrator.js
 */
export const dbMigrate: Frontend = {
  name: 'db-migrate',
  title: 'db-migrate',
  docs: 'https://db-migrate.readthedocs.io/en/latest/',
  reads: 'modules named `<time>-<name>.js` that export `up(db, callback)` and `down(db, callback)`',
  find(files) {
    const signs = new Map(files.paths.flatMap(path => signed(path, files)))
    const folders = new Set([...signs].filter(([, sign]) => sign === 'own').map(([path]) => folderOf(path)))
    return [...signs]
      .filter(([path, sign]) => sign === 'own' || (sign === 'open' && folders.has(folderOf(path))))
      .map(([path]) => sourceOf(path))
      .sort(inOrder)
  },
  read: readMigration,
  writer: dbMigrateWriter,
}

function signed(path: string, files: ProjectFiles): readonly (readonly [string, Sign])[] {
  if (migrationName(path) === undefined || !mayBeMigration(files.read(path)?.text ?? '')) return []
  const module = files.module(path)
  if (!module) return []
  // Among migrations, a file that cannot be parsed is one.
  if (module.errors.length > 0) return [[path, 'open']]
  const evaluation = evaluationOf(module, files)
  // What a module that cannot be read to its end exports is told from its syntax.
  const isLost = evaluation.limited && exportedNames(module).has('up')
  return [[path, isLost ? 'open' : signOf(module, evaluation)]]
}

function sourceOf(path: string): MigrationSource {
  return {
    framework: 'db-migrate',
    name: migrationName(path) ?? path,
    history: folderOf(path),
    paths: [path],
    knowsDown: true,
  }
}

/** By the time in the name: https://github.com/db-migrate/shared/blob/master/util.js */
function inOrder(a: MigrationSource, b: MigrationSource): number {
  return compareText(a.history, b.history) || compareText(a.name, b.name)
}

const evaluationOf = evaluatedOnce((module, files) => evaluateModule(module, { files }))

function readMigration(source: MigrationSource, files: ProjectFiles, settings: FrontendSettings): Migration {
  const file = fileOf(source, files)
  const folder = folderOf(file.path)
  const module = files.module(file.path)
  const evaluation = module && evaluationOf(module, files)
  const transaction = settings.transaction ?? (isNonTransactional(folder, files) ? 'none' : 'migration')
  const db = dbObject(transaction === 'migration' || transaction === 'run')
  const exported = evaluation && exportedBy(evaluation)
  const direction = (fn: Value | undefined): Direction => {
    const isFunction = fn !== undefined && fn.kind !== 'primitive' && fn.kind !== 'method'
    return { fn: isFunction ? calledByRunner({ fn, setup: exported?.setup, db, file }) : fn, args: [] }
  }
  const migration = readCodeMigration({
    source,
    file,
    module,
    evaluation,
    transaction,
    floating: 'eager',
    up: direction(exported?.up),
    down: direction(exported?.down),
  })
  return inItsDialect(migration, databaseOfSettings(folder, files))
}
