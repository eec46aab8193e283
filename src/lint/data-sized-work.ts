/** Work that takes the longer the more rows there are: scans, rewrites, index builds, copies, changes of all rows. */
import type { Effect } from '../effects/effect.ts'
import type { EffectsView } from '../effects/effects-view.ts'
import { blocks } from '../effects/lock-modes.ts'
import type { QualifiedName } from '../model/names.ts'
import type { Operation } from '../model/operation.ts'
import type { SchemaView } from '../schema/schema-view.ts'

/** What one operation does to as many rows as a table has. */
export interface DataSizedWork {
  /** The table whose rows are read or written. */
  readonly table: QualifiedName
  readonly does: 'reads' | 'rewrites' | 'changes' | 'copies'
  /** By itself it keeps nobody from the table or from its rows. */
  readonly harmless: boolean
}

/** What is known where an operation runs. */
interface Where {
  readonly schema: SchemaView
  readonly effects: EffectsView
}

/** Where the operations are. */
interface Operations {
  readonly operations: readonly Operation[]
  readonly at: (index: number) => Where
}

/** The work of the operation, if it grows with the data; a new table has rows only when they were copied into it. */
export function dataSizedWork({ operations, at }: Operations, index: number): DataSizedWork | undefined {
  const operation = operations[index]
  if (!operation) return undefined
  const context = at(index)
  const copied = copyOf(operation, context)
  if (copied) return copied
  const { all } = context.effects
  const onOld = all.filter(effect => !effect.isNew)
  const work = onOld.find(effect => isWork(effect, operation))
  if (work) return { table: work.name, does: DOES[work.kind] ?? 'reads', harmless: isHarmless(work, all) }
  const onNew = all.find(effect => effect.isNew && isWork(effect, operation))
  if (!onNew || !isFilled(onNew.name, { operations, at }, index)) return undefined
  const harmless = context.effects.blocks('write').length === 0
  return { table: onNew.name, does: DOES[onNew.kind] ?? 'reads', harmless }
}

const DOES: Readonly<Partial<Record<Effect['kind'], DataSizedWork['does']>>> = {
  rewrite: 'rewrites',
  write: 'changes',
}

/** Queries may use an index, and a batch is small; a constraint that no migration shows is validated all the same. */
function isWork(effect: Effect, { kind }: Operation): boolean {
  switch (effect.kind) {
    case 'rewrite':
      return effect.certainty === 'certain'
    case 'scan':
      return kind === 'validateConstraint' || (effect.why !== 'query' && effect.certainty === 'certain')
    case 'write':
      return effect.rows === 'all' && kind !== 'insertRows'
    case 'lock':
    case 'failure':
      return false
  }
}

/** Changed rows stay locked, a rewritten table does, and so does one that is read under a strong lock of the same statement. */
function isHarmless(work: Effect, all: readonly Effect[]): boolean {
  if (work.kind !== 'scan') return false
  return !all.some(
    effect => effect.kind === 'lock' && effect.table === work.table && blocks(effect.mode, 'write'),
  )
}

/** CREATE TABLE AS, SELECT INTO, INSERT … SELECT and materialized views: what is read from existing tables. */
function copyOf(operation: Operation, { effects, schema }: Where): DataSizedWork | undefined {
  const read = effects.scans(undefined, 'query')
  if (!read || !copies(operation)) return undefined
  if (operation.kind === 'insertRows') {
    const large = effects.all.some(effect => effect.kind === 'write' && effect.rows === 'all')
    if (!large) return undefined
    return { table: read.name, does: 'copies', harmless: schema.createdInThisMigration(operation.table) }
  }
  return {
    table: read.name,
    does: 'copies',
    harmless: operation.kind !== 'refreshView' || operation.concurrently === true,
  }
}

function copies(operation: Operation): boolean {
  switch (operation.kind) {
    case 'createTable':
      return operation.as !== undefined
    case 'insertRows':
      return operation.fromQuery === true
    case 'createView':
      return operation.materialized === true && !operation.noData
    case 'refreshView':
      return !operation.noData
    default:
      return false
  }
}

/** Whether rows of existing tables were copied into a new one before. */
function isFilled(name: QualifiedName, { operations, at }: Operations, index: number): boolean {
  const key = at(index).schema.keyOf(name)
  return operations.slice(0, index).some((operation, i) => {
    const target = targetOf(operation)
    if (!target || !copyOf(operation, at(i))) return false
    return at(i + 1).schema.keyOf(target) === key
  })
}

function targetOf(operation: Operation): QualifiedName | undefined {
  if (operation.kind === 'createTable' || operation.kind === 'insertRows') return operation.table
  return operation.kind === 'createView' ? operation.view : undefined
}
