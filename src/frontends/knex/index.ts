/** Knex: modules that export `up` and `down`, both given `knex`. */
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
import { directionsOf, isKnexModule, mayBeKnex, mayBeNeighbour } from './detect.ts'
import { knexObject } from './knex-object.ts'
import { databaseOfKnexfile } from './knexfile.ts'
import { knexWriter } from './writer.ts'

/**
 * Reads Knex's migrations. All pending ones run in one transaction, unless one of them says
 * `config = { transaction: false }`: https://knexjs.org/guide/migrations.html#transactions-in-migrations
 */
export const knex: Frontend = {
  name: 'knex',
  title: 'Knex',
  docs: 'https://knexjs.org/guide/migrations.html',
  reads: 'modules that export `up(knex)` and `down(knex)`',
  find(files) {
    const found = files.paths.filter(path => isKnexMigration(path, files))
    const folders = new Set(found.map(folderOf))
    const known = new Set(found)
    const neighbours = files.paths.filter(
      path => folders.has(folderOf(path)) && !known.has(path) && isNeighbour(path, files),
    )
    return [...found, ...neighbours].sort(byFolderAndName).map(path => ({
      framework: 'knex',
      name: baseName(path).replace(MODULE, ''),
      history: folderOf(path),
      paths: [path],
      knowsDown: true,
    }))
  },
  read: readMigration,
  writer: knexWriter,
}

const MODULE = /\.[cm]?[jt]s$/u
const NOT_READ = /(?:^|\/)node_modules\/|\.d\.[cm]?ts$/u

/** Knex sorts by the name of the file: https://github.com/knex/knex/blob/master/lib/migrations/migrate/sources/fs-migrations.js */
function byFolderAndName(a: string, b: string): number {
  const folders = compareText(folderOf(a), folderOf(b))
  return folders === 0 ? compareText(baseName(a), baseName(b)) : folders
}

function isKnexMigration(path: string, files: ProjectFiles): boolean {
  if (!MODULE.test(path) || NOT_READ.test(path)) return false
  const text = files.read(path)?.text ?? ''
  if (!mayBeKnex(text)) return isMade(path, text, files)
  const module = files.module(path)
  if (!module) return false
  // What a migration is shows in its own file; the many others that look like one must not load what they import.
  const evaluation = evaluateModule(module)
  // What a module that cannot be read to its end exports is told from its syntax.
  return evaluation.limited ? exportedNames(module).has('up') : isKnexModule(evaluation)
}

/** `module.exports = addColumnMigration('orders', 'note')`: another file says what the migration does. */
function isMade(path: string, text: string, files: ProjectFiles): boolean {
  if (!/^\d{3}/u.test(baseName(path)) || !IS_MADE.test(text)) return false
  const module = files.module(path)
  return module !== undefined && isKnexModule(evaluationOf(module, files))
}

const IS_MADE = /\bmodule\.exports\s*=\s*[\w.]+\(|\bexport\s+default\s+[\w.]+\(/u

/** Among migrations, a file that cannot be parsed is one, and so is one whose `up` does nothing. */
function isNeighbour(path: string, files: ProjectFiles): boolean {
  if (!MODULE.test(path) || NOT_READ.test(path) || !/^\d/u.test(baseName(path))) return false
  const module = files.module(path)
  if (!module) return false
  return module.errors.length > 0 || mayBeNeighbour(evaluationOf(module, files))
}

const evaluationOf = evaluatedOnce((module, files) => evaluateModule(module, { files }))

function readMigration(source: MigrationSource, files: ProjectFiles, settings: FrontendSettings): Migration {
  const file = fileOf(source, files)
  const module = files.module(file.path)
  const evaluation = module && evaluationOf(module, files)
  const functions = evaluation && directionsOf(evaluation)
  const inTransaction = evaluation ? !optsOut(evaluation) : true
  const transaction = settings.transaction ?? (inTransaction ? 'run' : 'none')
  const around = { inTransaction: transaction === 'run' || transaction === 'migration', span: headOf(file) }
  const direction = (fn: Value | undefined): Direction => ({ fn, args: [hostValue(knexObject(around))] })
  const migration = readCodeMigration({
    source,
    file,
    module,
    evaluation,
    transaction,
    floating: 'lazy',
    up: direction(functions?.up),
    down: direction(functions?.down),
  })
  // https://knexjs.org/guide/migrations.html#transactions-in-migrations
  const whole = inTransaction ? migration : { ...migration, breaksUpRun: true as const }
  return inItsDialect(whole, databaseOfKnexfile(folderOf(file.path), files))
}

/** `export const config = { transaction: false }`, or the same in the object that is exported. */
function optsOut({ exports }: Evaluation): boolean {
  const whole = exports.get('default')
  const config =
    exports.get('config') ?? (whole?.kind === 'object' ? whole.properties.value.get('config') : undefined)
  const value = config?.kind === 'object' ? config.properties.value.get('transaction') : undefined
  return value?.kind === 'primitive' && value.value === false
}
