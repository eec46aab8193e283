/** What becomes of a table that both schemas have. */
import type { ColumnPlan, TablePair } from './column-plan.ts'
import type { ConstraintPlan } from './constraints.ts'
import type { IndexPlan } from './indexes.ts'

/** Its columns, constraints and indexes: what comes, goes and changes of them. */
export interface TablePlan {
  readonly pair: TablePair
  readonly columns: ColumnPlan
  readonly constraints: ConstraintPlan
  readonly indexes: IndexPlan
}
