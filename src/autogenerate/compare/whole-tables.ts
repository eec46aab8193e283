/** Tables that only one of the schemas has. */
import type { ConstraintState, TableState } from '../../schema/schema-state.ts'
import type { BareOperation } from '../../model/operation.ts'
import { addConstraint, dropConstraint } from './constraints.ts'
import { createIndex, createTable, ownConstraints, ownIndexes } from './definitions.ts'
import { isForeignKey, isInTheWay, targetsOf } from './foreign-keys.ts'
import { inOrder } from './order.ts'
import type { TablePlan } from './plan.ts'
import { counts, nameOf, shown, type Sides } from './sides.ts'

/** Creates tables, those that others refer to first; where they refer to each other, one foreign key comes later. */
export function createTables(sides: Sides, tables: readonly TableState[]): void {
  const above = (table: TableState) =>
    tables.filter(({ key }) => key === table.partitionOf?.parent || table.inherits.includes(key))
  const { order, isBackward } = inOrder(tables, table => [
    ...above(table),
    ...targetsOf(sides, table, tables),
  ])
  for (const table of order) {
    const isLater = (constraint: ConstraintState) =>
      !sides.isSqlite &&
      (isNotValid(constraint) ||
        (isForeignKey(constraint) &&
          targetsOf(sides, { ...table, constraints: [constraint] }, tables).some(target =>
            isBackward(table, target),
          )))
    const counted = {
      ...table,
      constraints: table.constraints.filter(each => counts(sides, 'wanted', each, typeOf(each))),
    }
    const create = createTable(sides, sides.wanted, counted, isLater)
    const operations = [create, ...secured(sides, table)]
    sides.add(sides.isSqlite ? 'earlyTable' : 'createTable', {
      summary: `create table ${shown(sides, table)}`,
      operations,
    })
    for (const index of ownIndexes(table)) {
      if (!counts(sides, 'wanted', index, 'index')) continue
      sides.add(sides.isSqlite ? 'earlyTable' : 'createTable', {
        summary: `create index ${index.name}`,
        operations: [createIndex(sides, table, index)],
      })
    }
    for (const constraint of ownConstraints(counted).filter(isLater))
      sides.add('addForeignKey', addConstraint(sides, table, constraint))
  }
}

/** CREATE TABLE takes every constraint for valid: https://www.postgresql.org/docs/current/sql-altertable.html */
function isNotValid({ definition }: ConstraintState): boolean {
  return 'notValid' in definition && definition.notValid === true
}

function typeOf({ definition }: ConstraintState) {
  return definition.kind === 'notNull' ? 'check' : definition.kind
}

function secured(sides: Sides, table: TableState): readonly BareOperation[] {
  if (!table.rowSecurity) return []
  const change = { option: 'rowSecurity', state: 'enable' } as const
  return [{ kind: 'setTableOption', table: nameOf(sides, table), change }]
}

/** Drops tables, those that refer to others first; where they refer to each other, the foreign key goes before. */
export function dropTables(
  sides: Sides,
  tables: readonly TableState[],
  plans: readonly TablePlan[],
  isTaken: (name: string) => boolean,
): void {
  const below = (table: TableState) => [
    ...tables.filter(each => targetsOf(sides, each, [table]).length > 0),
    ...tables.filter(
      ({ partitionOf, inherits }) => partitionOf?.parent === table.key || inherits.includes(table.key),
    ),
  ]
  const { order, isBackward } = inOrder(tables, below)
  const first = withNeeds(
    order.filter(table => namesOf(table).some(isTaken)),
    below,
  )
  for (const table of order) {
    for (const constraint of ownConstraints(table).filter(isForeignKey)) {
      const targets = targetsOf(sides, { ...table, constraints: [constraint] }, tables)
      if (targets.some(target => isBackward(target, table)) || isInTheWay(sides, constraint, plans))
        sides.add('dropForeignKey', dropConstraint(sides, table, constraint))
    }
    sides.add(first.has(table) ? 'dropTableFirst' : 'dropTable', {
      summary: `drop table ${shown(sides, table)}`,
      operations: [
        ...ownIndexes(table).map(index => dropIndexOf(sides, table, index.name)),
        dropTable(sides, table),
      ],
      losesData: true,
    })
  }
}

/** Tables, and those that have to go before them. */
function withNeeds(
  tables: readonly TableState[],
  needsOf: (table: TableState) => readonly TableState[],
): ReadonlySet<TableState> {
  const all = new Set(tables)
  for (const table of all) for (const need of needsOf(table)) all.add(need)
  return all
}

function dropTable(sides: Sides, table: TableState): BareOperation {
  return { kind: 'dropTable', table: nameOf(sides, table) }
}

function dropIndexOf(sides: Sides, { schema }: TableState, name: string): BareOperation {
  return { kind: 'dropIndex', index: nameOf(sides, { schema, name }) }
}

/** Names that nothing else in the schema may have as long as the table is there. */
function namesOf(table: TableState): readonly string[] {
  return table.indexes.map(({ name }) => `${table.schema}.${name}`)
}
