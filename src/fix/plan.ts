/** How a rewrite is carried out: which edits and files it takes, and what the migration then has to say. */
import { canonical } from '../frontends/sql-edits.ts'
import type { Changes, FollowUp, WrittenMigration, WrittenOperation } from '../frontends/writer.ts'
import type { Rewrite, Step } from '../lint/rewrite.ts'
import { place, unplaced, type BareOperation, type Operation } from '../model/operation.ts'
import { applyOperation } from '../schema/apply.ts'
import { NOTHING_TO_UNDO } from '../schema/inverses.ts'
import { reverseOperations } from '../schema/reverse.ts'
import type { SchemaState } from '../schema/schema-state.ts'
import { canWait } from './depends.ts'
import { downOf, type Chapter, type FixedHistory } from './history.ts'

/** What the operations of a migration become: those that stay, and what is said besides or instead. */
export interface Intent {
  readonly gone: readonly Operation[]
  readonly added: readonly BareOperation[]
}

/** One way to carry out a rewrite. */
export interface Plan {
  readonly changes: Changes
  readonly up: Intent
  readonly down: Intent
  /** The migrations that come after all others. */
  readonly followUps: readonly FollowUp[]
  /** Operations of the migration that must then run outside a transaction. */
  readonly outside: readonly BareOperation[]
  /** The constraint has another name, which is meant. */
  readonly renames?: true | undefined
  /** A way back is written. */
  readonly writesDown?: true | undefined
}

const NOTHING: Intent = { gone: [], added: [] }

/** The ways to carry out a rewrite of a migration, best first. */
export function plansFor(history: FixedHistory, chapter: Chapter, rewrite: Rewrite): readonly Plan[] {
  const { writer } = history
  const none = { up: NOTHING, down: NOTHING, followUps: [], outside: [] }
  if (rewrite.change === 'downgrade') {
    const ways = writer.downgrade?.(written(history, chapter), rewrite.operations) ?? []
    return ways.map(changes => ({ ...none, changes, writesDown: true }))
  }
  const at = writtenAt(history, chapter, rewrite.operation)
  if (!at) return []
  const isUp = chapter.migration.up.includes(rewrite.operation)
  const side = (intent: Intent): Pick<Plan, 'up' | 'down'> =>
    isUp ? { up: intent, down: NOTHING } : { up: NOTHING, down: intent }
  switch (rewrite.change) {
    case 'steps':
      return planSteps(history, chapter, at, rewrite.steps)
    case 'before':
      return writer
        .before(at, rewrite.operations)
        .map(changes => ({ ...none, ...side({ gone: [], added: rewrite.operations }), changes }))
    case 'await': {
      const waited = { gone: [rewrite.operation], added: [unplaced(rewrite.operation)] }
      return (writer.await?.(at) ?? []).map(changes => ({ ...none, ...side(waited), changes }))
    }
    case 'name': {
      const { nameIsMade: _, ...constraint } = rewrite.operation.constraint
      const named = { ...unplaced(rewrite.operation), constraint: { ...constraint, name: rewrite.name } }
      const intent = { gone: [rewrite.operation], added: [named as BareOperation] }
      const back = isUp ? downIntent(history, chapter, rewrite.operation, intent.added) : STAYS
      return combined([writer.name(at, rewrite.name), back.ways]).map(changes => ({
        ...none,
        ...side(intent),
        ...(isUp && { down: back.intent }),
        changes,
        renames: true,
      }))
    }
  }
}

function written({ files }: FixedHistory, { migration, source }: Chapter): WrittenMigration {
  return { migration, source, files }
}

function writtenAt(
  history: FixedHistory,
  chapter: Chapter,
  operation: Operation,
): WrittenOperation | undefined {
  const sides = [chapter.migration.up, downOf(chapter.migration)]
  const operations = sides.find(side => side.includes(operation))
  // What another file says is said to all that use it: it is not this migration's to change.
  if (operation.writtenAt) return undefined
  return operations && { ...written(history, chapter), operation, operations }
}

/** Steps: the first in place where its transaction allows it, the others in migrations of their own. */
function planSteps(
  history: FixedHistory,
  chapter: Chapter,
  at: WrittenOperation,
  steps: readonly Step[],
): readonly Plan[] {
  const { up } = chapter.migration
  const [first, ...rest] = steps
  if (!first) return []
  const others = up.filter(each => each !== at.operation && !isTimeout(each) && each.kind !== 'noOperation')
  const inPlace = first.transaction === undefined || others.length === 0
  const now = inPlace ? first.operations : []
  if (!canWait(history, chapter, at.operation, inPlace ? rest : steps)) return []
  const timeouts = up.slice(0, up.indexOf(at.operation)).filter(isTimeout)
  const followUps = followUpsOf(history, chapter, at.operation, now, inPlace ? rest : steps, timeouts)
  const files = followUps && filesOf(history, followUps)
  if (!followUps || !files) return []
  const back = downIntent(history, chapter, at.operation, now)
  const common = { followUps, down: back.intent, outside: first.transaction && inPlace ? now : [] }
  const intent = { gone: [at.operation], added: now }
  const written = inWriting(history, at, now)
  const plans = combined([written, back.ways, [{ edits: [], files }]]).map(changes => ({
    ...common,
    up: intent,
    changes,
  }))
  if (common.outside.length === 0) return plans
  const isOff = chapter.migration.transaction === 'none'
  const off = isOff ? [EMPTY] : (history.writer.transactionOff?.(at) ?? [])
  const without = timeouts.map(each => history.writer.replace({ ...at, operation: each }, []))
  const lonely = { gone: [at.operation, ...timeouts], added: now }
  const keeping = combined([off, written, back.ways]).map(changes => ({ ...common, up: intent, changes }))
  const alone = combined([off, written, back.ways, ...without]).map(changes => ({
    ...common,
    up: lonely,
    changes,
  }))
  // SET LOCAL does nothing outside of a transaction.
  const isLocal = timeouts.some(each => each.kind === 'setParameter' && each.scope === 'local')
  return [...(isLocal ? [] : keeping), ...alone].map(plan => ({
    ...plan,
    changes: { ...plan.changes, files: [...plan.changes.files, ...files] },
  }))
}

/** What stands there already needs no edit. */
function inWriting(
  { writer }: FixedHistory,
  at: WrittenOperation,
  now: readonly BareOperation[],
): readonly Changes[] {
  const [only, ...more] = now
  if (only && more.length === 0 && canonical(only) === canonical(unplaced(at.operation))) return [EMPTY]
  return writer.replace(at, now)
}

const EMPTY: Changes = { edits: [], files: [] }

/** The way back is right as it is. */
const STAYS = { ways: [EMPTY], intent: NOTHING }

/** Each way of the one with each way of the others. */
function combined(ways: readonly (readonly Changes[])[]): readonly Changes[] {
  return ways.reduce<readonly Changes[]>(
    (all, next) =>
      all.flatMap(one =>
        next.map(other => ({
          edits: [...one.edits, ...other.edits],
          files: [...one.files, ...other.files],
        })),
      ),
    [EMPTY],
  )
}

/** An operation that stands where another one does. */
function placedLike(bare: BareOperation, { span, statement, roundTrip }: Operation): Operation {
  return place(bare, { span, statement, roundTrip })
}

function isTimeout(operation: Operation): boolean {
  return operation.kind === 'setParameter' && /^(?:lock|statement)_timeout$/u.test(operation.name)
}

/** The steps that wait, each with the timeouts of the migration and its own way back. */
function followUpsOf(
  history: FixedHistory,
  chapter: Chapter,
  operation: Operation,
  now: readonly BareOperation[],
  steps: readonly Step[],
  timeouts: readonly Operation[],
): readonly FollowUp[] | undefined {
  let state = endWith(history, chapter, operation, now)
  const followUps: FollowUp[] = []
  for (const { operations, transaction } of steps) {
    const set = transaction === 'none' ? [] : timeouts.map(unplaced)
    const up = [...set, ...operations]
    const placed = up.map(each => placedLike(each, operation))
    const down = placed.every(each => isTimeout(each) || NOTHING_TO_UNDO.has(each.kind))
      ? []
      : reverseOperations(state, placed)
    if (!down) return undefined
    followUps.push({ title: titleOf(operations), up, down, transaction })
    state = placed.reduce(applyOperation, state)
  }
  return followUps
}

/** The schema after all migrations when this one says other operations instead of the one. */
function endWith(
  { chapters }: FixedHistory,
  chapter: Chapter,
  operation: Operation,
  now: readonly BareOperation[],
): SchemaState {
  const placed = now.map(each => placedLike(each, operation))
  const own = chapter.migration.up.flatMap(each => (each === operation ? placed : [each]))
  const later = chapters.slice(chapters.indexOf(chapter) + 1).flatMap(({ migration }) => migration.up)
  return [...own, ...later].reduce(applyOperation, chapter.start)
}

function filesOf(history: FixedHistory, followUps: readonly FollowUp[]): Changes['files'] | undefined {
  const sources = [...history.chapters.map(({ source }) => source)]
  const files: Changes['files'][number][] = []
  for (const followUp of followUps) {
    const made = history.writer.followUp?.(followUp, sources, history.files)
    const last = sources.at(-1)
    if (!made || !last) return undefined
    files.push(...made.files)
    // The next one is named behind this one, and written in the style of what stands there.
    sources.push({ ...last, name: made.name })
  }
  return files
}

/** What of the way back undid the operation, and has to undo what stands there now. */
function downIntent(
  history: FixedHistory,
  chapter: Chapter,
  operation: Operation,
  now: readonly BareOperation[],
): { readonly ways: readonly Changes[]; readonly intent: Intent } {
  const before = stateBefore(chapter, operation)
  const inverse = reverseOperations(before, [operation])
  const wanted =
    now.length > 0
      ? reverseOperations(
          before,
          now.map(each => placedLike(each, operation)),
        )
      : []
  const [undoing] = inverse ?? []
  const down = downOf(chapter.migration)
  const found =
    undoing && inverse?.length === 1 ? down.find(each => essence(each) === essence(undoing)) : undefined
  if (!found || !wanted || wanted.map(essence).join() === essence(undoing ?? found)) return STAYS
  const at = writtenAt(history, chapter, found)
  const ways = at ? history.writer.replace(at, wanted) : []
  return { ways, intent: { gone: [found], added: wanted } }
}

function stateBefore({ migration, start }: Chapter, operation: Operation): SchemaState {
  return migration.up.slice(0, migration.up.indexOf(operation)).reduce(applyOperation, start)
}

/** What an operation undoes, however carefully it says it. */
function essence(operation: BareOperation): string {
  const {
    ifExists: _e,
    cascade: _c,
    concurrently: _k,
    ...rest
  } = { ifExists: 0, cascade: 0, concurrently: 0, ...operation }
  return canonical('span' in rest ? unplaced(rest as Operation) : rest)
}

function titleOf(operations: readonly BareOperation[]): string {
  for (const operation of operations) {
    switch (operation.kind) {
      case 'validateConstraint':
        return `validate ${operation.name}`
      case 'createIndex':
        return `create ${operation.name ?? operation.table.name}`
      case 'dropIndex':
        return `drop ${operation.index.name}`
      case 'reindex':
        return `reindex ${operation.name?.name ?? operation.target}`
      case 'detachPartition':
        return `detach ${operation.partition.name}`
      case 'addConstraint':
        return `add ${operation.constraint.name ?? operation.table.name}`
      case 'dropConstraint':
        return `drop ${operation.name}`
      case 'setNotNull':
        return `${operation.table.name} ${operation.column} not null`
      case 'addColumn':
        return `add ${operation.table.name} ${operation.column.name}`
      default:
        continue
    }
  }
  return 'follow up'
}
