/** `op` while a migration runs: each call waits for its turn, and is handed on as steps. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { batchMethods } from '../../frontends/migrate-lint/op-batch.ts'
import { OP_METHODS } from '../../frontends/migrate-lint/op.ts'
import type { HostMethod } from '../../frontends/typescript/values.ts'
import type { BareOperation } from '../../model/operation.ts'
import { batchStep, batchTable } from './batch-step.ts'
import { createConnection } from './connection.ts'
import { CallError } from './errors.ts'
import type { BatchOp, Op } from './op-types.ts'
import { createQueue, type Queue } from './queue.ts'
import type { Sink } from './sink.ts'
import { operationsOfCall, placeOfCall, stepsOf } from './steps-of.ts'
import { toValue } from './to-value.ts'

/** `op`, and the promise that all its calls are done. */
export interface RunningOp {
  readonly op: Op
  /** Runs a direction of a migration to its end: what it throws keeps the calls from being sent that wait still. */
  run(direction: (op: Op) => unknown): Promise<void>
  /** Waits for all calls, awaited or not; rejects with the first error that the migration does not handle. */
  settled(): Promise<void>
}

/** Makes the `op` of one migration. */
export function makeOp(sink: Sink): RunningOp {
  const root = createQueue()
  const inside = new AsyncLocalStorage<readonly Queue[]>()

  /** The innermost block that the code is in and that still runs. */
  const queueFor = (call: string): Queue => {
    const open = [...(inside.getStore() ?? []), root].find(({ isClosed }) => !isClosed)
    if (!open) throw new CallError(`${call} came after the migration had ended. Await every promise in it.`)
    return open
  }
  /** Runs code of the user whose calls have their turn now, not behind the call that runs it. */
  const nested = (body: () => unknown): Promise<void> => {
    const queue = createQueue()
    return inside.run([queue, ...(inside.getStore() ?? [])], () => queue.run(body))
  }
  const directive = (name: string, method: HostMethod) => {
    const call = `op.${name}`
    return (...args: readonly unknown[]) => {
      const steps = prepared(() => stepsOf(call, method, args))
      return queueFor(call).push(async () => {
        const { steps: all, result } = steps()
        for (const step of all) await sink.perform(step)
        return result
      })
    }
  }
  const batchAlterTable = (table: unknown, body: (batch: BatchOp) => unknown, options: object = {}) => {
    const call = 'op.batchAlterTable'
    const step = prepared(() => batchStep(call, table, options))
    return queueFor(call).push(async () => {
      const { table: name } = step()
      const operations: BareOperation[] = []
      const methods = batchMethods(toValue(batchTable(name), placeOfCall(call)))
      const calls = mapMethods(methods, (method, methodName) => (...args: readonly unknown[]) => {
        const batchCall = `batch.${methodName}`
        const said = prepared(() => operationsOfCall(batchCall, method, args))
        return queueFor(batchCall).push(() => Promise.resolve(void operations.push(...said())))
      })
      await nested(() => body(calls as unknown as BatchOp))
      if (operations.length > 0) await sink.perform({ ...step(), operations })
    })
  }
  const connection = createConnection(sink, queueFor)
  const op = {
    ...mapMethods(OP_METHODS, (method, name) => directive(name, method)),
    autocommit: (body: () => unknown) =>
      queueFor('op.autocommit').push(() => sink.autocommit(() => nested(body))),
    batchAlterTable,
    getBind: () => connection,
    connection,
    context: sink.context,
  }
  const running = op as unknown as Op
  return { op: running, run: direction => root.run(() => direction(running)), settled: () => root.settled() }
}

/** Reads arguments now, because the code may change them later; an error comes when the call has its turn. */
function prepared<T>(read: () => T): () => T {
  try {
    const value = read()
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}

function mapMethods<T>(
  methods: Readonly<Record<string, HostMethod>>,
  map: (method: HostMethod, name: string) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, map(method, name)]))
}
