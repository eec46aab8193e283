/** Foreign keys that are as they should be, and have to go for a while because of what they stand on. */
import type { ForeignKeyConstraint } from '../../model/constraint.ts'
import type { DataType } from '../../model/data-type.ts'
import type { ConstraintState, TableState } from '../../schema/schema-state.ts'
import type { Matched } from './match.ts'
import { keyIn, type Sides } from './sides.ts'
import type { TablePlan } from './plan.ts'

/** The kept foreign keys of a table that are dropped and added all the same. */
export function readdedForeignKeys(
  sides: Sides,
  plan: TablePlan,
  plans: readonly TablePlan[],
): readonly Matched<ConstraintState>[] {
  // SQLite looks at the keys of a table when a row comes, not before.
  if (sides.isSqlite) return []
  return plan.constraints.kept.filter(({ found: { definition } }) => {
    if (definition.kind !== 'foreignKey') return false
    const target = plans.find(({ pair }) => isTarget(sides, definition, pair.found))
    return (target && losesKey(definition, target)) || isRetyped(definition, plan, target)
  })
}

/** Whether a foreign key of a table that goes is in the way of a change of the table that it points at. */
export function isInTheWay(
  sides: Sides,
  { definition }: ConstraintState,
  plans: readonly TablePlan[],
): boolean {
  if (sides.isSqlite || definition.kind !== 'foreignKey') return false
  const target = plans.find(({ pair }) => isTarget(sides, definition, pair.found))
  if (!target) return false
  return (
    losesKey(definition, target) ||
    definition.references.columns.some(each => target.columns.retyped.has(each))
  )
}

function isTarget(sides: Sides, { references }: ForeignKeyConstraint, table: TableState): boolean {
  const { schema = sides.defaultSchema, name } = references.table
  return table.schema === schema && table.name === name
}

/** PostgreSQL drops no key that a foreign key stands on. */
function losesKey({ references }: ForeignKeyConstraint, { constraints, indexes }: TablePlan): boolean {
  const wanted = [...references.columns].sort().join()
  const covers = (columns: readonly string[]) => [...columns].sort().join() === wanted
  return (
    constraints.dropped.some(
      ({ definition }) =>
        (definition.kind === 'primaryKey' || definition.kind === 'unique') && covers(definition.columns),
    ) ||
    indexes.dropped.some(({ unique, parts }) => unique && covers(parts.flatMap(({ column }) => column ?? [])))
  )
}

/** While one side has its new type and the other its old one, the foreign key has to have an operator for both. */
function isRetyped(definition: ForeignKeyConstraint, own: TablePlan, target: TablePlan | undefined): boolean {
  return definition.columns.some((column, at) => {
    const referenced = definition.references.columns[at] ?? ''
    if (!own.columns.retyped.has(column) && !target?.columns.retyped.has(referenced)) return false
    const [before, after] = [typeOf(own.pair.found, column), typeOf(own.pair.wanted, column)]
    const old = target && typeOf(target.pair.found, referenced)
    const now = target && typeOf(target.pair.wanted, referenced)
    return !isComparable(after, old) || !isComparable(before, now)
  })
}

function typeOf({ columns }: TableState, name: string): DataType | undefined {
  return columns.find(column => column.name === name)?.type
}

const FAMILIES: readonly ReadonlySet<string>[] = [
  new Set(['smallint', 'integer', 'bigint']),
  new Set(['text', 'varchar']),
]

function isComparable(one: DataType | undefined, other: DataType | undefined): boolean {
  if (!one || !other) return false
  const isSame = one.name === other.name && one.dimensions === other.dimensions
  return isSame || FAMILIES.some(family => family.has(one.name) && family.has(other.name))
}

/** Whether a constraint is a foreign key. */
export function isForeignKey({ definition }: ConstraintState): boolean {
  return definition.kind === 'foreignKey'
}

/** The tables of a list that the foreign keys of a table point at, itself apart. */
export function targetsOf(
  sides: Sides,
  table: TableState,
  tables: readonly TableState[],
): readonly TableState[] {
  return table.constraints.flatMap(({ definition }) => {
    if (definition.kind !== 'foreignKey') return []
    const { schema = sides.defaultSchema, name } = definition.references.table
    const key = keyIn(sides, `${schema}.${name}`)
    return tables.filter(each => each !== table && keyIn(sides, each.key) === key)
  })
}
