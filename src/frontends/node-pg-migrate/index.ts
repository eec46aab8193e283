/** node-pg-migrate: modules that export `up(pgm)`, whose way back it can infer, and SQL files among them. */
import type { Down, Migration, TransactionScope } from '../../model/migration.ts'
import type { Operation } from '../../model/operation.ts'
import { spanOf, type Span } from '../../source/span.ts'
import type { Frontend, FrontendSettings, MigrationSource, ProjectFiles } from '../frontend.ts'
import { inItsDialect } from '../other-databases.ts'
import { fileOf, headOf } from '../sql-sections.ts'
import { headOf as firstLine, placeOf } from '../typescript/arguments.ts'
import { readCodeMigration, type Direction } from '../typescript/code-migration.ts'
import type { Evaluation } from '../typescript/evaluate.ts'
import type { Module } from '../typescript/module.ts'
import { renumbered } from '../typescript/renumbered.ts'
import { hostValue } from '../typescript/value-tools.ts'
import type { HostObject, Value } from '../typescript/values.ts'
import { isUndefined } from './options.ts'
import { exportsOf } from './detect.ts'
import { evaluationOf, findMigrations } from './find.ts'
import { createPgm, type Told } from './pgm.ts'
import { sharesTransaction } from './settings.ts'
import { shorthandsFor } from './shorthands.ts'
import { readSqlFile } from './sql-file.ts'
import { nodePgMigrateWriter } from './writer.ts'

/** Reads the migrations of node-pg-migrate. */
export const nodePgMigrate: Frontend = {
  name: 'node-pg-migrate',
  title: 'node-pg-migrate',
  docs: 'https://salsita.github.io/node-pg-migrate/',
  reads: 'modules that export `up(pgm)` and `down(pgm)`, and the `.sql` files among them',
  find: findMigrations,
  writer: nodePgMigrateWriter,
  read(source, files, settings) {
    const file = fileOf(source, files)
    const migration = file.path.endsWith('.sql')
      ? { ...readSqlFile(source, file, files), transaction: scopeOf(file.path, files, settings) }
      : readModule(source, files, settings)
    return inItsDialect(migration)
  },
}

function scopeOf(path: string, files: ProjectFiles, settings: FrontendSettings): TransactionScope {
  return settings.transaction ?? (sharesTransaction(path, files) ? 'run' : 'migration')
}

/** The second parameter of old migrations: they call it when they are done. */
const RUN: HostObject = { name: 'run', reachesDatabase: false, apply: () => undefined }

function directionOf(fn: Value | undefined, pgm: HostObject): Direction {
  return { fn, args: [hostValue(pgm), hostValue(RUN)] }
}

function readModule(source: MigrationSource, files: ProjectFiles, settings: FrontendSettings): Migration {
  const file = fileOf(source, files)
  const module = files.module(file.path)
  const evaluation = module && evaluationOf(module, files)
  const { up, down } = evaluation ? exportsOf(evaluation) : {}
  const shorthands = shorthandsFor(file.path, files)
  const [forth, back] = [createPgm(shorthands, 'written'), createPgm(shorthands, 'written')]
  const migration = readCodeMigration({
    source,
    file,
    module,
    evaluation,
    transaction: 'run',
    floating: 'eager',
    up: directionOf(up, forth.pgm),
    down: directionOf(down, back.pgm),
  })
  const scope = ({ noTransaction }: Told): TransactionScope =>
    noTransaction ? 'query' : scopeOf(file.path, files, settings)
  const whole = { ...migration, transaction: scope(forth.told) }
  if (migration.down.kind !== 'absent') return withDown(whole, migration.down, scope(back.told))
  const span = firstLine(placeOf(up)) ?? headOf(file)
  if (down && !isUndefined(down)) return withDown(whole, declined(module, headOf(file)), whole.transaction)
  const inverse = createPgm(shorthands, 'reverse')
  const inferred =
    evaluation && up
      ? infer(evaluation, directionOf(up, inverse.pgm), { told: inverse.told, span })
      : undefined
  return inferred ? withDown(whole, inferred, scope(inverse.told)) : whole
}

function withDown(migration: Migration, down: Down, scope: TransactionScope): Migration {
  return { ...migration, down, ...(scope === migration.transaction ? {} : { downTransaction: scope }) }
}

/**
 * Without `down`, the runner calls `up` and takes of each call the inverse, last first; it throws where there is none:
 * https://salsita.github.io/node-pg-migrate/migrations/
 */
function infer(
  evaluation: Evaluation,
  { fn, args }: Direction,
  { told, span }: { readonly told: Told; readonly span: Span },
): Down | undefined {
  if (fn?.kind !== 'function') return undefined
  const { operations } = evaluation.run(fn, { args, floating: 'eager' })
  if (told.irreversible !== undefined)
    return { kind: 'absent', reason: `node-pg-migrate cannot infer what undoes ${told.irreversible}` }
  return { kind: 'operations', operations: reversed(operations), span }
}

/** The steps of the list in the opposite order; what one step says stays as it is. */
function reversed(operations: readonly Operation[]): readonly Operation[] {
  const steps: Operation[][] = []
  for (const operation of operations) {
    const last = steps.at(-1)
    if (last?.[0]?.roundTrip === operation.roundTrip) last.push(operation)
    else steps.push([operation])
  }
  return renumbered(steps.toReversed().flat())
}

/** `exports.down = false`: the reason is what the comment beside it says. */
function declined(module: Module | undefined, head: Span): Down {
  const file = head.file
  const found = /\bdown\b['"]?\s*(?::\s*\w+\s*)?[=:]\s*(?:false|null)\b/u.exec(file.text)
  const span = found ? spanOf(file, found.index, found.index + found[0].length) : head
  const beside = module?.comments.find(comment => {
    const between =
      comment.span.start >= span.end
        ? file.text.slice(span.end, comment.span.start)
        : file.text.slice(comment.span.end, span.start)
    return (
      found &&
      /^[ \t;,]*(?:\n?[ \t]*(?:export\s+(?:const|let|var)\s+|(?:module\.)?exports\.)?)$/u.test(between)
    )
  })
  return { kind: 'irreversible', reason: beside?.text.trim() ?? '', span }
}
