/** The locks that PostgreSQL takes on tables that are there already, for each statement of a plan. */
import { effectsOf } from '../../effects/effects-of.ts'
import { formatName } from '../../model/names.ts'
import { placedNowhere } from '../../model/placed-nowhere.ts'
import { operationsIn } from '../../runner/execute/raw-sql.ts'
import { withAncestors } from '../../runner/graph/lineage.ts'
import type { Project } from '../../runner/project.ts'
import type { PlannedMigration } from '../../runner/runner.ts'
import { schemaOf } from '../../runner/schema-of.ts'
import { applyOperation, startMigration } from '../../schema/apply.ts'
import { viewOf } from '../../schema/schema-view.ts'

export interface PlannedLock {
  readonly table: string
  /** As `pg_locks.mode` names it. */
  readonly mode: string
}

/** By migration and statement; a table that the migration makes itself has no line, since nobody waits for it. */
export function locksOf(
  project: Project,
  steps: readonly PlannedMigration[],
  postgresVersion: number,
): readonly (readonly (readonly PlannedLock[])[])[] {
  const ids = steps.map(({ migration }) => migration.id)
  const undone = new Set(steps.some(({ direction }) => direction === 'downgrade') ? [] : ids)
  const before = [...withAncestors(project.graph, ids)].filter(id => !undone.has(id))
  let state = schemaOf(before, project)
  return steps.map(({ statements }) => {
    state = startMigration(state)
    return statements.map(({ sql }) => {
      const locks: PlannedLock[] = []
      for (const bare of operationsIn(sql)) {
        const operation = placedNowhere(bare)
        for (const effect of effectsOf(operation, viewOf(state), { postgresVersion })) {
          if (effect.kind !== 'lock' || effect.isNew) continue
          locks.push({ table: formatName(effect.name), mode: effect.mode })
        }
        state = applyOperation(state, operation)
      }
      return locks
    })
  })
}
