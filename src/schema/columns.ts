/** Adds columns to a table, with what PostgreSQL makes for them: sequences, NOT NULLs, constraints. */
import type { ColumnDefinition } from '../model/column.ts'
import type { Constraint } from '../model/constraint.ts'
import { isSerial, type DataType } from '../model/data-type.ts'
import type { Expression } from '../model/expression.ts'
import { addConstraint } from './constraints.ts'
import { putObject, updateTable, type Draft } from './draft.ts'
import { changeColumn, tableAt } from './family.ts'
import { chooseRelationName } from './object-names.ts'
import { keyOf, resolveType } from './resolve.ts'
import type { ColumnState, ObjectKey, TableState } from './schema-state.ts'

/** The column that a definition makes, its constraints apart. */
export function columnState(draft: Draft, table: TableState, definition: ColumnDefinition): ColumnState {
  const serial = definition.type !== undefined && isSerial(definition.type)
  const owned = serial || definition.identity !== undefined
  const sequence = owned ? createOwnedSequence(draft, table, definition.name) : undefined
  return {
    name: definition.name,
    type: definition.type && resolveType(draft.state, integerOf(definition.type)),
    notNull: owned || definition.notNull === true,
    default: serial && sequence !== undefined ? nextValue(table.schema, sequence) : definition.default,
    identity: definition.identity,
    generated: definition.generated,
    collation: definition.collation,
    addedIn: draft.state.migration,
  }
}

const INTEGERS: Readonly<Record<string, string>> = {
  smallserial: 'smallint',
  serial: 'integer',
  bigserial: 'bigint',
}

/** The type that a serial column has. */
function integerOf(type: DataType): DataType {
  const integer = isSerial(type) ? INTEGERS[type.name] : undefined
  return integer === undefined ? type : { ...type, name: integer }
}

/** Makes the sequence that a serial or identity column owns, and gives its name. */
export function createOwnedSequence(draft: Draft, table: TableState, column: string): string {
  const { schema } = table
  const parts = { table: table.name, addition: column, label: 'seq' } as const
  const name = chooseRelationName(draft.state, schema, parts, false)
  const key = keyOf(schema, name)
  const createdIn = draft.state.migration
  putObject(draft, `sequence:${key}`, {
    key,
    objectType: 'sequence',
    name,
    schema,
    table: table.key,
    column,
    createdIn,
  })
  return name
}

/** The default of a serial column, as the catalog prints it. */
export function nextValue(schema: string, sequence: string): Expression {
  const name = schema === 'public' ? sequence : `${schema}.${sequence}`
  return { sql: `nextval('${name}'::regclass)`, functions: ['nextval'], columns: [], provesNotNull: [] }
}

/** Adds what stands at columns and in the table, in the order in which PostgreSQL makes and names it. */
export function addConstraints(
  draft: Draft,
  key: ObjectKey,
  columns: readonly ColumnDefinition[],
  constraints: readonly Constraint[],
): void {
  const all = [...columns.flatMap(column => column.constraints), ...constraints]
  const ordered = PHASES.flatMap(kinds => all.filter(each => kinds.includes(each.kind)))
  for (const constraint of withoutRepeatedIndexes(ordered)) addConstraint(draft, key, constraint)
}

/** CHECK and NOT NULL come with the table, then the indexes, the primary key first, then foreign keys. */
const PHASES: readonly (readonly Constraint['kind'][])[] = [
  ['check', 'notNull'],
  ['primaryKey'],
  ['unique', 'exclude'],
  ['foreignKey'],
]

/** One index serves a primary key and equal UNIQUE constraints of the same statement; it keeps the first name given. */
function withoutRepeatedIndexes(constraints: readonly Constraint[]): readonly Constraint[] {
  const kept: Constraint[] = []
  for (const constraint of constraints) {
    const at = constraint.kind === 'unique' ? kept.findIndex(each => isSameKey(each, constraint)) : -1
    const earlier = kept[at]
    if (!earlier) kept.push(constraint)
    else if (earlier.name === undefined) kept[at] = { ...earlier, name: constraint.name }
  }
  return kept
}

function isSameKey(one: Constraint, other: Constraint): boolean {
  if (other.kind !== 'unique' || (one.kind !== 'unique' && one.kind !== 'primaryKey')) return false
  return (
    one.columns.join() === other.columns.join() &&
    one.include.join() === other.include.join() &&
    (one.kind === 'unique' ? one.nullsNotDistinct : undefined) === other.nullsNotDistinct &&
    one.deferrable === other.deferrable &&
    one.initiallyDeferred === other.initiallyDeferred
  )
}

/** Adds a column that a parent hands down; one of the same name takes what is stricter. */
export function inheritColumn(draft: Draft, key: ObjectKey, column: ColumnState): void {
  const table = tableAt(draft, key)
  if (!table) return
  const existing = table.columns.find(each => each.name === column.name)
  if (existing) {
    changeColumn(draft, key, column.name, { notNull: existing.notNull || column.notNull })
    return
  }
  const inherited = {
    ...column,
    comment: undefined,
    inherited: true as const,
    addedIn: draft.state.migration,
  }
  updateTable(draft, key, { columns: [...table.columns, inherited] })
}
