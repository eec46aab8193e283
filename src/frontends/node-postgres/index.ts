/** node-postgres: modules whose `up` is given a client, for ley, postgres-migrations and runners of one's own. */
import type { Migration, TransactionScope } from '../../model/migration.ts'
import type { Frontend, FrontendSettings, MigrationSource, ProjectFiles } from '../frontend.ts'
import { inItsDialect } from '../other-databases.ts'
import { baseName, folderOf } from '../paths.ts'
import { fileOf } from '../sql-sections.ts'
import { headOf, placeOf } from '../typescript/arguments.ts'
import { readCodeMigration, type Direction } from '../typescript/code-migration.ts'
import { evaluateModule, type Evaluation } from '../typescript/evaluate.ts'
import { exportedAs } from '../typescript/exported-directions.ts'
import { findDirections, mayExportUp, nameWithoutExtension } from '../typescript/find-directions.ts'
import type { Module } from '../typescript/module.ts'
import { dependsOn, readAssumed } from '../typescript/own-runner.ts'
import { hostValue } from '../typescript/value-tools.ts'
import type { HostMethod, Value } from '../typescript/values.ts'
import { parameter } from './client.ts'
import { takesClient } from './detect.ts'
import { importedFrom } from './packages.ts'
import { nodePostgresWriter } from './writer.ts'

/**
 * ley (https://github.com/lukeed/ley) runs all pending migrations in one transaction, postgres-migrations
 * (https://github.com/ThomWright/postgres-migrations) each in its own, as a project's own runner is taken to.
 */
export const nodePostgres: Frontend = {
  name: 'node-postgres',
  title: 'node-postgres',
  docs: 'https://node-postgres.com',
  reads: 'modules that export `up(client)` and `down(client)` with `client.query(…)`, or `generateSql()`',
  find: files =>
    findDirections(files, {
      framework: 'node-postgres',
      mayBe: text => (mayExportUp(text) && /\.query\b/u.test(text)) || /\bgenerateSql\b/u.test(text),
      evaluate,
      isMigration: (evaluation, module) => isMigration(evaluation, module.file.path, files),
      nameOf: nameWithoutExtension,
      upOf: evaluation => exportedAs(evaluation, 'up') ?? exportedAs(evaluation, 'generateSql'),
    }),
  read,
  writer: nodePostgresWriter,
}

/** Where a project keeps its migrations, for what nothing else tells: a folder of that name, or numbers before the names. */
function isPlace(path: string): boolean {
  return (
    /(?:^|[/_-])(?:migrations?|alterations?|patches)(?:[/_-]|$)/iu.test(folderOf(path)) ||
    /^\d/u.test(baseName(path))
  )
}

function isMigration(evaluation: Evaluation, path: string, files: ProjectFiles): boolean {
  if (exportedAs(evaluation, 'generateSql')?.kind === 'function') return /^\d/u.test(baseName(path))
  return ['up', 'down'].some(name => {
    const fn = exportedAs(evaluation, name)
    return fn?.kind === 'function' && takesClient(evaluation, fn, isPlace(path) && !isForMysql(path, files))
  })
}

/** Clients of MySQL have the same method. */
function isForMysql(path: string, files: ProjectFiles): boolean {
  const depends = (name: string): boolean => dependsOn(folderOf(path), name, files)
  return (depends('mysql2') || depends('mysql')) && !depends('pg')
}

function evaluate(module: Module, files: ProjectFiles): Evaluation {
  return evaluateModule(module, { files, imports: importedFrom })
}

function read(source: MigrationSource, files: ProjectFiles, settings: FrontendSettings): Migration {
  const file = fileOf(source, files)
  const module = files.module(file.path)
  const evaluation = module && evaluate(module, files)
  const isOff = /postgres-migrations disable-transaction/u.test(file.text)
  const isOneForAll = dependsOn(source.history, 'ley', files)
  const scope = settings.transaction ?? (isOff ? 'query' : isOneForAll ? 'run' : 'migration')
  return inItsDialect(readAssumed(scope, settings.transaction !== undefined, readIn))

  function readIn(transaction: TransactionScope): Migration {
    const direction = (name: string): Direction => ({
      fn: evaluation && exportedAs(evaluation, name),
      args: [parameter(), parameter()],
    })
    const generated = evaluation && exportedAs(evaluation, 'generateSql')
    return readCodeMigration({
      source,
      file,
      module,
      evaluation,
      transaction,
      floating: 'eager',
      up: generated?.kind === 'function' ? { fn: sending(generated), args: [] } : direction('up'),
      down: direction('down'),
      head: generated && headOf(placeOf(generated)),
      ...(generated ? { withoutDown: { kind: 'unsupported' as const } } : {}),
    })
  }
}

/** postgres-migrations sends what `generateSql` returns as one text. */
function sending(generateSql: Value): Value {
  const send: HostMethod = call => {
    call.sql(call.invoke(generateSql, []))
    return undefined
  }
  return hostValue({ name: 'generateSql', reachesDatabase: true, apply: send })
}
