/** A call of `op` as the steps that do it, read by the very table with which the linter reads migrations. */
import { textOf } from '../../frontends/typescript/arguments.ts'
import { mappedOf } from '../../frontends/typescript/value-tools.ts'
import type { HostMethod, Value } from '../../frontends/typescript/values.ts'
import type { BareOperation } from '../../model/operation.ts'
import { createSourceFile } from '../../source/source-file.ts'
import { spanOf, type Span } from '../../source/span.ts'
import { CallError } from './errors.ts'
import { recordCall, UnreadableCall, type CallRecord } from './record-call.ts'
import { batchesStep, rowsForReading, rowsStep } from './row-steps.ts'
import type { OperationsStep, SqlStep, Step } from './step.ts'
import { toValue } from './to-value.ts'

/** What a call does, and what it gives back. */
export interface CallSteps {
  readonly steps: readonly Step[]
  readonly result: string | undefined
}

/** Reads a call; throws a CallError where its arguments are not what they have to be. */
export function stepsOf(call: string, method: HostMethod, args: readonly unknown[]): CallSteps {
  const { recorded, result } = readCall(call, method, args)
  const steps: Step[] = []
  let together: BareOperation[] = []
  const close = (): void => {
    if (together.length > 0)
      steps.push({ kind: 'operations', call, operations: together } satisfies OperationsStep)
    together = []
  }
  for (const each of recorded) {
    const step = each.kind === 'sql' ? sqlStep(call, each.text) : ownStep(call, each.operation, args)
    if (step) {
      close()
      steps.push(step)
    } else if (each.kind === 'operation') together.push(each.operation)
  }
  close()
  return { steps, result: textOf(result) }
}

/** The operations of a call that only changes the schema: those of a batch. */
export function operationsOfCall(
  call: string,
  method: HostMethod,
  args: readonly unknown[],
): readonly BareOperation[] {
  return readCall(call, method, args).recorded.flatMap(each =>
    each.kind === 'operation' ? [each.operation] : [],
  )
}

/** A place for values that come from no file. */
export function placeOfCall(call: string): Span {
  return spanOf(createSourceFile(call, ''), 0, 0)
}

function readCall(call: string, method: HostMethod, args: readonly unknown[]): CallRecord {
  const span = placeOfCall(call)
  const given = call === 'op.bulkInsert' ? rowsForReading(args) : args
  try {
    return recordCall(
      method,
      given.map(each => toValue(each, span)),
      span,
    )
  } catch (error) {
    if (!(error instanceof UnreadableCall)) throw error
    throw new CallError(`${call}: an argument is missing, or is not what it has to be.`, { cause: error })
  }
}

function sqlStep(call: string, text: Value | undefined): SqlStep {
  if (text?.kind !== 'string') throw new CallError(`${call}: the SQL is not a text. Write ${call}(sql\`…\`).`)
  return { kind: 'sql', call, sql: mappedOf(text).text }
}

/** The step of an operation that needs more than SQL; undefined where the dialect makes SQL of it. */
function ownStep(call: string, operation: BareOperation, args: readonly unknown[]): Step | undefined {
  switch (operation.kind) {
    case 'insertRows':
      return rowsStep(call, operation, args)
    case 'updateInBatches':
      return batchesStep(call, operation, args)
    case 'assertQuery':
      return { kind: 'assert', call, operation }
    default:
      return undefined
  }
}
