/** Whether a run of an example shows what its rule claims. */
import { blocks, type LockMode } from '../effects/lock-modes.ts'
import type { Proof } from '../lint/rule.ts'
import type { Observation } from '../verify/observation.ts'
import { NO_LOCK_TIMEOUT, type ExampleRun, type MigrationRun } from './run-example.ts'

/** True when the proof was observed; undefined for rules that have none. */
export function proofObserved(proof: Proof, run: ExampleRun): boolean | undefined {
  const steps = run.migrations.flatMap(stepsOf)
  const some = (test: (step: Step) => boolean) => steps.some(test)
  if ('takesLock' in proof)
    return some(({ now }) => now.locks.some(lock => lock.modes.includes(proof.takesLock)))
  if ('rewritesTable' in proof) return some(({ now }) => now.rewritten.length > 0)
  if ('scansTable' in proof) return some(scansUnderLock)
  if ('failsWith' in proof) return some(({ now }) => now.error?.sqlstate === proof.failsWith)
  if ('breaksApp' in proof) return run.app?.before === undefined && run.app?.after === proof.breaksApp
  if ('leavesDifference' in proof) return (run.difference ?? []).length > 0
  if ('appScansTable' in proof) return run.app?.observations.some(each => each.scanned.length > 0) ?? false
  if ('locksWithoutTimeout' in proof) return some(locksWithoutTimeout)
  if ('writesUnderLock' in proof)
    return some(
      ({ now, held }) => now.written.length > 0 && held.some(lock => lock.mode === proof.writesUnderLock),
    )
  return undefined
}

interface Held {
  readonly relation: string
  readonly mode: LockMode
}

/** One statement, and the locks on tables that its transaction holds behind it. */
interface Step {
  readonly now: Observation
  readonly held: readonly Held[]
}

function stepsOf({ transaction, observations }: MigrationRun): readonly Step[] {
  const steps: Step[] = []
  for (const now of observations) {
    const before = transaction ? (steps.at(-1)?.held ?? []) : []
    steps.push({ now, held: [...before, ...tableLocks(now)] })
  }
  return steps
}

function tableLocks({ locks }: Observation): readonly Held[] {
  return locks
    .filter(lock => lock.relationKind === 'table')
    .flatMap(({ relation, modes }) => modes.map(mode => ({ relation, mode })))
}

function scansUnderLock({ now, held }: Step): boolean {
  return now.scanned.some(({ relation }) =>
    held.some(lock => lock.relation === relation && blocks(lock.mode, 'write')),
  )
}

function locksWithoutTimeout({ now }: Step): boolean {
  return now.messages.includes(NO_LOCK_TIMEOUT) && tableLocks(now).some(lock => blocks(lock.mode, 'write'))
}
