/** The steps of `op.bulkInsert` and `op.updateInBatches`, whose rows and pauses the model leaves out. */
import type { InsertRows, UpdateInBatches } from '../../model/data-operations.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import { isSql } from '../authoring/sql.ts'
import { durationOf } from './duration.ts'
import { CallError } from './errors.ts'
import type { BatchesStep, RowsStep } from './step.ts'

type Row = Readonly<Record<string, unknown>>

/** Rows of one statement: enough to make round trips cheap, few enough to stay far below 65,535 parameters. */
const CHUNK = 500

/** The arguments with one row in place of all: the model knows only the columns. */
export function rowsForReading(args: readonly unknown[]): readonly unknown[] {
  return args.with(1, [Object.assign({}, ...rowsOf(args)) as Row])
}

/** The rows that are inserted. */
export function rowsStep(call: string, operation: Unplaced<InsertRows>, args: readonly unknown[]): RowsStep {
  const rows = rowsOf(args)
  const { chunk, onConflict, columns } = optionsOf(args[2])
  const json = jsonColumns(columns)
  return {
    kind: 'rows',
    call,
    operation: { ...operation, rows: rows.length },
    rows,
    chunk: typeof chunk === 'number' && chunk >= 1 ? Math.floor(chunk) : CHUNK,
    ...(json.length > 0 && { json }),
    onConflict: conflictText(onConflict),
  }
}

/** The backfill, and how long it rests between two batches. */
export function batchesStep(
  call: string,
  operation: Unplaced<UpdateInBatches>,
  args: readonly unknown[],
): BatchesStep {
  const { sleep } = optionsOf(args[1])
  return {
    kind: 'batches',
    call,
    operation,
    pause: sleep === undefined ? 0 : durationOf(sleep, `${call}: sleep`),
  }
}

function rowsOf(args: readonly unknown[]): readonly Row[] {
  const [, rows] = args
  if (!Array.isArray(rows) || !rows.every(isRow)) {
    throw new CallError(
      "op.bulkInsert: the rows are missing. Write op.bulkInsert('countries', [{ code: 'de' }, { code: 'fr' }]).",
    )
  }
  return rows
}

function jsonColumns(columns: unknown): readonly string[] {
  const types = Object.entries(isRow(columns) ? columns : {})
  return types
    .filter(([, type]) => isRow(type) && /^jsonb?$/u.test(String(type['name'])))
    .map(([name]) => name)
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function optionsOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRow(value) ? value : {}
}

/** `'do nothing'`, or all that stands behind ON CONFLICT. */
function conflictText(value: unknown): string | undefined {
  const text = isSql(value) ? value.text : value
  if (typeof text !== 'string') return undefined
  return /^\s*on\s+conflict\b/iu.test(text)
    ? text
    : `ON CONFLICT ${text === 'do nothing' ? 'DO NOTHING' : text}`
}
