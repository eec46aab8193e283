/** Our own format: revisions with `upgrade(op)` and `downgrade(op)`, after Alembic. */
import type { Down, Migration } from '../../model/migration.ts'
import type { Operation } from '../../model/operation.ts'
import { spanOf, type Span } from '../../source/span.ts'
import type { Frontend, FrontendSettings, MigrationSource, ProjectFiles } from '../frontend.ts'
import { folderOf } from '../paths.ts'
import { headOf, isFalse, placeOf, property, textOf } from '../typescript/arguments.ts'
import { codeRemarks } from '../typescript/code-remarks.ts'
import { evaluateModule, type Evaluation, type Run } from '../typescript/evaluate.ts'
import { exportedNames, modulesWhere } from '../typescript/find-modules.ts'
import type { Module } from '../typescript/module.ts'
import { sourceOf } from '../typescript/spans.ts'
import { UNDEFINED } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'
import { OP } from './op.ts'
import { orderRevisions, readRevision } from './revisions.ts'
import { isMade, RUNNER } from './runner-module.ts'
import { migrateLintWriter } from './writer.ts'

/** What the runner sets for each migration: the default of its options. */
const LOCK_TIMEOUT = '5s'

const PACKAGE = /^migrate-lint(?:\/|$)/u

/** The frontend of our own migrations. */
export const migrateLint: Frontend = {
  name: 'migrate-lint',
  title: 'migrate-lint',
  docs: 'https://alembic.sqlalchemy.org/en/latest/ops.html',
  reads: '`*.ts` with `export const revision` and `export function upgrade(op)`',
  find: files => {
    const modules = modulesWhere(files, /\brevision\b/u, isMigration)
    const folders = [...new Set(modules.map(({ path }) => folderOf(path)))]
    return folders.flatMap(folder => {
      const own = modules.filter(({ path }) => folderOf(path) === folder)
      const revisions = own.flatMap(({ path, module }) => readRevision(evaluate(module, files), path))
      return orderRevisions(revisions).map(({ id, path, place }) => ({
        framework: 'migrate-lint',
        name: id,
        history: folder,
        paths: [path],
        revision: place,
      }))
    })
  },
  read,
  writer: migrateLintWriter,
}

function isMigration(module: Module): boolean {
  const names = exportedNames(module)
  return names.has('revision') && names.has('upgrade')
}

function evaluate(module: Module, files: ProjectFiles): Evaluation {
  return evaluateModule(module, { files, imports })
}

/** One function for all modules, so that what they import is evaluated once. */
const imports = (specifier: string): Value | undefined => (PACKAGE.test(specifier) ? RUNNER : undefined)

function read(source: MigrationSource, files: ProjectFiles, settings: FrontendSettings): Migration {
  const path = source.paths[0] ?? ''
  const module = files.module(path)
  if (!module) throw new RangeError(`${path} was found but cannot be read`)
  const evaluation = evaluate(module, files)
  const start = spanOf(module.file, 0, 0)
  const upgrade = evaluation.exports.get('upgrade')
  const up = upgrade || evaluation.limited ? run(evaluation, upgrade ?? UNDEFINED) : undefined
  const { down, run: downRun } = readDown(evaluation, start)
  const runs = [up, downRun].filter(each => each !== undefined)
  const own = isFalse(evaluation.exports.get('transaction')) ? 'none' : undefined
  return {
    framework: 'migrate-lint',
    name: source.name,
    file: module.file,
    span: headOf(placeOf(upgrade)) ?? start,
    files: [...new Set([module.file, ...evaluation.filesRead])],
    transaction: own ?? settings.transaction ?? 'migration',
    lockTimeout: LOCK_TIMEOUT,
    up: [...(up?.operations ?? []), ...unreadName(evaluation, module, up?.operations.length ?? 0)],
    down,
    parseErrors: [...module.errors, ...runs.flatMap(({ parseErrors }) => parseErrors)],
    comments: [...module.comments, ...runs.flatMap(({ comments }) => comments)],
    remarks: codeRemarks(module, { up, down: downRun }),
  }
}

/** A revision that is known only at run time has no place in the history; the file is read all the same. */
function unreadName(evaluation: Evaluation, module: Module, statement: number): readonly Operation[] {
  if (evaluation.limited || textOf(evaluation.exports.get('revision')) !== undefined) return []
  const message = 'The name of the revision is known only at run time.'
  const remedy = 'Write the revision as a text.'
  const start = module.program.body.find(each => /\brevision\b/u.test(sourceOf(module.file, each)))?.range
  const span = spanOf(module.file, start?.[0] ?? 0, start?.[1] ?? 0)
  const place = { span: headOf(span) ?? span, statement, roundTrip: statement }
  return [{ kind: 'opaque', reason: 'run-time value', message, remedy, tables: [], ...place }]
}

function run(evaluation: Evaluation, fn: Value): Run {
  // The runner queues the calls of `op`: one that is not awaited still runs, in order.
  return evaluation.run(fn, { args: [OP], floating: 'queued' })
}

function readDown(evaluation: Evaluation, start: Span): { readonly down: Down; readonly run?: Run } {
  const downgrade = evaluation.exports.get('downgrade')
  if (!downgrade || downgrade.kind === 'primitive') return { down: { kind: 'absent' } }
  const span = headOf(placeOf(downgrade)) ?? start
  if (isMade(downgrade, 'reverse')) return { down: { kind: 'inferred' } }
  if (isMade(downgrade, 'irreversible')) {
    return { down: { kind: 'irreversible', reason: textOf(property(downgrade, 'reason')) ?? '', span } }
  }
  const result = run(evaluation, downgrade)
  if (result.thrown && result.operations.length === 0) {
    return { down: { kind: 'irreversible', reason: result.thrown.message, span }, run: result }
  }
  return { down: { kind: 'operations', operations: result.operations, span }, run: result }
}
