/** What a step does, as operations: for plans, for undoing, and for the rules of the linter. */
import { unplaced, type BareOperation } from '../../model/operation.ts'
import { standingFor } from '../../source/mapped-text.ts'
import { readSql } from '../../sql/read-sql.ts'
import { placeOfCall } from './place-of-call.ts'
import type { SqlStep, Step } from './step.ts'

/** The operations of a step; those of SQL are read from it. */
export function operationsOf(step: Step): readonly BareOperation[] {
  switch (step.kind) {
    case 'operations':
    case 'batch':
      return step.operations
    case 'sql':
      return operationsOfSql(step)
    default:
      return [step.operation]
  }
}

function operationsOfSql({ call, sql }: SqlStep): readonly BareOperation[] {
  if (sql.trim() === '') return [{ kind: 'noOperation', message: 'An empty text is sent.' }]
  const { operations } = readSql(standingFor(sql, placeOfCall(call)), {
    sending: 'together',
    statement: 0,
    roundTrip: 0,
  })
  return operations.map(unplaced)
}
