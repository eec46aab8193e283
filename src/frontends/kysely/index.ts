/** Kysely: modules that export `up` and `down`, both given `db`. */
import { compareText } from '../../source/compare-text.ts'
import type { Migration } from '../../model/migration.ts'
import type { Frontend, FrontendSettings, MigrationSource, ProjectFiles } from '../frontend.ts'
import { inItsDialect } from '../other-databases.ts'
import { baseName, folderOf } from '../paths.ts'
import { fileOf } from '../sql-sections.ts'
import { readCodeMigration, type Direction } from '../typescript/code-migration.ts'
import { evaluateModule, type Evaluation } from '../typescript/evaluate.ts'
import { evaluatedOnce } from '../typescript/evaluated-once.ts'
import { exportedNames } from '../typescript/find-modules.ts'
import type { Module } from '../typescript/module.ts'
import type { Value } from '../typescript/values.ts'
import { directionsOf, mayBeKysely, mayBeNeighbour, type Directions } from './detect.ts'
import { database, KYSELY } from './kit.ts'
import { listedIn, mayHold } from './listed.ts'
import { settingsFor } from './settings.ts'
import { kyselyWriter } from './writer.ts'

/**
 * Reads Kysely's migrations. On PostgreSQL the migrator runs all pending ones in one transaction, unless it is told
 * `disableTransactions`: https://kysely.dev/docs/migrations
 */
export const kysely: Frontend = {
  name: 'kysely',
  title: 'Kysely',
  docs: 'https://kysely.dev/docs/migrations',
  reads: 'modules that export `up(db)` and `down(db)`',
  find(files) {
    const found = files.paths.flatMap(path => migrationsIn(path, files))
    const folders = new Set(found.filter(({ layout }) => layout === 'file').map(({ path }) => folderOf(path)))
    const known = new Set(found.map(({ path }) => path))
    const neighbours = files.paths
      .filter(path => folders.has(folderOf(path)) && !known.has(path) && isNeighbour(path, files))
      .map(path => ({ path, name: nameOf(path), layout: 'file' }))
    return [...found, ...neighbours].sort(byHistoryAndName).map(each => sourceOf(each, files))
  },
  read: readMigration,
  writer: kyselyWriter,
}

interface Found {
  readonly path: string
  readonly name: string
  /** `file`, or the name of the object in the module that lists it. */
  readonly layout: string
}

/** What Kysely's file provider imports: https://github.com/kysely-org/kysely/blob/master/src/migration/file-migration-provider.ts */
const MODULE = /\.(?:[cm]?js|[cm]?ts)$/u
const NOT_READ = /(?:^|\/)node_modules\/|\.d\.[cm]?ts$|\.(?:test|spec)\.[cm]?[jt]s$/u

function sourceOf({ path, name, layout }: Found, files: ProjectFiles): MigrationSource {
  const { allowsUnordered } = settingsFor(folderOf(path), files)
  return {
    framework: 'kysely',
    name,
    history: historyOf({ path, layout }),
    paths: [path],
    layout,
    late: allowsUnordered ? 'runs' : 'refuses',
    knowsDown: true,
  }
}

function nameOf(path: string): string {
  return baseName(path).replace(MODULE, '')
}

/** The migrator sorts by the name: https://github.com/kysely-org/kysely/blob/master/src/migration/migrator.ts */
function byHistoryAndName(a: Found, b: Found): number {
  const histories = compareText(historyOf(a), historyOf(b))
  return histories === 0 ? compareText(a.name, b.name) : histories
}

/** Objects of their own lie in files side by side; lists are whole histories. */
function historyOf({ path, layout }: Pick<Found, 'path' | 'layout'>): string {
  return layout === 'file' || layout.startsWith('object ') ? folderOf(path) : path
}

function migrationsIn(path: string, files: ProjectFiles): readonly Found[] {
  if (!MODULE.test(path) || NOT_READ.test(path)) return []
  if (!mayBeKysely(files.read(path)?.text ?? '')) return []
  const module = files.module(path)
  if (!module) return []
  if (!mayHold(module)) return []
  const evaluation = evaluationOf(module, files)
  const asFile = { path, name: nameOf(path), layout: 'file' }
  // What a module that cannot be read to its end exports is told from its syntax.
  if (evaluation.limited) return exportedNames(module).has('up') ? [asFile] : []
  return listedIn(module, evaluation).map(({ layout, name }) => ({
    path,
    name: name ?? nameOf(path),
    layout,
  }))
}

/** Among migrations, a file that cannot be parsed is one, and so is one whose `up` is given nothing that says more. */
function isNeighbour(path: string, files: ProjectFiles): boolean {
  if (!MODULE.test(path) || NOT_READ.test(path)) return false
  const module = files.module(path)
  if (!module) return false
  if (module.errors.length > 0) return /^\d/u.test(baseName(path))
  return mayBeNeighbour(module, directionsOf(evaluationOf(module, files)))
}

const imports = (specifier: string): Value | undefined => (specifier === 'kysely' ? KYSELY : undefined)

const evaluationOf = evaluatedOnce((module, files) => evaluateModule(module, { files, imports }))

function readMigration(source: MigrationSource, files: ProjectFiles, settings: FrontendSettings): Migration {
  const file = fileOf(source, files)
  const module = files.module(file.path)
  const evaluation = module && evaluationOf(module, files)
  const functions = evaluation && functionsOf(source, module, evaluation)
  const project = settingsFor(folderOf(file.path), files)
  const direction = (fn: Value | undefined): Direction => ({ fn, args: [database(project.plugins)] })
  const migration = readCodeMigration({
    source,
    file,
    module,
    evaluation,
    transaction: settings.transaction ?? (project.withoutTransactions ? 'none' : 'run'),
    floating: 'lazy',
    up: direction(functions?.up),
    down: direction(functions?.down),
  })
  return inItsDialect(settings.transaction ? migration : withOwnTransaction(migration), project.database)
}

function functionsOf({ layout, name }: MigrationSource, module: Module, evaluation: Evaluation): Directions {
  if (layout === undefined || layout === 'file') return directionsOf(evaluation)
  const found = listedIn(module, evaluation).find(
    each => each.layout === layout && (each.name === undefined || each.name === name),
  )
  return found?.directions ?? {}
}

/** Inside of the migrator's transaction Kysely refuses to begin one: where the code does, the migrator has none. */
function withOwnTransaction(migration: Migration): Migration {
  const begins = migration.up.some(
    each => each.kind === 'transactionControl' && each.action === 'begin' && each.byFramework,
  )
  return begins ? { ...migration, transaction: 'none' } : migration
}
