/** The changes of tables that both schemas have. */
import type { ConstraintState } from '../../schema/schema-state.ts'
import { addColumns, alterColumns, dropColumns, dropRemade } from './columns.ts'
import type { Change, Phase } from './change.ts'
import { addConstraint, dropConstraint, renameConstraint, validateConstraint } from './constraints.ts'
import { isForeignKey } from './foreign-keys.ts'
import { createIndexChange, dropIndexChange, renameIndexChange } from './indexes.ts'
import { nameOf, shown, type Sides } from './sides.ts'
import type { TablePlan } from './plan.ts'

/**
 * Collects the changes of one table. On PostgreSQL what goes has gone from all tables before anything comes, so that
 * names are free and foreign keys stand in no way; on SQLite the changes of a table stay together, for one rebuild.
 */
export function alterTable(sides: Sides, plan: TablePlan): void {
  const { pair, columns, constraints, indexes } = plan
  const put = (phase: Phase, changes: readonly Change[]) => {
    for (const change of changes)
      sides.add(sides.isSqlite && !APART.has(phase) ? 'alterTable' : phase, change)
  }
  const drop = (constraint: ConstraintState) => dropConstraint(sides, pair.found, constraint)
  const add = (constraint: ConstraintState) => addConstraint(sides, pair.found, constraint)
  const [droppedKeys, dropped] = apart(constraints.dropped)
  const [addedKeys, added] = apart(constraints.added)
  put('dropForeignKey', droppedKeys.map(drop))
  put('dropPart', dropped.map(drop))
  put(
    'dropIndex',
    indexes.dropped.map(each => dropIndexChange(sides, pair.found, each)),
  )
  put('dropPart', dropRemade(sides, pair, columns))
  put('alterTable', alterColumns(sides, pair, columns))
  put('alterTable', addColumns(sides, pair, columns))
  put('alterTable', [...secure(sides, plan)])
  put(
    'alterTable',
    constraints.renamed.map(each => renameConstraint(sides, pair.found, each)),
  )
  put(
    'alterTable',
    indexes.renamed.map(each => renameIndexChange(sides, pair.found, each)),
  )
  put('alterTable', added.map(add))
  put(
    'alterTable',
    indexes.added.map(each => createIndexChange(sides, pair.found, each)),
  )
  put('addForeignKey', addedKeys.map(add))
  put(
    'addForeignKey',
    constraints.validated.map(each => validateConstraint(sides, pair.found, each)),
  )
  put('alterTable', dropColumns(sides, pair, columns.dropped))
}

/** An index of SQLite goes without a rebuild. */
const APART: ReadonlySet<Phase> = new Set<Phase>(['dropIndex'])

function apart(constraints: readonly ConstraintState[]) {
  return [constraints.filter(isForeignKey), constraints.filter(each => !isForeignKey(each))] as const
}

/** Row level security is turned on where the target has it, and never turned off. */
function secure(sides: Sides, { pair: { wanted, found } }: TablePlan): readonly Change[] {
  if (wanted.rowSecurity === found.rowSecurity) return []
  if (sides.options.isWayBack ? wanted.rowSecurity : !wanted.rowSecurity) {
    if (sides.options.isWayBack) return []
    sides.remark(
      `Table ${shown(sides, found)} has row level security, which the target does not tell: it stays on. Turn it off in a migration of its own if that is meant.`,
    )
    return []
  }
  const state = wanted.rowSecurity ? 'enable' : 'disable'
  const change = { option: 'rowSecurity', state } as const
  return [
    {
      summary: `${state} row level security on ${shown(sides, found)}`,
      operations: [{ kind: 'setTableOption', table: nameOf(sides, found), change }],
    },
  ]
}

/** What no operation changes in place. */
export function remarkUnchangeable(sides: Sides, { pair: { wanted, found } }: TablePlan): void {
  const name = shown(sides, found)
  const partition = ({ partitionBy }: typeof wanted) => JSON.stringify(partitionBy ?? null)
  if (partition(wanted) !== partition(found)) {
    sides.remark(
      `Table ${name} is partitioned otherwise in the target: no table becomes partitioned in place. Make a new one, and copy the rows.`,
    )
  }
  const parents = ({ partitionOf, inherits }: typeof wanted) =>
    JSON.stringify([partitionOf ?? null, inherits])
  if (parents(wanted) !== parents(found)) {
    sides.remark(
      `Table ${name} belongs to another table in the target, or is another part of it: detach and attach it in a migration of its own.`,
    )
  }
}
