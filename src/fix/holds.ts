/** Reads what a plan would make of the files, and holds it against what was meant. */
import { canonical } from '../frontends/sql-edits.ts'
import type { MigrationSource, ProjectFiles } from '../frontends/project-files.ts'
import { transactionContexts } from '../lint/transactions.ts'
import type { Migration } from '../model/migration.ts'
import { unplaced, type BareOperation, type Operation } from '../model/operation.ts'
import { applyEdits, type Edit, type NewFile } from '../source/edit.ts'
import type { SchemaState } from '../schema/schema-state.ts'
import { downOf, type Chapter, type FixedHistory } from './history.ts'
import { withTexts, type Texts } from './overlay.ts'
import type { Intent, Plan } from './plan.ts'
import { areEqual, findsTheSame, lostOf, missedBy, run, runAnyhow } from './same-schema.ts'

/** The texts of the files after the plans; undefined when they do not go together or do not say what was meant. */
export function textsThatHold(
  history: FixedHistory,
  chapter: Chapter,
  plans: readonly Plan[],
): Texts | undefined {
  const texts = textsOf(
    history.files,
    plans.flatMap(({ changes }) => changes.edits),
    plans.flatMap(({ changes }) => changes.files),
  )
  if (!texts) return undefined
  const files = withTexts(history.files, texts)
  const migration = read(history, chapter.source, files)
  const followUps = readFollowUps(history, plans, files)
  if (!migration || !followUps) return undefined
  const holds =
    saysWhatWasMeant(chapter.migration, migration, plans) &&
    plans.every(plan => isOutside(migration, plan.outside)) &&
    endsAlike(history, chapter, { migration, followUps }, plans)
  return holds ? texts : undefined
}

function textsOf(files: ProjectFiles, edits: readonly Edit[], made: readonly NewFile[]): Texts | undefined {
  const texts = new Map<string, string>()
  for (const { span } of edits) {
    const { path } = span.file
    const text = texts.get(path) ?? applyEdits(span.file, edits)
    if (text === undefined) return undefined
    texts.set(path, text)
  }
  for (const { path, text } of made) {
    if (files.read(path) || texts.has(path)) return undefined
    texts.set(path, text)
  }
  return texts
}

/** The migration as it would be; undefined when it cannot be read. */
function read(
  { frontend, settings }: FixedHistory,
  source: MigrationSource,
  files: ProjectFiles,
): Migration | undefined {
  const known = source.downPath ?? withDown(source, files)
  const found = known === undefined ? source : { ...source, downPath: known }
  const migration = frontend.read(found, files, settings)
  return migration.parseErrors.length === 0 ? migration : undefined
}

/** A down file that is new beside its up file. */
function withDown({ paths: [path = ''] }: MigrationSource, files: ProjectFiles): string | undefined {
  const down = path.replace(/(^|[._/-])up(\.sql)$/iu, '$1down$2')
  return down !== path && files.read(down) ? down : undefined
}

/** The new migrations, which the frontend has to find behind all others; undefined when it does not. */
function readFollowUps(
  history: FixedHistory,
  plans: readonly Plan[],
  files: ProjectFiles,
): readonly Migration[] | undefined {
  const wanted = plans.flatMap(plan => plan.followUps)
  if (wanted.length === 0) return []
  const old = history.chapters.map(({ source }) => source)
  const made = plans.flatMap(({ changes }) => changes.files.map(({ path }) => path))
  const paths = [...new Set([...old.flatMap(source => source.paths), ...made])].sort()
  const found = history.frontend
    .find({ ...files, paths, named: undefined })
    .filter(source => source.history === old[0]?.history)
  const isBehind = old.every((source, i) => source.paths[0] === found[i]?.paths[0])
  if (!isBehind || found.length !== old.length + wanted.length) return undefined
  const migrations = found.slice(old.length).map(source => read(history, source, files))
  return migrations.every((migration, i) => {
    const followUp = wanted[i]
    if (!migration || !followUp || !areSame(migration.up.map(unplaced), followUp.up)) return false
    const back =
      migration.down.kind === 'operations' ||
      followUp.down.length === 0 ||
      migration.down.kind === 'unsupported'
    return (
      back &&
      (migration.down.kind !== 'operations' || areSame(downOf(migration).map(unplaced), followUp.down)) &&
      (followUp.transaction !== 'none' || isOutside(migration, followUp.up))
    )
  })
    ? migrations.filter(migration => migration !== undefined)
    : undefined
}

function saysWhatWasMeant(before: Migration, after: Migration, plans: readonly Plan[]): boolean {
  if (
    !areSame(
      said(after.up),
      meant(
        before.up,
        plans.map(({ up }) => up),
      ),
    )
  )
    return false
  const writesDown = plans.some(plan => plan.writesDown)
  if (writesDown) return after.down.kind === 'operations'
  return areSame(
    said(downOf(after)),
    meant(
      downOf(before),
      plans.map(({ down }) => down),
    ),
  )
}

/** An operation as it counts: what it says, and whether and when it runs. */
function said(operations: readonly Operation[]): readonly object[] {
  return operations.map(operation => {
    const { flow, floating, inBlock } = operation
    return { ...unplaced(operation), flow, floating, inBlock }
  })
}

function meant(operations: readonly Operation[], intents: readonly Intent[]): readonly object[] {
  const gone = new Set(intents.flatMap(intent => intent.gone))
  return [...said(operations.filter(each => !gone.has(each))), ...intents.flatMap(intent => intent.added)]
}

/** The same operations, in whatever order. */
function areSame(one: readonly object[], other: readonly object[]): boolean {
  const texts = (all: readonly object[]) => all.map(plain).sort().join('\n')
  return one.length === other.length && texts(one) === texts(other)
}

/** How a statement is printed is not what it says, and a made name is one that the new text spells out. */
function plain(operation: object): string {
  return canonical(operation).replaceAll(/,?"nameIsMade":true/gu, '')
}

/** Whether the operations run outside a transaction, and nobody's. */
function isOutside(migration: Migration, wanted: readonly BareOperation[]): boolean {
  const contexts = transactionContexts(migration.up, migration.transaction)
  return wanted.every(each => {
    const at = migration.up.findIndex(operation => plain(unplaced(operation)) === plain(each))
    return contexts[at]?.openedBy === 'none'
  })
}

interface Told {
  readonly migration: Migration
  readonly followUps: readonly Migration[]
}

/** The schema ends as it did, what comes later finds what it found, and the way back leads as far as before. */
function endsAlike(
  { chapters, end }: FixedHistory,
  chapter: Chapter,
  { migration, followUps }: Told,
  plans: readonly Plan[],
): boolean {
  const { start, migration: old } = chapter
  const oldAfter = runAnyhow(start, old.up)
  let state = runAnyhow(start, migration.up)
  if (!keepsFinding(start, old.up, migration.up)) return false
  const after = state
  let oldState = oldAfter
  for (const { migration: later } of chapters.slice(chapters.indexOf(chapter) + 1)) {
    if (!findsTheSame(later.up, oldState, state)) return false
    oldState = runAnyhow(oldState, later.up)
    state = runAnyhow(state, later.up)
  }
  let own = after
  for (const followUp of followUps) {
    const next = run(state, followUp.up)
    if (!next) return false
    state = next
    own = runAnyhow(own, followUp.up)
  }
  if (!plans.some(plan => plan.renames) && !areEqual(end, state)) return false
  return leadsBackAsFar(start, { old, oldAfter, migration, followUps, own })
}

/** Whether no operation misses what the operations that stood there before did find. */
function keepsFinding(
  start: SchemaState,
  old: readonly Operation[],
  now: readonly Operation[],
  from: SchemaState = start,
): boolean {
  const missed = new Set(missedBy(start, old).map(each => plain(unplaced(each))))
  return missedBy(from, now).every(each => missed.has(plain(unplaced(each))))
}

/** After all ways back nothing is lost or left that was not before. */
function leadsBackAsFar(
  start: SchemaState,
  {
    old,
    oldAfter,
    migration,
    followUps,
    own,
  }: {
    readonly old: Migration
    readonly oldAfter: SchemaState
    readonly migration: Migration
    readonly followUps: readonly Migration[]
    readonly own: SchemaState
  },
): boolean {
  if (migration.down.kind !== 'operations') return true
  const undone = [...followUps].reverse().reduce((state, each) => runAnyhow(state, downOf(each)), own)
  if (!keepsFinding(oldAfter, downOf(old), downOf(migration), undone)) return false
  const before = new Set(lostOf(start, runAnyhow(oldAfter, downOf(old))))
  return lostOf(start, runAnyhow(undone, downOf(migration))).every(each => before.has(each))
}
