/** TypeORM: classes with `up(queryRunner)` and `down(queryRunner)`. */
import { compareText } from '../../source/compare-text.ts'
import type { Migration } from '../../model/migration.ts'
import { spanOf } from '../../source/span.ts'
import type { Frontend, FrontendSettings, MigrationSource, ProjectFiles } from '../frontend.ts'
import { inItsDialect } from '../other-databases.ts'
import { folderOf } from '../paths.ts'
import { headOf, isFalse, textOf } from '../typescript/arguments.ts'
import { readCodeMigration, type Direction } from '../typescript/code-migration.ts'
import { evaluateModule, type Evaluation } from '../typescript/evaluate.ts'
import { modulesWhere } from '../typescript/find-modules.ts'
import type { Module } from '../typescript/module.ts'
import type { ClassNode } from '../typescript/nodes.ts'
import { plainClasses, plainFields } from '../typescript/plain-classes.ts'
import { hostValue, UNDEFINED } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'
import { classOf, isOrInherits, migrationClasses } from './detect.ts'
import { queryRunner } from './query-runner.ts'
import { TYPEORM } from './typeorm-module.ts'
import { typeormWriter } from './writer.ts'

/** The frontend of TypeORM. */
export const typeorm: Frontend = {
  name: 'typeorm',
  title: 'TypeORM',
  docs: 'https://typeorm.io/docs/advanced-topics/migrations',
  reads: '`*.ts` and compiled `*.js` with `class … implements MigrationInterface`',
  find: files => {
    const found = modulesWhere(files, MAY_BE_TYPEORM, module => migrationClasses(module).length > 0).flatMap(
      each => namedSources(each, files),
    )
    return inTheirMode(found).toSorted(
      (a, b) =>
        compareText(a.history, b.history) ||
        timestampOf(a.name) - timestampOf(b.name) ||
        compareText(a.name, b.name) ||
        compareText(a.paths[0] ?? '', b.paths[0] ?? ''),
    )
  },
  read,
  writer: typeormWriter,
}

/** What is asked of the syntax tree then. */
const MAY_BE_TYPEORM = /MigrationInterface|QueryRunner|queryRunner|class \w*\D\d{13} extends/u

/** TypeORM orders migrations by the thirteen digits at the end of their name. */
function timestampOf(name: string): number {
  return Number(/\d{13}$/u.exec(name)?.[0] ?? 0)
}

/** What `find` tells `read` besides the number of the class: that each migration has a transaction of its own. */
const EACH = ' each'

/**
 * A migration that says `transaction` is refused in the mode `all`: where one does, its history is run in the mode
 * `each`. https://typeorm.io/docs/migrations/executing#controlling-the-transaction-behavior
 */
function inTheirMode(found: readonly Found[]): readonly MigrationSource[] {
  const histories = new Set(found.filter(({ says }) => says).map(({ source }) => source.history))
  return found.map(({ source }) =>
    histories.has(source.history) ? { ...source, layout: `${source.layout ?? ''}${EACH}` } : source,
  )
}

interface Found {
  readonly source: MigrationSource
  /** It says itself whether it is run in a transaction. */
  readonly says: boolean
}

function namedSources(
  { path, module }: { readonly path: string; readonly module: Module },
  files: ProjectFiles,
): readonly Found[] {
  const plain = plainSources(path, module)
  if (plain) return plain
  const evaluation = evaluate(module, files)
  const exported = new Set(
    [...evaluation.exports.values()].flatMap(value => (value.kind === 'class' ? [value.node] : [])),
  )
  // TypeORM only sees the classes that a file exports.
  return migrationClasses(module).flatMap((node, index) => {
    if (!exported.has(node) && !evaluation.limited) return []
    const instance = instanceOf(evaluation, node)
    if (!isOrInherits(module, node, evaluation.property(instance, 'up'))) return []
    const transaction = evaluation.property(instance, 'transaction')
    return [
      {
        source: sourceOf(path, nameOf(evaluation, instance, node), index),
        says: transaction.kind === 'primitive' && typeof transaction.value === 'boolean',
      },
    ]
  })
}

function sourceOf(path: string, named: string, index: number): MigrationSource {
  const name = named || path
  const history = folderOf(path)
  return { framework: 'typeorm', name, history, paths: [path], layout: String(index), version: name }
}

/** The same for the migrations that TypeORM writes, of which the syntax tells as much. */
function plainSources(path: string, module: Module): readonly Found[] | undefined {
  const exported = plainClasses(module)
  const found = migrationClasses(module).map((node, index) => {
    const fields = exported?.includes(node) ? plainFields(node) : undefined
    const name = fields?.has('name') ? fields.get('name') : node.id?.name
    if (!fields || typeof name !== 'string') return undefined
    return { source: sourceOf(path, name, index), says: typeof fields.get('transaction') === 'boolean' }
  })
  return found.every(each => each !== undefined) ? found : undefined
}

function evaluate(module: Module, files: ProjectFiles): Evaluation {
  return evaluateModule(module, { files, imports })
}

/** One function for all modules, so that what they import is evaluated once. */
const imports = (specifier: string): Value | undefined => (specifier === 'typeorm' ? TYPEORM : undefined)

/** The field `name` if there is one, else the name of the class. */
function nameOf(evaluation: Evaluation, instance: Value, node: ClassNode): string {
  return textOf(evaluation.property(instance, 'name')) ?? node.id?.name ?? ''
}

function instanceOf(evaluation: Evaluation, node: ClassNode): Value {
  const named = node.id ? evaluation.variable(node.id.name) : undefined
  const made = [named, ...evaluation.exports.values()].find(
    value => value?.kind === 'class' && value.node === node,
  )
  return made ? evaluation.construct(made) : UNDEFINED
}

function read(source: MigrationSource, files: ProjectFiles, settings: FrontendSettings): Migration {
  const path = source.paths[0] ?? ''
  const module = files.module(path)
  const node = module && classOf(module, source)
  if (!module || !node) throw new RangeError(`${path} was found but cannot be read`)
  const evaluation = evaluate(module, files)
  const instance = instanceOf(evaluation, node)
  const transaction = scopeOf(evaluation, instance, settings.transaction ?? modeOf(source))
  const wrapped = transaction === 'run' || transaction === 'migration'
  const direction = (method: string): Direction => ({
    fn: evaluation.property(instance, method),
    self: instance,
    args: [hostValue(queryRunner(wrapped))],
  })
  return inItsDialect(
    readCodeMigration({
      source,
      file: module.file,
      module,
      evaluation,
      transaction,
      floating: 'eager',
      up: direction('up'),
      down: direction('down'),
      head: headOf(spanOf(module.file, node.range[0], node.range[1])),
    }),
  )
}

/** `migrationsTransactionMode` is `all` unless the data source says other. */
function modeOf({ layout }: MigrationSource): 'run' | 'migration' {
  return layout?.endsWith(EACH) ? 'migration' : 'run'
}

/** Without a transaction each query stands alone. */
function scopeOf(
  evaluation: Evaluation,
  instance: Value,
  mode: NonNullable<FrontendSettings['transaction']>,
) {
  const opted = isFalse(evaluation.property(instance, 'transaction'))
  return opted || mode === 'none' ? 'query' : mode
}
