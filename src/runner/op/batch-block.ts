/** `op.batchAlterTable`: a block whose calls are collected, and done together when it ends. */
import { batchMethods, type BatchMethod } from '../../frontends/migrate-lint/op-batch.ts'
import type { HostMethod } from '../../frontends/typescript/values.ts'
import { formatName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { NamingConvention } from '../naming-convention.ts'
import { batchStep } from './batch-step.ts'
import type { BatchOp } from './calls/batch.ts'
import { CallError } from './errors.ts'
import type { Finish } from './finish.ts'
import { positionOf, type NewColumn } from './positions.ts'
import { prepared } from './prepared.ts'
import { batchSignatureOf } from './signatures/index.ts'
import type { Sink } from './sink.ts'
import { placeOfCall } from './place-of-call.ts'
import { operationsOfCall } from './steps-of.ts'
import type { BatchSettings, BatchStep } from './step.ts'
import { toValue } from './to-value.ts'
import type { Turns } from './turns.ts'

const CALL = 'op.batchAlterTable'

/** The call, as `op` has it. */
export function createBatchAlterTable(
  sink: Sink,
  turns: Turns,
  finish: Finish,
  convention: NamingConvention | undefined,
) {
  return (table: unknown, body: (batch: BatchOp) => unknown, options?: unknown): Promise<void> => {
    const step = prepared(() => batchStep(CALL, [table, body, options], convention))
    return turns.queueFor(CALL).push(async () => {
      const block = collectingBatch(step(), turns, finish)
      await turns.nested(() => body(block.batch))
      const done = block.close()
      if (done.operations.length > 0) await sink.perform(done)
    })
  }
}

/** The batch that the code gets, and the step that it has become when the block ends. */
function collectingBatch(step: BatchStep, turns: Turns, finish: Finish) {
  const operations: BareOperation[] = []
  const positions: NewColumn[] = []
  let isOpen = true
  const collect =
    (name: BatchMethod, method: HostMethod) =>
    (...args: readonly unknown[]): Promise<void> => {
      const call = `batch.${name}`
      if (!isOpen) throw new CallError(`${call} came after its block had ended. Await every promise in it.`)
      const signature = batchSignatureOf(name, args)
      const said = prepared(() => operationsOfCall({ call, method, signature, args, finish }))
      return turns.queueFor(call).push(() => {
        operations.push(...said())
        if (name === 'addColumn') positions.push(...positionOf(args))
        return Promise.resolve()
      })
    }
  const table = toValue(formatName(step.table), placeOfCall(CALL))
  const batch = Object.fromEntries(
    Object.entries(batchMethods(table)).map(([name, method]) => [name, collect(name as BatchMethod, method)]),
  )
  const close = (): BatchStep => {
    isOpen = false
    const placed: BatchSettings = positions.length > 0 ? { positions: Object.fromEntries(positions) } : {}
    return { ...step, operations, options: { ...step.options, ...placed } }
  }
  return { batch: batch as unknown as BatchOp, close }
}
