/** A call of `op` as the steps that do it, read by the very table with which the linter reads migrations. */
import { textOf } from '../../frontends/typescript/arguments.ts'
import { mappedOf } from '../../frontends/typescript/value-tools.ts'
import type { HostMethod, Value } from '../../frontends/typescript/values.ts'
import type { BareOperation } from '../../model/operation.ts'
import { CallError } from './errors.ts'
import type { Finish } from './finish.ts'
import { placeOfCall } from './place-of-call.ts'
import { checkCall, exampleOf, type Signature } from './signatures/signature.ts'
import { recordCall, UnreadableCall, type CallRecord } from './record-call.ts'
import { batchesStep, rowsForReading, rowsStep } from './row-steps.ts'
import type { SqlStep, Step } from './step.ts'
import { toValue } from './to-value.ts'

/** What a call does, and what it gives back. */
export interface CallSteps {
  readonly steps: readonly Step[]
  readonly result: string | undefined
}

/** A call that the code makes. */
export interface Called {
  /** For messages: `op.dropColumn`. */
  readonly call: string
  readonly method: HostMethod
  readonly signature: Signature
  readonly finish: Finish
  readonly args: readonly unknown[]
}

/** Reads a call; throws a CallError where its arguments are not what they have to be. */
export function stepsOf(called: Called): CallSteps {
  const { call, args } = called
  const { recorded, result } = readCall(called)
  const steps: Step[] = []
  let together: BareOperation[] = []
  const close = (): void => {
    if (together.length > 0) steps.push({ kind: 'operations', call, operations: together })
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
export function operationsOfCall(called: Called): readonly BareOperation[] {
  return readCall(called).recorded.flatMap(each => (each.kind === 'operation' ? [each.operation] : []))
}

function readCall(called: Called): CallRecord {
  const { call, signature, args, finish } = called
  checkCall(call, signature, args)
  const given = call === 'op.bulkInsert' ? rowsForReading(args) : args
  const { recorded, result } = record(called, given)
  return {
    result,
    recorded: recorded.map(each =>
      each.kind === 'operation' ? { ...each, operation: finish(each.operation, given) } : each,
    ),
  }
}

function record({ call, method, signature }: Called, args: readonly unknown[]): CallRecord {
  const span = placeOfCall(call)
  try {
    return recordCall(
      method,
      args.map(each => toValue(each, span)),
      span,
    )
  } catch (error) {
    if (!(error instanceof UnreadableCall)) throw error
    const problem = 'a part of what it is given is missing, or is not what it has to be.'
    throw new CallError(`${call}: ${problem} Write ${exampleOf(call, signature)}.`, { cause: error })
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
