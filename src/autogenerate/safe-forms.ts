/** Changes of a schema as a team may run them on a busy database. */
import type { QualifiedName } from '../model/names.ts'
import type { BareOperation } from '../model/operation.ts'
import { placedNowhere } from '../model/placed-nowhere.ts'
import { applyOperation, startMigration } from '../schema/apply.ts'
import type { SchemaState } from '../schema/schema-state.ts'
import { viewOf, type SchemaView } from '../schema/schema-view.ts'
import { arrange } from './safe/arrange.ts'
import { inBatches, type Batching } from './safe/batches.ts'
import { notesOf } from './safe/notes.ts'
import { safeSteps } from './safe/safe-steps.ts'
import { step, type Block, type Step } from './safe/step.ts'

/** Where the changes will run. */
export interface SafeSettings {
  readonly dialect: 'postgres' | 'sqlite'
  /** Such as `18.1`. */
  readonly serverVersion: string
  /** Alembic's `render_as_batch`: every change of a table that is there is written in `op.batchAlterTable`. */
  readonly renderAsBatch?: boolean | undefined
  /** What more there is to say of an operation. */
  readonly notes?: ((operation: BareOperation) => readonly string[]) | undefined
}

/**
 * The same changes in forms that block nobody for long, where PostgreSQL has them: indexes are built CONCURRENTLY, outside
 * of a transaction; constraints are added NOT VALID and validated afterwards; NOT NULL is proven by a check; what rows
 * have to get is filled in between. SQLite has one writer and rebuilds tables: there, changes of a table go together.
 */
export function safeForms(
  operations: readonly BareOperation[],
  found: SchemaState,
  settings: SafeSettings,
): readonly Block[] {
  const { steps, isNew } = stepsOf(operations, found, settings)
  if (settings.dialect === 'postgres' && !settings.renderAsBatch) return arrange(steps)
  const useful = settings.dialect === 'sqlite' ? 'useful' : 'never'
  const when = settings.renderAsBatch === undefined ? useful : settings.renderAsBatch ? 'always' : 'never'
  const batching: Batching = { when, serverVersion: settings.serverVersion, isNew }
  if (settings.dialect === 'sqlite') return inBatches(steps, batching)
  return arrange(steps).flatMap(block =>
    block.kind === 'plain' ? inBatches(block.steps, batching) : [block],
  )
}

interface Steps {
  readonly steps: readonly Step[]
  /** Whether a table is made here. */
  readonly isNew: (table: QualifiedName) => boolean
}

function stepsOf(operations: readonly BareOperation[], found: SchemaState, settings: SafeSettings): Steps {
  const steps: Step[] = []
  let state = startMigration(found)
  for (const operation of withoutIndexesOfDropped(operations, found)) {
    const before = viewOf(state)
    const notes = [
      ...notesOf(operation, before, Number.parseInt(settings.serverVersion, 10)),
      ...(settings.notes?.(operation) ?? []),
    ]
    const [first, ...more] =
      settings.dialect === 'postgres' ? safeSteps(operation, before) : sqliteSteps(operation, before)
    if (first) steps.push({ ...first, notes: [...notes, ...(first.notes ?? [])] }, ...more)
    state = applyOperation(state, placedNowhere(operation))
  }
  return { steps, isNew: table => viewOf(state).createdInThisMigration(table) }
}

/** The indexes of a table that goes go with it. */
function withoutIndexesOfDropped(
  operations: readonly BareOperation[],
  found: SchemaState,
): readonly BareOperation[] {
  const view = viewOf(found)
  const dropped = new Set(
    operations.flatMap(each => (each.kind === 'dropTable' ? [view.keyOf(each.table)] : [])),
  )
  return operations.filter(
    each => each.kind !== 'dropIndex' || !dropped.has(view.tableOfIndex(each.index)?.key ?? ''),
  )
}

/** https://www.sqlite.org/lang_altertable.html#alter_table_add_column: a NOT NULL column needs a default that is not null. */
function sqliteSteps(operation: BareOperation, before: SchemaView): readonly Step[] {
  if (operation.kind !== 'addColumn' || before.createdInThisMigration(operation.table))
    return [step(operation)]
  const { table, column } = operation
  const { notNull, default: value, generated } = column
  if (!notNull || generated || (value && value.literal !== null)) return [step(operation)]
  const { notNull: _notNull, ...added } = column
  return [
    step({ ...operation, column: added }),
    { kind: 'fill', table, column: column.name, inBatches: false },
    step({ kind: 'setNotNull', table, column: column.name }),
  ]
}
