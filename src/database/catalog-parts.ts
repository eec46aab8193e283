/** Columns, constraints and indexes of the model, made from rows of the catalog. */
import type { Constraint, ReferentialAction } from '../model/constraint.ts'
import type { IndexPart } from '../model/index-part.ts'
import { flag } from '../model/names.ts'
import type { ColumnState, ConstraintState, IndexState, ObjectKey } from '../schema/schema-state.ts'
import {
  expressionFrom,
  typeFrom,
  type ColumnRow,
  type ConstraintRow,
  type IndexPartRow,
  type IndexRow,
} from './catalog-rows.ts'

/** A column; `names` are those of all columns of its table. */
export function columnFrom(row: ColumnRow, names: readonly string[]): ColumnState {
  // A default reads no columns: a word in it that is also a column is a type or part of a text.
  const readable = row.generated === '' ? [] : names
  const expression = row.expression === null ? undefined : expressionFrom(row.expression, readable)
  return {
    name: row.name,
    type: typeFrom(row),
    notNull: row.not_null,
    default: row.generated === '' ? expression : undefined,
    identity:
      row.identity === ''
        ? undefined
        : { always: flag(row.identity === 'a'), options: row.identity_options ?? undefined },
    generated:
      row.generated !== '' && expression ? { expression, stored: flag(row.generated === 's') } : undefined,
    collation: row.collation ?? undefined,
    comment: row.comment ?? undefined,
    inherited: row.is_local ? undefined : true,
    addedIn: -1,
  }
}

/** An index of a table or materialized view. */
export function indexFrom(row: IndexRow, table: ObjectKey, names: readonly string[]): IndexState {
  return {
    name: row.name,
    table,
    parts: row.parts.map(part => partFrom(part, names)),
    unique: row.is_unique,
    using: row.method,
    include: row.include,
    where: row.predicate === null ? undefined : expressionFrom(row.predicate, names),
    nullsNotDistinct: row.nulls_not_distinct,
    constraint: row.constraint ?? undefined,
    valid: row.valid,
    partOf: row.part_of ?? undefined,
    addedIn: -1,
  }
}

/** Nulls come last in ascending and first in descending order unless said otherwise. */
function partFrom(row: IndexPartRow, names: readonly string[]): IndexPart {
  const nulls = row.nulls_first === row.descending ? undefined : row.nulls_first ? 'first' : 'last'
  return {
    column: row.column ?? undefined,
    expression: row.expression === null ? undefined : expressionFrom(row.expression, names),
    order: row.descending ? 'desc' : undefined,
    nulls,
    operatorClass: row.class ?? undefined,
    collation: row.collation ?? undefined,
  }
}

/** A constraint; `indexes` are those of its table. */
export function constraintFrom(
  row: ConstraintRow,
  names: readonly string[],
  indexes: readonly IndexState[],
): ConstraintState {
  const base = {
    name: row.name,
    deferrable: flag(row.deferrable),
    initiallyDeferred: flag(row.deferred),
  }
  const index = indexes.find(each => each.name === row.index_name)
  return {
    name: row.name,
    named: true,
    definition: { ...base, ...DEFINITIONS[row.kind](row, names, index) },
    validated: row.validated && row.enforced,
    inherited: row.is_local ? undefined : true,
    addedIn: -1,
  }
}

type Define = (row: ConstraintRow, names: readonly string[], index: IndexState | undefined) => Constraint

const DEFINITIONS: Readonly<Record<ConstraintRow['kind'], Define>> = {
  p: (row, _, index) => ({ kind: 'primaryKey', columns: row.columns, include: index?.include ?? [] }),
  u: (row, _, index) => ({
    kind: 'unique',
    columns: row.columns,
    include: index?.include ?? [],
    nullsNotDistinct: flag(index?.nullsNotDistinct),
  }),
  f: row => ({
    kind: 'foreignKey',
    columns: row.columns,
    references: {
      table: { schema: row.target_schema ?? 'public', name: row.target_table ?? '' },
      columns: row.target_columns,
    },
    onDelete: ACTIONS[row.on_delete],
    onUpdate: ACTIONS[row.on_update],
    match: row.match === 'f' ? 'full' : undefined,
    notValid: flag(!row.validated && row.enforced),
    notEnforced: flag(!row.enforced),
  }),
  c: (row, names) => ({
    kind: 'check',
    expression: { ...expressionFrom(row.expression ?? '', names), columns: row.columns },
    notValid: flag(!row.validated && row.enforced),
    notEnforced: flag(!row.enforced),
    noInherit: flag(row.no_inherit),
  }),
  x: (row, _, index) => ({
    kind: 'exclude',
    using: index?.using,
    elements: (index?.parts ?? []).map((part, i) => ({ part, operator: row.operators[i] ?? '' })),
    where: index?.where,
  }),
  n: row => ({
    kind: 'notNull',
    column: row.columns[0] ?? '',
    notValid: flag(!row.validated),
    noInherit: flag(row.no_inherit),
  }),
}

const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
}
