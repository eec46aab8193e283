/** What becomes of each table that both schemas have. */
import type { ConstraintState } from '../../schema/schema-state.ts'
import { planColumns, type TablePair } from './column-plan.ts'
import { planConstraints, remarkKey, type ConstraintPlan } from './constraints.ts'
import { readdedForeignKeys } from './foreign-keys.ts'
import { planIndexes } from './indexes.ts'
import type { Matched } from './match.ts'
import type { TablePlan } from './plan.ts'
import type { Sides } from './sides.ts'

/** Plans all tables, then what a change of one of them means for the foreign keys of others. */
export function planTables(sides: Sides, pairs: readonly TablePair[]): readonly TablePlan[] {
  const plans = pairs.map(pair => planTable(sides, pair))
  return plans.map(plan => {
    const constraints = withReadded(plan.constraints, readdedForeignKeys(sides, plan, plans))
    remarkKey(sides, plan.pair.found, constraints)
    return { ...plan, constraints }
  })
}

function planTable(sides: Sides, pair: TablePair): TablePlan {
  const columns = planColumns(sides, pair)
  return {
    pair,
    columns,
    constraints: planConstraints(sides, pair, columns),
    indexes: planIndexes(sides, pair, columns),
  }
}

function withReadded(plan: ConstraintPlan, readded: readonly Matched<ConstraintState>[]): ConstraintPlan {
  if (readded.length === 0) return plan
  const isOther = (each: Matched<ConstraintState>) => !readded.includes(each)
  return {
    dropped: [...plan.dropped, ...readded.map(({ found }) => found)],
    added: [...plan.added, ...readded.map(({ wanted }) => wanted)],
    renamed: plan.renamed.filter(isOther),
    validated: plan.validated.filter(each => !readded.some(({ found }) => found === each)),
    kept: plan.kept.filter(isOther),
  }
}
