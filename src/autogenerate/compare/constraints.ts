/** The changes of a table's constraints. */
import { describeConstraint } from '../../schema/describe-constraint.ts'
import type { ConstraintState, TableState } from '../../schema/schema-state.ts'
import { isChosenForConstraint } from './chosen-names.ts'
import type { Change } from './change.ts'
import type { ColumnPlan, TablePair } from './column-plan.ts'
import { columnsOf, constraintContent, expressionsOf, spellingFor } from './contents.ts'
import { constraintDefinition, ownConstraints } from './definitions.ts'
import { match, type Matched, type Matching } from './match.ts'
import type { ObjectType } from './options.ts'
import {
  bothCount,
  counts,
  isNamed,
  keyIn,
  nameOf,
  parentsOf,
  shown,
  type Side,
  type Sides,
} from './sides.ts'

/** What becomes of the constraints of a table. */
export interface ConstraintPlan {
  readonly dropped: readonly ConstraintState[]
  readonly added: readonly ConstraintState[]
  readonly renamed: readonly Matched<ConstraintState>[]
  readonly validated: readonly ConstraintState[]
  /** Those that are neither dropped nor added, as the database has them. */
  readonly kept: readonly Matched<ConstraintState>[]
}

/** Compares the constraints of a table. */
export function planConstraints(sides: Sides, pair: TablePair, columns: ColumnPlan): ConstraintPlan {
  const spell = spellingFor(sides, columns)
  const matching = match(
    sure(pair, namedConstraints(sides, 'wanted', pair.wanted)),
    sure(pair, namedConstraints(sides, 'found', pair.found)),
    ({ name }) => keyIn(sides, name),
    ({ definition }) => constraintContent(sides, definition, spell),
  )
  const { same, ...rest } = counted(sides, matching)
  const isRemade = ({ found: { definition } }: Matched<ConstraintState>) =>
    columnsOf(definition).some(column => columns.remade.has(keyIn(sides, column))) ||
    expressionsOf(definition).some(each => each.columns.some(column => columns.recast.has(column)))
  const remade = [...rest.changed, ...same.filter(isRemade)]
  const kept = same.filter(each => !isRemade(each))
  return {
    dropped: [...rest.dropped, ...remade.map(({ found }) => found)],
    added: [...rest.added, ...remade.map(({ wanted }) => wanted)],
    renamed: kept.filter(({ wanted, found }) => isRenamed(sides, pair, wanted, found)),
    validated: kept
      .filter(({ wanted, found }) => wanted.validated && !found.validated)
      .map(({ found }) => found),
    kept,
  }
}

/** Those that are looked at; Alembic asks about no primary key. */
function namedConstraints(sides: Sides, side: Side, table: TableState): readonly ConstraintState[] {
  return ownConstraints(table).filter(
    ({ name, definition: { kind } }) =>
      kind === 'primaryKey' ||
      kind === 'exclude' ||
      isNamed(sides, side, name, typeOf(kind), parentsOf(sides, table)),
  )
}

function sure(
  { wanted, found }: TablePair,
  constraints: readonly ConstraintState[],
): readonly ConstraintState[] {
  return constraints.filter(({ name }) => !wanted.unsure.includes(name) && !found.unsure.includes(name))
}

/** Without what a hook turns down. */
function counted(sides: Sides, { same, changed, added, dropped }: Matching<ConstraintState>) {
  const ask = (side: Side, one: ConstraintState) => counts(sides, side, one, typeOf(one.definition.kind))
  const both = ({ wanted, found }: Matched<ConstraintState>) =>
    bothCount(sides, wanted, found, typeOf(wanted.definition.kind))
  return {
    same: same.filter(both),
    changed: changed.filter(both),
    added: added.filter(each => ask('wanted', each)),
    dropped: dropped.filter(each => ask('found', each)),
  }
}

function typeOf(kind: ConstraintState['definition']['kind']): ObjectType {
  return kind === 'notNull' ? 'check' : kind
}

/** A name that nobody chose is nothing to bring about. */
function isRenamed(sides: Sides, pair: TablePair, wanted: ConstraintState, found: ConstraintState): boolean {
  return (
    keyIn(sides, wanted.name) !== keyIn(sides, found.name) &&
    !isChosenForConstraint(pair.wanted, wanted) &&
    !isChosenForConstraint(pair.found, found)
  )
}

/** A constraint that goes. */
export function dropConstraint(sides: Sides, table: TableState, constraint: ConstraintState): Change {
  return {
    summary: `drop ${what(sides, table, constraint)}`,
    operations: [{ kind: 'dropConstraint', table: nameOf(sides, table), name: constraint.name }],
  }
}

/** A constraint that comes. */
export function addConstraint(sides: Sides, table: TableState, constraint: ConstraintState): Change {
  const definition = constraintDefinition(sides, constraint)
  return {
    summary: `add ${what(sides, table, constraint)}`,
    operations: [{ kind: 'addConstraint', table: nameOf(sides, table), constraint: definition }],
  }
}

/** A constraint that gets another name. */
export function renameConstraint(
  sides: Sides,
  table: TableState,
  { wanted, found }: Matched<ConstraintState>,
): Change {
  return {
    summary: `rename ${what(sides, table, found)} to ${wanted.name}`,
    operations: [
      { kind: 'renameConstraint', table: nameOf(sides, table), name: found.name, to: wanted.name },
    ],
  }
}

/** A constraint that rows may break so far. */
export function validateConstraint(sides: Sides, table: TableState, constraint: ConstraintState): Change {
  return {
    summary: `validate ${what(sides, table, constraint)}`,
    operations: [{ kind: 'validateConstraint', table: nameOf(sides, table), name: constraint.name }],
  }
}

function what(sides: Sides, table: TableState, { name, named, definition }: ConstraintState): string {
  const text = named ? name : describeConstraint(definition)
  return `constraint ${shown(sides, table)}.${text}`
}

/** Changing a primary key is no small thing, and says so. */
export function remarkKey(sides: Sides, table: TableState, plan: ConstraintPlan): void {
  const isKey = ({ definition }: ConstraintState) => definition.kind === 'primaryKey'
  if (!plan.dropped.some(isKey) && !plan.added.some(isKey)) return
  sides.remark(
    `The primary key of ${shown(sides, table)} changes: its index is built anew while nobody writes, and rows that are not unique in it stop the migration.`,
  )
}
