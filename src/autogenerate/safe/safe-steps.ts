/** One change of a schema as a team may run it on a busy PostgreSQL. */
import type { ColumnDefinition } from '../../model/column.ts'
import type { Constraint, PrimaryKeyConstraint, UniqueConstraint } from '../../model/constraint.ts'
import { isSerial } from '../../model/data-type.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import type { BareOperation, OperationKind, OperationOf } from '../../model/operation.ts'
import { placedNowhere } from '../../model/placed-nowhere.ts'
import { applyOperation } from '../../schema/apply.ts'
import { viewOf, type SchemaView } from '../../schema/schema-view.ts'
import { volatilityOf } from '../../effects/volatility.ts'
import { step, type Step } from './step.ts'

type Writers = {
  readonly [K in OperationKind]?: (
    operation: Unplaced<OperationOf<K>>,
    before: SchemaView,
  ) => readonly Step[] | undefined
}

/** The steps; `before` is the schema before them. What concerns a new table is done as it stands. */
export function safeSteps(operation: BareOperation, before: SchemaView): readonly Step[] {
  // The table pairs each kind with its function; a lookup by a union of kinds loses that.
  const write = WRITERS[operation.kind] as
    ((operation: BareOperation, before: SchemaView) => readonly Step[] | undefined) | undefined
  return write?.(operation, before) ?? [step(operation)]
}

const WRITERS: Writers = {
  // https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
  createIndex: (operation, before) =>
    isBusy(operation.table, before)
      ? [step({ ...operation, concurrently: true }, { alone: true })]
      : undefined,
  dropIndex(operation, before) {
    const owner = before.tableOfIndex(operation.index)
    if (!owner || owner.partitionBy || owner.createdIn === before.state.migration) return undefined
    const { schema } = operation.index
    const table = operation.table ?? { ...(schema !== undefined && { schema }), name: owner.name }
    return [step({ ...operation, table, concurrently: true }, { alone: true })]
  },
  addConstraint: ({ table, constraint }, before) => addConstraint(table, constraint, before),
  setNotNull({ table, column }, before) {
    if (!isKnown(table, before) || before.provenNotNull(table, column)) return undefined
    return [{ kind: 'setNotNull', table, column, alone: true }]
  },
  addColumn: ({ table, column }, before) =>
    isKnown(table, before) ? addColumn(table, column, before) : undefined,
}

/** A table of which rows may be in use. */
function isKnown(table: QualifiedName, before: SchemaView): boolean {
  return before.table(table) !== undefined && !before.createdInThisMigration(table)
}

/** The forms that do not block are not for partitioned tables. */
function isBusy(table: QualifiedName, before: SchemaView): boolean {
  return isKnown(table, before) && before.table(table)?.partitionBy === undefined
}

function addConstraint(
  table: QualifiedName,
  constraint: Constraint,
  before: SchemaView,
): readonly Step[] | undefined {
  const name = constraint.name ?? chosenName(table, constraint, before)
  // https://www.postgresql.org/docs/current/ddl-partitioning.html: of these, only a CHECK goes to the partitions unchecked.
  const isFit = constraint.kind === 'check' ? isKnown(table, before) : isBusy(table, before)
  if (!isFit || name === undefined) return undefined
  const add = (wanted: Constraint) => step({ kind: 'addConstraint', table, constraint: wanted })
  switch (constraint.kind) {
    case 'foreignKey':
    case 'check':
      if (constraint.notValid || constraint.notEnforced) return undefined
      // https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
      return [
        add({ ...constraint, name, notValid: true }),
        step({ kind: 'validateConstraint', table, name }, { alone: true }),
      ]
    case 'unique':
    case 'primaryKey': {
      if (constraint.usingIndex !== undefined) return undefined
      const { columns, include, kind } = constraint
      const nullsNotDistinct = kind === 'unique' ? constraint.nullsNotDistinct : undefined
      const index: BareOperation = {
        kind: 'createIndex',
        name,
        table,
        parts: columns.map(column => ({ column })),
        include,
        unique: true,
        concurrently: true,
        ...(nullsNotDistinct && { nullsNotDistinct }),
      }
      return [
        ...(kind === 'primaryKey' ? nullable(table, columns, before) : []),
        step(index, { alone: true }),
        add(takesIndex(constraint, name)),
      ]
    }
    default:
      return undefined
  }
}

/** The constraint that an index becomes, which has its columns already. */
function takesIndex(constraint: UniqueConstraint | PrimaryKeyConstraint, name: string): Constraint {
  const { kind, deferrable, initiallyDeferred } = constraint
  const deferral = { ...(deferrable && { deferrable }), ...(initiallyDeferred && { initiallyDeferred }) }
  return { kind, name, columns: [], include: [], usingIndex: name, ...deferral }
}

/** The name that PostgreSQL would choose, for what is done in two steps. */
function chosenName(table: QualifiedName, constraint: Constraint, before: SchemaView): string | undefined {
  const names = (view: SchemaView) => view.table(table)?.constraints.map(({ name }) => name) ?? []
  const old = names(before)
  const added = placedNowhere({ kind: 'addConstraint', table, constraint })
  return names(viewOf(applyOperation(before.state, added))).find(name => !old.includes(name))
}

/** A primary key would read all rows for its columns. */
function nullable(table: QualifiedName, columns: readonly string[], before: SchemaView): readonly Step[] {
  return columns
    .filter(column => !before.column(table, column)?.notNull && !before.provenNotNull(table, column))
    .map(column => ({ kind: 'setNotNull', table, column, alone: true }))
}

/** The column as it can be added at once, what its rows get, and what is true of them then. */
function addColumn(
  table: QualifiedName,
  column: ColumnDefinition,
  before: SchemaView,
): readonly Step[] | undefined {
  const { name, type, notNull, default: value, generated, identity, constraints } = column
  const numbers = identity !== undefined || (type !== undefined && isSerial(type))
  if (generated || numbers) return rewriting(table, column)
  const isVolatile = value !== undefined && volatilityOf(value, before) !== 'not volatile'
  const inBatches = before.keyColumn(table) !== undefined
  const needsFill = notNull === true && (value === undefined || value.literal === null)
  if (!isVolatile && !needsFill && constraints.length === 0) return undefined
  const { default: _default, notNull: _notNull, ...bare } = column
  const added: ColumnDefinition = {
    ...bare,
    constraints: [],
    ...(value && !isVolatile && { default: value }),
    ...(notNull && !isVolatile && !needsFill && { notNull }),
  }
  return [
    step({ kind: 'addColumn', table, column: added }),
    ...(isVolatile
      ? [
          step({ kind: 'setDefault', table, column: name, default: value }),
          { kind: 'fillWith', table, column: name, value, inBatches, alone: true } as const,
        ]
      : []),
    ...(needsFill ? [{ kind: 'fill', table, column: name, inBatches, alone: true } as const] : []),
    ...(notNull && !added.notNull ? [{ kind: 'setNotNull', table, column: name, alone: true } as const] : []),
    ...constraints.flatMap(
      each =>
        addConstraint(table, each, before) ?? [step({ kind: 'addConstraint', table, constraint: each })],
    ),
  ]
}

function rewriting(table: QualifiedName, column: ColumnDefinition): readonly Step[] {
  const note = `add-column-rewrites-table: every row gets its ${column.name}, and nobody reads or writes the table until that is done.`
  return [step({ kind: 'addColumn', table, column }, { notes: [note] })]
}
