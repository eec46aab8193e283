/** `op` while a migration runs: each call waits for its turn, and is handed on as steps. */
import { OP_METHODS } from '../../frontends/migrate-lint/op.ts'
import type { NamingConvention } from '../naming-convention.ts'
import { createBatchAlterTable } from './batch-block.ts'
import { createConnection } from './connection.ts'
import { CallError } from './errors.ts'
import { finishFor, type Finish } from './finish.ts'
import type { Op } from './op-types.ts'
import { prepared } from './prepared.ts'
import { signatureOf, type Directive } from './signatures/index.ts'
import type { Sink } from './sink.ts'
import { stepsOf } from './steps-of.ts'
import { createTurns, type Turns } from './turns.ts'

/** `op`, and the promise that all its calls are done. */
export interface RunningOp {
  readonly op: Op
  /**
   * Runs a direction of a migration to its end: what it throws keeps the calls from being sent that wait still, and an
   * error in a promise that its code has dropped fails it.
   */
  run(direction: (op: Op) => unknown): Promise<void>
  /** Waits for all calls, awaited or not; rejects with the first error that the migration does not handle. */
  settled(): Promise<void>
}

/** What a project says about its migrations. */
export interface OpSettings {
  readonly namingConvention?: NamingConvention | undefined
}

/** Makes the `op` of one migration. */
export function makeOp(sink: Sink, { namingConvention }: OpSettings = {}): RunningOp {
  const turns = createTurns()
  const finish = finishFor(sink.context, namingConvention)
  const connection = createConnection(sink, turns.queueFor)
  const made: Record<string, unknown> = {
    autocommit: (body: () => unknown) => {
      const call = 'op.autocommit'
      if (typeof body !== 'function')
        throw new CallError(`${call} wants a function: ${call}(async () => { … }).`)
      return turns.queueFor(call).push(() => sink.autocommit(() => turns.nested(body)))
    },
    batchAlterTable: createBatchAlterTable(sink, turns, finish, namingConvention),
    getBind: () => connection,
    connection,
    context: sink.context,
  }
  for (const each of DIRECTIVES) made[each.name] = directive(each, sink, turns, finish)
  // That `Op` has just these calls is checked beside it.
  const op = made as unknown as Op
  return { op, run: direction => turns.run(() => direction(op)), settled: turns.settled }
}

const BLOCKS: ReadonlySet<string> = new Set(['autocommit', 'batchAlterTable', 'getBind'])

/** Each migration gets an `op` of its own, so what they share is made once. */
const DIRECTIVES = Object.keys(OP_METHODS)
  .filter((name): name is Directive => !BLOCKS.has(name))
  .map(name => ({ name, call: `op.${name}`, method: OP_METHODS[name] }))

type DirectiveCall = (typeof DIRECTIVES)[number]

function directive({ name, call, method }: DirectiveCall, sink: Sink, turns: Turns, finish: Finish) {
  return (...args: readonly unknown[]): Promise<string | undefined> => {
    const steps = prepared(() => stepsOf({ call, method, signature: signatureOf(name, args), args, finish }))
    return turns.queueFor(call).push(async () => {
      const { steps: all, result } = steps()
      for (const step of all) await sink.perform(step)
      return result
    })
  }
}
