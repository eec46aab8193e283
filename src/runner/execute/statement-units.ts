/** Parts that are one text of SQL. */
import { aloneOf } from './alone.ts'
import { isComment } from './is-comment.ts'
import { MAY_STAND_ALONE, standsAlone } from './stands-alone.ts'
import { controlsTransaction, onlyReads, operationsIn, statementsIn } from './raw-sql.ts'
import { sessionEffectOf } from './session-settings.ts'
import { RunnerError } from '../runner-error.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { SqlStep } from '../op/step.ts'
import { NOTHING, type Unit } from './unit.ts'

/** An operation and the SQL that a dialect made of it; a comment stands for what the database has no need of. */
export function operationUnit(operation: BareOperation, sql: string): Unit {
  if (isComment(sql)) return { text: sql, perform: () => Promise.resolve(NOTHING) }
  return {
    text: sql,
    operation,
    ...(MAY_STAND_ALONE.test(sql) && standsAlone(operation) && { alone: aloneOf(operation) }),
    ...(operation.kind === 'setParameter' && operation.scope === 'local' && { forMigration: true }),
    perform: send => send(sql),
  }
}

/** SQL of the user: as it stands inside a transaction, statement by statement outside of one. */
export function sqlUnits(step: SqlStep, inTransaction: boolean): readonly Unit[] {
  const { sql, parameters } = step
  if (controlsTransaction(sql)) {
    throw new RunnerError(
      "the SQL begins or ends a transaction, which is the runner's. Use op.autocommit(async () => { … }) for what has to be outside of it",
    )
  }
  if (parameters) return [sqlUnit(sql, parameters)]
  return (inTransaction ? [sql] : statementsIn(sql)).map(statement => sqlUnit(statement))
}

function sqlUnit(sql: string, parameters?: readonly unknown[]): Unit {
  const session = sessionEffectOf(sql)
  const [operation] = MAY_STAND_ALONE.test(sql) ? operationsIn(sql).filter(standsAlone) : []
  return {
    text: parameters ? `${sql} ${JSON.stringify(parameters, plainly)}` : sql,
    ...(onlyReads(sql) && { reads: true }),
    ...(session && { session: parameters ? { ...session, again: [] } : session }),
    ...(operation && { alone: aloneOf(operation) }),
    perform: send => send(sql, parameters),
  }
}

function plainly(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
