/** slonik: modules whose `up` sends queries that the tag `sql` made. */
import type { Migration, TransactionScope } from '../../model/migration.ts'
import type { Span } from '../../source/span.ts'
import type { Frontend, FrontendSettings, MigrationSource, ProjectFiles } from '../frontend.ts'
import { inItsDialect } from '../other-databases.ts'
import { fileOf } from '../sql-sections.ts'
import { headOf, placeOf } from '../typescript/arguments.ts'
import { readCodeMigration, type Direction } from '../typescript/code-migration.ts'
import { evaluateModule, type Evaluation } from '../typescript/evaluate.ts'
import { exportedAs } from '../typescript/exported-directions.ts'
import {
  directionFunctions,
  findDirections,
  mayExportUp,
  nameWithoutExtension,
} from '../typescript/find-directions.ts'
import type { Module } from '../typescript/module.ts'
import { readAssumed } from '../typescript/own-runner.ts'
import { pathOf, typeOfParameter, usesOfParameter } from '../typescript/parameter-uses.ts'
import { partsOf } from '../typescript/sql-parts.ts'
import { hostValue, objectValue } from '../typescript/value-tools.ts'
import type { FunctionValue, HostMethod } from '../typescript/values.ts'
import { parameter, SQL } from './connection.ts'
import { raw } from './tokens.ts'
import { slonikWriter } from './writer.ts'

/**
 * Reads modules for @slonik/migrator (https://github.com/mmkal/slonik-tools/tree/main/packages/migrator), which runs
 * them without a transaction, and for the runners that projects write around slonik, which open one for each.
 */
export const slonik: Frontend = {
  name: 'slonik',
  title: 'slonik',
  docs: 'https://github.com/gajus/slonik',
  reads: 'modules that export `up` and `down` and send queries of slonik’s `` sql`…` ``',
  find: files =>
    findDirections(files, {
      framework: 'slonik',
      mayBe: text => mayExportUp(text) && /slonik|\bsql\b/u.test(text) && METHOD.test(text),
      evaluate,
      isMigration: evaluation => directionFunctions(evaluation).some(fn => takesConnection(evaluation, fn)),
      nameOf: nameWithoutExtension,
    }),
  read,
  writer: slonikWriter,
}

const METHOD =
  /\.(?:query|any|anyFirst|exists|many|manyFirst|maybeOne|maybeOneFirst|one|oneFirst|transaction|stream)\b/u
const CALL = new RegExp(`${METHOD.source}$`, 'u')

/** slonik, its forks and wrappers, and what a project calls after it. */
const OF_SLONIK = /slonik/iu

/** The types of slonik's connections, under the names that they have had. */
const TYPES =
  /^(?:\w+\.)?(?:CommonQueryMethods|Database(?:Pool|Transaction)?(?:Connection)?|DatabasePool)(?:Type)?\b/u

function evaluate(module: Module, files: ProjectFiles): Evaluation {
  return evaluateModule(module, {
    files,
    imports: specifier => {
      if (!OF_SLONIK.test(specifier)) return undefined
      const sql = hostValue(SQL)
      const rawTag = hostValue({ name: 'raw', reachesDatabase: false, apply: raw })
      return objectValue({
        sql,
        raw: rawTag,
        createSqlTag: hostValue({ name: 'createSqlTag', reachesDatabase: false, apply: () => sql }),
      })
    },
  })
}

/** By the type of its parameter, or because it sends through it what a `sql` of slonik's, or of the parameter, made. */
function takesConnection(evaluation: Evaluation, fn: FunctionValue): boolean {
  if (TYPES.test(typeOfParameter(fn) ?? '')) return true
  return usesOfParameter(evaluation, fn).some(
    ({ path, args: [sql] }) => CALL.test(path) && (partsOf(sql) !== undefined || isTagged(pathOf(sql))),
  )
}

/** What `sql`, handed over beside the connection, made. */
function isTagged(path: string | undefined): boolean {
  return /^(?:\.context)?\.sql(?:\.\w+)*(?:\(\))+$/u.test(path ?? '')
}

function read(source: MigrationSource, files: ProjectFiles, settings: FrontendSettings): Migration {
  const file = fileOf(source, files)
  const module = files.module(file.path)
  const evaluation = module && evaluate(module, files)
  const wanted = settings.transaction ?? (evaluation && isForMigrator(evaluation) ? 'query' : 'migration')
  return inItsDialect(readAssumed(wanted, settings.transaction !== undefined, readIn))

  function readIn(transaction: TransactionScope): Migration {
    const inside = transaction === 'run' || transaction === 'migration'
    const directions = ['up', 'down'].map(name => evaluation && directionOf(evaluation, name, inside))
    const [up, down] = directions
    const migration = readCodeMigration({
      source,
      file,
      module,
      evaluation,
      transaction: up?.beforehand ? 'query' : transaction,
      floating: 'eager',
      up: up?.direction ?? NOTHING,
      down: down?.direction ?? NOTHING,
      head: headOf(up?.place),
    })
    const downTransaction = down?.beforehand ? 'query' : transaction
    return downTransaction === migration.transaction ? migration : { ...migration, downTransaction }
  }
}

const NOTHING: Direction = { fn: undefined, args: [] }

interface Found {
  readonly direction: Direction
  /** It has a step of its own before the transaction begins. */
  readonly beforehand: boolean
  readonly place: Span | undefined
}

/** `up`, or `beforeUp` outside of the transaction and `up` inside of it. */
function directionOf(evaluation: Evaluation, name: string, inside: boolean): Found {
  const fn = exportedAs(evaluation, name)
  const before = exportedAs(evaluation, `before${name.charAt(0).toUpperCase()}${name.slice(1)}`)
  const args = [parameter(inside), hostValue(SQL)]
  const place = placeOf(fn)
  if (!inside || before?.kind !== 'function') return { direction: { fn, args }, beforehand: false, place }
  const both: HostMethod = call => {
    call.invoke(before, [parameter(false), hostValue(SQL)])
    call.emit({ kind: 'transactionControl', action: 'begin', byFramework: true }, headOf(place))
    call.invoke(fn, args)
    call.emit({ kind: 'transactionControl', action: 'commit', byFramework: true }, headOf(place))
    return undefined
  }
  const whole = hostValue({ name, reachesDatabase: true, apply: both })
  return { direction: { fn: whole, args: [] }, beforehand: true, place }
}

/** @slonik/migrator hands over an object with the connection: `{ context: { connection, sql } }`, once `{ slonik, sql }`. */
function isForMigrator(evaluation: Evaluation): boolean {
  const uses = directionFunctions(evaluation).flatMap(fn => usesOfParameter(evaluation, fn))
  return uses.some(({ path }) => /^\.(?:context|slonik)\./u.test(path))
}
