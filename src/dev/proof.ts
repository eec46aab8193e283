/** Whether a run of an example shows what its rule claims. */
import { blocks, type LockMode } from '../effects/lock-modes.ts'
import type { Proof } from '../lint/rule.ts'
import type { Observation, ObservedWrite } from '../verify/observation.ts'
import type { RowCount } from './row-counts.ts'
import {
  isConcurrent,
  NO_LOCK_TIMEOUT,
  SHORT_TIMEOUT,
  type ExampleRun,
  type MigrationRun,
} from './run-example.ts'

/** A word of the proof vocabulary. */
type ProofWord = Proof extends infer P ? (P extends P ? keyof P : never) : never
type ProofValue<W extends ProofWord> = Extract<Proof, Readonly<Record<W, unknown>>>[W]

/** How each word of the vocabulary is observed in the run of an example. */
const OBSERVED: {
  readonly [W in ProofWord]: (run: SeenRun, wanted: ProofValue<W>) => boolean | undefined
} = {
  takesLock: ({ steps }, mode) => steps.some(({ now }) => now.locks.some(lock => lock.modes.includes(mode))),
  rewritesTable: ({ steps }) => steps.some(({ now }) => now.rewritten.length > 0),
  scansTable: ({ steps }) => steps.some(scansUnderLock),
  failsWith: ({ steps, code }, sqlstate) =>
    code?.failure === sqlstate || steps.some(({ now }) => now.error?.sqlstate === sqlstate),
  breaksApp: ({ app }, sqlstate) => app?.before === undefined && app?.after === sqlstate,
  losesRows: ({ rows = [] }) => rows.some(({ before, after }) => before > 0 && after === 0),
  writesAllRows: ({ steps, rows = [] }) =>
    steps.some(({ now }) => now.transactional && now.written.some(each => isWhole(each, rows))),
  orphansRows: ({ orphans = [] }) => orphans.length > 0,
  keepsHalf: ({ steps, rows = [] }) =>
    steps.some(({ now }) => now.error) && rows.some(({ before, after }) => before !== after),
  failsAgainWith: ({ migrations }, sqlstate) => migrations.some(({ again }) => again === sqlstate),
  leavesDifference: ({ difference = [] }) => difference.length > 0,
  appScansTable: ({ app }) => app?.observations.some(each => each.scanned.length > 0) ?? false,
  locksWithoutTimeout: ({ steps }) => steps.some(locksWithoutTimeout),
  concurrentUnderShortTimeout: ({ steps }) =>
    steps.some(({ now }) => now.messages.includes(SHORT_TIMEOUT) && isConcurrent(now)),
  leavesInvalidIndex: ({ invalidIndexes = [] }) => invalidIndexes.length > 0,
  writesUnderLock: ({ steps }, mode) =>
    steps.some(({ now, held }) => now.written.length > 0 && held.some(lock => lock.mode === mode)),
  runsOutOfOrder: ({ code }) => code !== undefined && code.unfinished.length + code.difference.length > 0,
  differsBetweenRuns: ({ code }) => code?.differsBetweenRuns ?? false,
  changesWithApplication: ({ code }) => code?.changesWithApplication ?? false,
  cutsName: ({ steps }) =>
    steps.some(({ now }) =>
      now.messages.some(message => /^identifier .* will be truncated to /u.test(message)),
    ),
  holdsStrongLocks: ({ steps }, count) => steps.some(step => strongLocks(step).size >= count),
  endsTransaction: ({ migrations }) =>
    migrations.some(({ transaction, transactions }) => transaction && transactions > 1),
  dependsOnOrder: ({ history }) => history?.dependsOnOrder ?? false,
  divergesFromNew: ({ history }) => history?.divergesFromNew ?? false,
  failsOnSqlite: ({ sqlite }) => sqlite?.failure !== undefined,
  losesRowsOnSqlite: ({ sqlite }) => (sqlite?.lost ?? []).length > 0,
  none: () => undefined,
}

/** True when the proof was observed; undefined for rules that have none. */
export function proofObserved(proof: Proof, run: ExampleRun): boolean | undefined {
  const seen = { ...run, steps: run.migrations.flatMap(stepsOf) }
  const [[word, wanted] = []] = Object.entries(proof) as [ProofWord, never][]
  return word && OBSERVED[word](seen, wanted as never)
}

/** A run, with the locks held behind each of its statements. */
interface SeenRun extends ExampleRun {
  readonly steps: readonly Step[]
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

function isWhole({ relation, rows }: ObservedWrite, counts: readonly RowCount[]): boolean {
  return counts.some(({ table, before }) => table === relation && before > 0 && rows >= before)
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

/** The tables that others wait for behind the statement. */
function strongLocks({ held }: Step): ReadonlySet<string> {
  return new Set(held.filter(({ mode }) => blocks(mode, 'write')).map(({ relation }) => relation))
}
