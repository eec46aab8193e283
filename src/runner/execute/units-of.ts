/** A step as the parts that are committed one by one. */
import type { Database } from '../../database/open-database.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { BatchSettings, Step } from '../op/step.ts'
import { RunnerError } from '../runner-error.ts'
import { insertStatements } from './rows-sql.ts'
import { sqlUnits } from './statement-units.ts'
import { NOTHING, type Unit } from './unit.ts'
import { batchesOf } from './update-in-batches.ts'

/** What a database makes of operations. */
export interface OperationUnits {
  /** Each is a part of its own. */
  units(operations: readonly BareOperation[]): readonly Unit[]
  /** All together are one part. */
  batch(operations: readonly BareOperation[], settings: BatchSettings): readonly Unit[]
}

/** The parts of a step, in order. */
export function unitsOf(
  step: Step,
  dialect: Database['dialect'],
  inTransaction: boolean,
  operationUnits: OperationUnits,
): readonly Unit[] {
  switch (step.kind) {
    case 'operations':
      return operationUnits.units(step.operations)
    case 'batch':
      return operationUnits.batch(step.operations, step.options)
    case 'sql':
      return sqlUnits(step, inTransaction)
    case 'rows':
      return insertStatements(step, dialect).map(text => ({ text, perform: send => send(text) }))
    case 'batches':
      if (inTransaction) throw new RunnerError(NOT_IN_TRANSACTION)
      return [batchesOf(step, dialect)]
    case 'assert':
      return [assertUnit(step.operation.sql, step.operation.message)]
  }
}

const NOT_IN_TRANSACTION =
  "it commits after each batch, which the migration's transaction forbids. Put it into op.autocommit(async () => { … }), or write export const transaction = false"

/** The first value of the first row decides: true, or a number that is not 0, as `SELECT count(*) = 0` gives. */
function assertUnit(sql: string, message: string | undefined): Unit {
  return {
    text: sql,
    reads: true,
    async perform(send) {
      const { rows } = await send(sql)
      const value = Object.values(rows[0] ?? {})[0]
      if (holds(value)) return NOTHING
      const found = rows.length === 0 ? 'no row' : String(value)
      throw new RunnerError(`${message ?? 'the check does not hold'} (the query gave ${found})`)
    },
  }
}

/** Drivers give a bigint as text, SQLite gives 0 and 1 for booleans. */
function holds(value: unknown): boolean {
  if (typeof value === 'string') return value !== '' && value !== '0' && value !== 'f' && value !== 'false'
  return Boolean(value)
}
