/** What a step does, as operations: for plans, for undoing, and for the rules of the linter. */
import type { BareOperation } from '../../model/operation.ts'
import { operationsIn } from '../execute/raw-sql.ts'
import type { Step } from './step.ts'

/** The operations of a step; those of SQL are read from it. */
export function operationsOf(step: Step): readonly BareOperation[] {
  switch (step.kind) {
    case 'operations':
    case 'batch':
      return step.operations
    case 'sql':
      return operationsOfSql(step.sql)
    default:
      return [step.operation]
  }
}

function operationsOfSql(sql: string): readonly BareOperation[] {
  return sql.trim() === '' ? [{ kind: 'noOperation', message: 'An empty text is sent.' }] : operationsIn(sql)
}
