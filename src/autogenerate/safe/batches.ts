/** Changes of one table in `op.batchAlterTable`, so that SQLite rebuilds it once for all of them. */
import { nativelyAlters } from '../../dialects/sqlite.ts'
import { formatName, type QualifiedName } from '../../model/names.ts'
import type { BareOperation, OperationKind } from '../../model/operation.ts'
import type { Block, Step } from './step.ts'

/** When changes are put into a batch: where it saves a rebuild, or always, as Alembic's `render_as_batch`. */
export interface Batching {
  readonly when: 'always' | 'never' | 'useful'
  /** Of SQLite, which alters more in place the newer it is. */
  readonly serverVersion: string
  readonly isNew: (table: QualifiedName) => boolean
}

/** What a batch has a call for. */
const IN_BATCH: ReadonlySet<OperationKind> = new Set<OperationKind>([
  'addColumn',
  'dropColumn',
  'renameColumn',
  'changeColumnType',
  'setNotNull',
  'dropNotNull',
  'setDefault',
  'dropDefault',
  'addIdentity',
  'dropIdentity',
  'createIndex',
  'addConstraint',
  'dropConstraint',
  'renameConstraint',
])

/** Steps as blocks: runs of changes of one table become batches. */
export function inBatches(steps: readonly Step[], batching: Batching): readonly Block[] {
  const blocks: Block[] = []
  for (const run of runsOf(steps, batching)) {
    const [first] = run
    const table = first && batchTable(first, batching)
    const last = blocks.at(-1)
    if (table && isWorthwhile(run, batching)) blocks.push({ kind: 'batch', table, steps: run })
    else if (last?.kind === 'plain') blocks.splice(-1, 1, { kind: 'plain', steps: [...last.steps, ...run] })
    else blocks.push({ kind: 'plain', steps: run })
  }
  return blocks
}

/** Neighbours that change the same table. */
function runsOf(steps: readonly Step[], batching: Batching): readonly (readonly Step[])[] {
  const runs: Step[][] = []
  for (const step of steps) {
    const table = batchTable(step, batching)
    const run = runs.at(-1)
    const before = run?.[0] && batchTable(run[0], batching)
    if (run && table && before && formatName(table) === formatName(before)) run.push(step)
    else runs.push([step])
  }
  return runs
}

function batchTable(step: Step, { isNew }: Batching): QualifiedName | undefined {
  if (step.alone || step.kind !== 'operation' || !IN_BATCH.has(step.operation.kind)) return undefined
  const table = tableOf(step.operation)
  return table && !isNew(table) ? table : undefined
}

function tableOf(operation: BareOperation): QualifiedName | undefined {
  return 'table' in operation ? operation.table : undefined
}

function isWorthwhile(run: readonly Step[], { when, serverVersion }: Batching): boolean {
  if (when !== 'useful') return when === 'always'
  const rebuilds = run.some(
    each => each.kind === 'operation' && !nativelyAlters(each.operation, serverVersion),
  )
  return run.length > 1 && rebuilds
}
