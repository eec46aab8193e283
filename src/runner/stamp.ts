/** Stamp and repair: what is written down about migrations without running any. */
import type { Database } from '../database/open-database.ts'
import { version } from '../host/package.ts'
import { inOrder, withAncestors } from './graph/lineage.ts'
import type { RevisionGraph } from './graph/revision-graph.ts'
import { stampSteps } from './graph/stamp-steps.ts'
import { preparedState } from './prepared-state.ts'
import type { MigrationFile } from './revisions/migration-files.ts'
import type { RunContext } from './run-context.ts'
import type { RunReport } from './runner.ts'
import type { State } from './state.ts'
import { statusOf } from './status.ts'
import { allUnfinished, checksumsOf, insertHistory, type NewHistoryRow } from './tables/history-table.ts'
import { deleteEntries } from './tables/journal-rows.ts'
import { moveVersion, readHeads } from './tables/version-table.ts'
import { whoRuns } from './who-runs.ts'
import { withRunLock } from './with-run-lock.ts'

/** Writes revisions into the version table, and into the history that it was so. */
export function runStamp(
  context: RunContext,
  targets: string | readonly string[],
  purge: boolean,
): Promise<RunReport> {
  const { project, database } = context
  return withRunLock(context, async () => {
    const state = await preparedState(context)
    const { tables, current, history } = state
    const steps = stampSteps(project.graph, current, targets, { purge })
    const stamped = [...new Set(steps.flatMap(({ to }) => to))]
    const { given, taken } = toldBy(project.graph, state, stamped, steps.at(-1)?.rows ?? current)
    const told = [...taken.map(takenRow), ...given.map(id => rowOf(project.fileOf(id), 'stamped'))]
    const forgotten = allUnfinished(history).map(({ revision }) => deleteEntries(tables.history, revision))
    await inTransaction(database, async () => {
      for (const change of steps.flatMap(({ changes }) => changes))
        await moveVersion(sql => database.connection.query(sql), tables.version, change)
      const statements = [...forgotten, ...told.map(row => insertHistory(tables.history, row))]
      if (statements.length > 0) await database.connection.query(statements.join('; '))
    })
    return { ran: stamped, current: await readHeads(database, tables.version) }
  })
}

/**
 * The revisions of which a stamp says that they are applied, as their files are now, and those that it takes back. One
 * that was half done is what the stamp says; one that was applied before keeps the checksum that it had.
 */
function toldBy(
  graph: RevisionGraph,
  { current, history }: State,
  stamped: readonly string[],
  rows: readonly string[],
): { readonly given: readonly string[]; readonly taken: readonly string[] } {
  const known = checksumsOf(history)
  const halfDone = allUnfinished(history).map(({ revision }) => revision)
  const before = withAncestors(
    graph,
    current.filter(id => graph.nodes.has(id)),
  )
  const applied = withAncestors(graph, rows)
  const stays = (id: string) => before.has(id) && known.has(id) && !halfDone.includes(id)
  return {
    given: inOrder(graph, applied).filter(id => stamped.includes(id) || !stays(id)),
    taken: [...new Set([...known.keys(), ...halfDone])].filter(id => !applied.has(id)),
  }
}

/** Accepts the files as they are now; gives the ids of those that had changed. */
export function runRepair(context: RunContext): Promise<readonly string[]> {
  const { project, database } = context
  return withRunLock(context, async () => {
    const state = await preparedState(context)
    const { changed } = statusOf(project, state)
    await inTransaction(database, async () => {
      for (const file of changed)
        await database.connection.query(insertHistory(state.tables.history, rowOf(file, 'repaired')))
    })
    return changed.map(({ id }) => id)
  })
}

function rowOf(file: MigrationFile, state: 'stamped' | 'repaired'): NewHistoryRow {
  const { id, checksum, message } = file
  return { revision: id, direction: 'upgrade', state, checksum, message, ...signature() }
}

function takenRow(revision: string): NewHistoryRow {
  return { revision, direction: 'downgrade', state: 'stamped', ...signature() }
}

function signature(): Pick<NewHistoryRow, 'startedAt' | 'toolVersion' | 'actor'> {
  return { startedAt: new Date().toISOString(), toolVersion: version(), actor: whoRuns() }
}

async function inTransaction({ connection, dialect }: Database, work: () => Promise<void>): Promise<void> {
  await connection.query(dialect === 'sqlite' ? 'BEGIN IMMEDIATE' : 'BEGIN')
  try {
    await work()
    await connection.query('COMMIT')
  } catch (error) {
    await connection.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}
