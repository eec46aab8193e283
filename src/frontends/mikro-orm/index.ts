/** MikroORM: classes that extend `Migration` and add their SQL. */
import { compareText } from '../../source/compare-text.ts'
import type { Migration, TransactionScope } from '../../model/migration.ts'
import type { Frontend, FrontendSettings, MigrationSource, ProjectFiles } from '../frontend.ts'
import { inItsDialect } from '../other-databases.ts'
import { baseName, folderOf } from '../paths.ts'
import { fileOf } from '../sql-sections.ts'
import { headOf, isFalse } from '../typescript/arguments.ts'
import { readCodeMigration, type Direction } from '../typescript/code-migration.ts'
import { evaluateModule, type Evaluation } from '../typescript/evaluate.ts'
import { scriptPaths, topLevelClasses } from '../typescript/find-modules.ts'
import type { Module } from '../typescript/module.ts'
import { hostValue, objectValue, UNDEFINED } from '../typescript/value-tools.ts'
import type { ClassValue, HostObject, Value } from '../typescript/values.ts'
import { exportedMigrations, isOfFramework, mayHaveMigration } from './detect.ts'
import { migrationClass, withFramework } from './migration-class.ts'
import { CORE } from './raw.ts'
import { settingsOf } from './settings.ts'
import { mikroOrmWriter } from './writer.ts'

/**
 * The frontend of MikroORM. All pending migrations run in one transaction, each in a savepoint of it:
 * https://mikro-orm.io/docs/migrations#configuration
 */
export const mikroOrm: Frontend = {
  name: 'mikro-orm',
  title: 'MikroORM',
  docs: 'https://mikro-orm.io/docs/migrations',
  reads: '`*.ts` and compiled `*.js` with `class … extends Migration` that calls `this.addSql(…)`',
  find(files) {
    const found = scriptPaths(files).flatMap(path => sourcesIn(path, files))
    const folders = new Set(found.map(({ history }) => history))
    const known = new Set(found.map(({ paths }) => paths[0]))
    const broken = scriptPaths(files).filter(
      path => folders.has(folderOf(path)) && !known.has(path) && isBroken(path, files),
    )
    // Umzug sorts by the name of the file: https://github.com/sequelize/umzug/blob/main/src/umzug.ts
    return [...found, ...broken.map(path => sourceOf(path, nameOfFile(path), 0))].toSorted(
      (a, b) => compareText(a.history, b.history) || compareText(a.paths[0] ?? '', b.paths[0] ?? ''),
    )
  },
  read,
  writer: mikroOrmWriter,
}

function sourcesIn(path: string, files: ProjectFiles): readonly MigrationSource[] {
  if (!mayHaveMigration(files.read(path)?.text ?? '')) return []
  const module = files.module(path)
  if (!module) return []
  const evaluation = evaluate(module, files, migrationClass(true))
  if (evaluation.limited) return mayBeOne(module) ? [sourceOf(path, nameOfFile(path), 0)] : []
  const classes = exportedMigrations(evaluation)
  // Of a list of classes each is called by its name, else the file counts.
  return classes.map(({ name }, index) =>
    sourceOf(path, classes.length > 1 && name ? name : nameOfFile(path), index),
  )
}

/** What the table of migrations calls it: the file without its extension. */
function nameOfFile(path: string): string {
  return baseName(path).replace(/\.[cm]?[jt]s$/u, '')
}

function sourceOf(path: string, name: string, index: number): MigrationSource {
  return { framework: 'mikro-orm', name, history: folderOf(path), paths: [path], layout: String(index) }
}

function mayBeOne(module: Module): boolean {
  return topLevelClasses(module).some(({ superClass }) => superClass)
}

/** Among migrations, a file of their kind that cannot be parsed is one. */
function isBroken(path: string, files: ProjectFiles): boolean {
  return /\d{8}/u.test(baseName(path)) && (files.module(path)?.errors.length ?? 0) > 0
}

function evaluate(module: Module, files: ProjectFiles, framework: HostObject): Evaluation {
  return evaluateModule(module, {
    files,
    imports: specifier => {
      if (isOfFramework(specifier)) return objectValue({ Migration: hostValue(framework) })
      return /^@mikro-orm\//u.test(specifier) && !specifier.includes('mongo') ? hostValue(CORE) : undefined
    },
  })
}

function read(source: MigrationSource, files: ProjectFiles, settings: FrontendSettings): Migration {
  const file = fileOf(source, files)
  const module = files.module(file.path)
  const configured = settingsOf(folderOf(file.path), files)
  const wanted = settings.transaction ?? configured.transaction ?? 'run'
  const transaction = module ? scopeOf(module, source, files, wanted) : wanted
  const framework = migrationClass(transaction === 'run' || transaction === 'migration')
  const evaluation = module && evaluate(module, files, framework)
  const made = evaluation && classOf(evaluation, source)
  const instance = evaluation && made ? withFramework(evaluation.construct(made), framework) : UNDEFINED
  const direction = (method: string): Direction => ({
    fn: evaluation && made ? ownMethod(evaluation, instance, method) : undefined,
    self: instance,
    args: [],
  })
  return inItsDialect(
    readCodeMigration({
      source,
      file,
      module,
      evaluation,
      transaction,
      floating: 'lazy',
      up: direction('up'),
      down: direction('down'),
      head: headOf(made?.at),
    }),
    configured.database,
  )
}

function classOf(evaluation: Evaluation, { layout }: MigrationSource): ClassValue | undefined {
  return exportedMigrations(evaluation)[Number(layout ?? 0)]
}

/** A method of the class or of a base that the project wrote; the framework's own `down` only throws. */
function ownMethod(evaluation: Evaluation, instance: Value, name: string): Value | undefined {
  const value = evaluation.property(instance, name)
  return value.kind === 'function' ? value : undefined
}

/** `isTransactional()` that answers false opts out: each text of SQL is then sent by itself. */
function scopeOf(
  module: Module,
  source: MigrationSource,
  files: ProjectFiles,
  wanted: TransactionScope,
): TransactionScope {
  const framework = migrationClass(true)
  const evaluation = evaluate(module, files, framework)
  const made = classOf(evaluation, source)
  const instance = made && withFramework(evaluation.construct(made), framework)
  const asked = instance && ownMethod(evaluation, instance, 'isTransactional')
  const answer = asked && evaluation.run(asked, { self: instance, args: [], floating: 'eager' }).returned
  return wanted === 'none' || isFalse(answer) ? 'query' : wanted
}
