/** How migrations were understood, for people: each operation as SQL, at its place. */
import { printOperation } from '../dialects/postgres.ts'
import type { Down, Migration, TransactionScope } from '../model/migration.ts'
import type { Operation } from '../model/operation.ts'
import { positionAt } from '../source/source-file.ts'
import { count } from './counting.ts'
import { painter, type Paint } from './paint.ts'
import type { ReporterOptions } from './report.ts'
import { harmless } from './terminal-text.ts'

/** Migrations of one framework. */
export interface PrintedHistory {
  /** As the framework writes itself. */
  readonly framework: string
  readonly migrations: readonly Migration[]
}

/** Prints every migration with its operations, those that could not be read with the reason and what would help. */
export function operationsText(
  histories: readonly PrintedHistory[],
  { color }: Pick<ReporterOptions, 'color'>,
): string {
  const paint = painter(color)
  const blocks = histories.flatMap(({ framework, migrations }) =>
    migrations.map(migration => block(framework, migration, paint)),
  )
  return [...blocks, totals(histories.flatMap(each => each.migrations))].join('\n\n') + '\n'
}

const TRANSACTIONS: Readonly<Record<TransactionScope, string>> = {
  run: 'in one transaction with all pending migrations',
  migration: 'in a transaction of its own',
  query: 'without a transaction around it: what is sent together is one',
  none: 'without a transaction',
}

const DIALECTS: Readonly<Record<NonNullable<Migration['dialect']>, string>> = {
  mysql: 'for MySQL',
  sqlite: 'for SQLite',
  other: 'for another database',
}

function block(framework: string, migration: Migration, paint: Paint): string {
  const { file, name, transaction, dialect, up, down } = migration
  const about = [framework, name, dialect && DIALECTS[dialect], TRANSACTIONS[transaction]]
  return [
    `${paint('path', harmless(file.path))}  ${paint('dim', harmless(about.filter(Boolean).join(', ')))}`,
    ...side('up', up, migration, paint),
    ...(down.kind === 'operations'
      ? side('down', down.operations, migration, paint)
      : [`  ${paint('bold', 'down')}  ${NO_DOWN[down.kind]}${reasonOf(down)}`]),
  ].join('\n')
}

const NO_DOWN: Readonly<Record<Exclude<Down['kind'], 'operations'>, string>> = {
  absent: 'there is none',
  irreversible: 'declared irreversible',
  inferred: 'made from up by the runner',
  unsupported: 'not known to the framework',
}

function reasonOf(down: Down): string {
  const reason = 'reason' in down ? (down.reason ?? '') : ''
  return reason === '' ? '' : `: ${harmless(reason)}`
}

function side(
  direction: string,
  operations: readonly Operation[],
  migration: Migration,
  paint: Paint,
): readonly string[] {
  const title = `  ${paint('bold', direction)}`
  if (operations.length === 0) return [`${title}  nothing`]
  const places = operations.map(operation => placeOf(operation, migration))
  const width = Math.max(...places.map(place => place.length))
  return [
    title,
    ...operations.flatMap((operation, i) => {
      const place = paint('dim', (places[i] ?? '').padStart(width + INDENT))
      return [`${place}  ${said(operation, paint)}`, ...notes(operation, width, paint)]
    }),
  ]
}

const INDENT = 4

/** Line and column, with the file where it is another one than the migration's first. */
function placeOf({ span }: Operation, { file }: Migration): string {
  const { line, column } = positionAt(span.file, span.start)
  const place = `${String(line)}:${String(column)}`
  return span.file.path === file.path ? place : `${harmless(span.file.path)}:${place}`
}

function said(operation: Operation, paint: Paint): string {
  if (operation.kind === 'opaque') {
    return `${paint('warning', 'not read')} (${operation.reason}): ${harmless(operation.message)}`
  }
  if (operation.kind === 'noOperation') return paint('dim', harmless(operation.message))
  return harmless(printOperation(operation).replace(/\s+/gu, ' '))
}

const FLOWS: Readonly<Record<NonNullable<Operation['flow']>, string>> = {
  conditional: 'only under a condition that is known at run time',
  guarded: 'only where the object does, or does not, exist',
  repeated: 'any number of times, in a loop',
}

const FLOATING: Readonly<Record<NonNullable<Operation['floating']>, string>> = {
  lazy: 'never runs: nothing waits for it',
  eager: 'runs at any time: nothing waits for it',
  queued: 'runs in order, though nothing waits for it',
  callback: 'nothing waits for the callback that starts it',
}

function notes(operation: Operation, width: number, paint: Paint): readonly string[] {
  const { flow, floating } = operation
  const all = [
    flow && FLOWS[flow],
    floating && FLOATING[floating],
    operation.kind === 'opaque' && operation.remedy !== undefined && `help: ${operation.remedy}`,
  ]
  const margin = ' '.repeat(width + INDENT + 2)
  return all.filter(note => typeof note === 'string').map(note => margin + paint('dim', harmless(note)))
}

function totals(migrations: readonly Migration[]): string {
  const operations = migrations.flatMap(({ up, down }) =>
    down.kind === 'operations' ? [...up, ...down.operations] : up,
  )
  const unread = operations.filter(({ kind }) => kind === 'opaque').length
  const read = `${count(operations.length - unread, 'operation')} read`
  return `${count(migrations.length, 'migration')}, ${read}, ${String(unread)} not read.`
}
