/** Postgres.js: modules whose `up` is given the tag `sql`, for ley, postgres-shift and runners of one's own. */
import { verbatim, type MappedText } from '../../source/mapped-text.ts'
import type { Migration, TransactionScope } from '../../model/migration.ts'
import type { Frontend, FrontendSettings, MigrationSource, ProjectFiles } from '../frontend.ts'
import { inItsDialect } from '../other-databases.ts'
import { baseName, folderOf } from '../paths.ts'
import { fileOf } from '../sql-sections.ts'
import { readCodeMigration, type Direction } from '../typescript/code-migration.ts'
import { evaluateModule, type Evaluation } from '../typescript/evaluate.ts'
import { exportedAs } from '../typescript/exported-directions.ts'
import { pathIn, projectPaths } from '../typescript/node-places.ts'
import { findDirections, mayExportUp, nameWithoutExtension } from '../typescript/find-directions.ts'
import type { Module } from '../typescript/module.ts'
import { dependsOn, readAssumed } from '../typescript/own-runner.ts'
import { pathOf, typeOfParameter, usesOfParameter } from '../typescript/parameter-uses.ts'
import { hostValue } from '../typescript/value-tools.ts'
import type { FunctionValue, Value } from '../typescript/values.ts'
import { parameter, sqlHost } from './sql.ts'
import { postgresJsWriter } from './writer.ts'

/**
 * ley (https://github.com/lukeed/ley) and postgres-shift (https://github.com/porsager/postgres-shift) run all pending
 * migrations in one transaction; a runner of the project's own is taken to open one for each.
 */
export const postgresJs: Frontend = {
  name: 'postgres-js',
  title: 'Postgres.js',
  docs: 'https://github.com/porsager/postgres',
  reads:
    'modules that export `up(sql)` and `down(sql)`, or `export default async function (sql)`, with `` sql`…` ``',
  find: files =>
    findDirections(files, {
      framework: 'postgres-js',
      mayBe: (text, path) => (mayExportUp(text) || isNumbered(path)) && /\w`|\.unsafe\b/u.test(text),
      evaluate,
      isMigration: (evaluation, module) =>
        functionsOf(evaluation, module.file.path).some(fn => takesSql(evaluation, fn)),
      nameOf: path => (isIndex(path) ? baseName(folderOf(path)) : nameWithoutExtension(path)),
      historyOf: path => (isIndex(path) ? folderOf(folderOf(path)) : folderOf(path)),
      upOf,
    }),
  read,
  writer: postgresJsWriter,
}

function evaluate(module: Module, files: ProjectFiles): Evaluation {
  return evaluateModule(module, { files })
}

/** postgres-shift: `00001_orders/index.js`. */
function isIndex(path: string): boolean {
  return /^index\.\w+$/u.test(baseName(path)) && /^\d/u.test(baseName(folderOf(path)))
}

/** postgres-shift takes nothing else. */
function isNumbered(path: string): boolean {
  return isIndex(path) || /^\d/u.test(baseName(path))
}

/** `up`, or what postgres-shift calls: the default export. */
function upOf(evaluation: Evaluation): Value | undefined {
  const whole = evaluation.exports.get('default')
  return exportedAs(evaluation, 'up') ?? (whole?.kind === 'function' ? whole : undefined)
}

function functionsOf(evaluation: Evaluation, path: string): readonly FunctionValue[] {
  const up = isNumbered(path) ? upOf(evaluation) : exportedAs(evaluation, 'up')
  return [up, exportedAs(evaluation, 'down')].flatMap(value => (value?.kind === 'function' ? [value] : []))
}

const TYPES = /^(?:\w+\.)?(?:Sql|TransactionSql|ReservedSql)\b/u

/** By the type of its parameter, or because it is a tag, or runs texts as Postgres.js does. */
function takesSql(evaluation: Evaluation, fn: FunctionValue): boolean {
  const type = typeOfParameter(fn)
  if (TYPES.test(type ?? '')) return true
  if (type !== undefined && /^(?:Kysely|Knex|\w*QueryRunner|\w*Client|\w*Pool)\b/u.test(type)) return false
  const uses = usesOfParameter(evaluation, fn)
  // A tag that stands beside a connection is slonik's.
  if (uses.some(({ args }) => args.some(arg => /\.sql\b.*\(\)$/u.test(pathOf(arg) ?? '')))) return false
  return uses.some(
    ({ path, isTemplate, args }) =>
      (isTemplate && TAGS.test(path)) ||
      (path === '.unsafe' && args[0]?.kind === 'string') ||
      (path === '.begin' && args.some(arg => arg.kind === 'function')),
  )
}

const TAGS = /^(?:\.context)?(?:\.(?:sql|client|db))?$/u

function read(source: MigrationSource, files: ProjectFiles, settings: FrontendSettings): Migration {
  const file = fileOf(source, files)
  const module = files.module(file.path)
  const evaluation = module && evaluate(module, files)
  const isOneForAll = ['ley', 'postgres-shift'].some(name => dependsOn(source.history, name, files))
  const scope = settings.transaction ?? (isOneForAll ? 'run' : 'migration')
  return inItsDialect(readAssumed(scope, settings.transaction !== undefined, readIn))

  function readIn(transaction: TransactionScope): Migration {
    const readFile = (path: Value | undefined): MappedText | undefined => textOfFile(path, source, files)
    const direction = (fn: Value | undefined): Direction => ({
      fn,
      args: [parameter(readFile), hostValue(sqlHost(readFile))],
    })
    return readCodeMigration({
      source,
      file,
      module,
      evaluation,
      transaction,
      floating: 'lazy',
      up: direction(evaluation && upOf(evaluation)),
      down: direction(evaluation && exportedAs(evaluation, 'down')),
    })
  }
}

/** The text of a file that the code names; its path begins at the current folder or at one of the roots. */
function textOfFile(
  path: Value | undefined,
  source: MigrationSource,
  files: ProjectFiles,
): MappedText | undefined {
  const text = pathIn(path)
  if (typeof text !== 'string') return undefined
  const found = projectPaths(text, source.paths[0] ?? '', files).map(each => files.read(each))
  const file = found.find(each => each !== undefined)
  return file && verbatim(file)
}
