/**
 * How migrations were understood, for programs, `version` 1: fields may be added, none changes its meaning.
 *
 *     version                      1
 *     migrations[]                 framework, name, path, transaction ("run", "migration", "query", "none"), dialect,
 *                                  down ("operations", "absent", "irreversible", "inferred", "unsupported"),
 *                                  operations[], parseErrors[] (message, path, start, end)
 *     migrations[].operations[]    direction ("up", "down"), kind, statement, roundTrip, flow, floating, path, start, end,
 *                                  sql, and the fields of the kind; an opaque one has reason, message and remedy
 *
 * Lines and columns count from 1, columns in UTF-16 code units; `end` is just behind the last character.
 */
import { printOperation } from '../dialects/postgres.ts'
import type { Migration } from '../model/migration.ts'
import type { Operation } from '../model/operation.ts'
import { regionOf, type Span } from '../source/span.ts'
import type { PrintedHistory } from './operations-text.ts'

const VERSION = 1

/** Prints every migration with its operations. */
export function operationsJson(histories: readonly PrintedHistory[]): string {
  const migrations = histories.flatMap(({ framework, migrations }) =>
    migrations.map(migration => migrationOf(framework, migration)),
  )
  return `${JSON.stringify({ version: VERSION, migrations }, placesOnly, 2)}\n`
}

/** A place deep inside of an operation is a place as well, not the text of its file. */
function placesOnly(_key: string, value: unknown): unknown {
  return isSpan(value) ? placeOf(value) : value
}

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'file' in value && 'start' in value && 'end' in value
}

function migrationOf(framework: string, migration: Migration): object {
  const { name, file, transaction, dialect, up, down, parseErrors } = migration
  return {
    framework,
    name,
    path: file.path,
    transaction,
    dialect: dialect ?? 'postgres',
    down: down.kind,
    ...('reason' in down && down.reason !== undefined && { reason: down.reason }),
    operations: [
      ...up.map(operation => operationOf('up', operation)),
      ...(down.kind === 'operations' ? down.operations.map(operation => operationOf('down', operation)) : []),
    ],
    parseErrors: parseErrors.map(({ message, span }) => ({ message, ...placeOf(span) })),
  }
}

function operationOf(direction: 'up' | 'down', operation: Operation): object {
  const { span, kind, ...fields } = operation
  const sql = kind === 'opaque' || kind === 'noOperation' ? {} : { sql: printOperation(operation) }
  return { direction, kind, ...placeOf(span), ...sql, ...fields }
}

function placeOf(span: Span): object {
  return { path: span.file.path, ...regionOf(span) }
}
