/** Tables, columns, constraints and indexes of a schema as the operations that make them. */
import type { ColumnDefinition } from '../../model/column.ts'
import type { Constraint, ForeignKeyConstraint } from '../../model/constraint.ts'
import { dataType } from '../../model/data-type.ts'
import type { Expression } from '../../model/expression.ts'
import type { IndexPart } from '../../model/index-part.ts'
import { flag, type QualifiedName } from '../../model/names.ts'
import type { BareOperation, OperationOf } from '../../model/operation.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import { withoutOuterParentheses } from '../../schema/object-names.ts'
import type {
  ColumnState,
  ConstraintState,
  IndexState,
  SchemaState,
  TableState,
} from '../../schema/schema-state.ts'
import { isNumbered } from './defaults.ts'
import { plain } from './plain.ts'
import { nameOf, type Sides } from './sides.ts'
import { typeIn } from './types.ts'

const SERIALS: Readonly<Record<string, string>> = {
  smallint: 'smallserial',
  integer: 'serial',
  bigint: 'bigserial',
}

/** The column as CREATE TABLE says it, of a table of that state. */
export function columnDefinition(
  sides: Sides,
  state: SchemaState,
  table: TableState,
  column: ColumnState,
): ColumnDefinition {
  const serial = isNumbered(state, table, column) ? SERIALS[column.type?.name ?? ''] : undefined
  const type = serial === undefined ? column.type && typeIn(sides, column.type) : dataType(serial)
  return plain<ColumnDefinition>({
    name: column.name,
    type,
    notNull: flag(column.notNull && serial === undefined && !column.identity && !isKey(table, column.name)),
    default: serial === undefined ? column.default && bared(column.default) : undefined,
    generated: column.generated && { ...column.generated, expression: bared(column.generated.expression) },
    identity: column.identity,
    collation: column.collation,
    constraints: [],
  })
}

/** Columns of a primary key are NOT NULL without a word. */
function isKey({ constraints }: TableState, column: string): boolean {
  return constraints.some(
    ({ definition }) => definition.kind === 'primaryKey' && definition.columns.includes(column),
  )
}

/** The constraint as ADD CONSTRAINT says it; its name only where somebody gave one. */
export function constraintDefinition(sides: Sides, { name, named, definition }: ConstraintState): Constraint {
  const { nameIsMade: _made, ...own } = definition
  return plain({ ...localized(sides, own), name: named ? name : undefined })
}

function localized(sides: Sides, constraint: Constraint): Constraint {
  switch (constraint.kind) {
    case 'foreignKey':
      return { ...constraint, references: targetIn(sides, constraint) }
    case 'check':
      return { ...constraint, expression: bared(constraint.expression) }
    case 'exclude':
      return {
        ...constraint,
        using: constraint.using === 'btree' ? undefined : constraint.using,
        elements: constraint.elements.map(each => ({ ...each, part: baredPart(each.part) })),
        where: constraint.where && bared(constraint.where),
      }
    default:
      return constraint
  }
}

function targetIn(sides: Sides, { references }: ForeignKeyConstraint): ForeignKeyConstraint['references'] {
  const { schema = sides.defaultSchema, name } = references.table
  return { ...references, table: nameOf(sides, { schema, name }) }
}

/** The expression without the parentheses that stand around it wherever it is written. */
export function bared(expression: Expression): Expression {
  return { ...expression, sql: withoutOuterParentheses(expression.sql) }
}

function baredPart(part: IndexPart): IndexPart {
  return part.expression ? { ...part, expression: bared(part.expression) } : part
}

/** The index of a table as CREATE INDEX says it. */
export function createIndex(sides: Sides, table: TableState, index: IndexState): CreateIndex {
  return createIndexOn(nameOf(sides, table), index)
}

type CreateIndex = Unplaced<OperationOf<'createIndex'>>

/** The index of a table or materialized view of that name. */
export function createIndexOn(table: QualifiedName, index: IndexState): CreateIndex {
  return plain({
    kind: 'createIndex' as const,
    name: index.unnamed ? undefined : index.name,
    table,
    parts: index.parts.map(baredPart),
    unique: flag(index.unique),
    using: index.using === 'btree' ? undefined : index.using,
    include: index.include,
    where: index.where && bared(index.where),
    nullsNotDistinct: flag(index.nullsNotDistinct),
  })
}

/** The table as CREATE TABLE says it, but for constraints that are left for later. */
export function createTable(
  sides: Sides,
  state: SchemaState,
  table: TableState,
  isLater: (constraint: ConstraintState) => boolean,
): BareOperation {
  const parent = table.partitionOf && state.tables.get(table.partitionOf.parent)
  const constraints = ownConstraints(table).filter(each => !isLater(each))
  const inline = constraints.find(({ definition }) => isInline(definition))
  const columns = table.columns.filter(({ inherited }) => !inherited)
  return plain<BareOperation>({
    kind: 'createTable',
    table: nameOf(sides, table),
    columns: parent
      ? []
      : columns.map(column => {
          const definition = columnDefinition(sides, state, table, column)
          const isKeyColumn =
            inline?.definition.kind === 'primaryKey' && inline.definition.columns[0] === column.name
          return isKeyColumn
            ? { ...definition, constraints: [constraintDefinition(sides, inline)] }
            : definition
        }),
    constraints: constraints.filter(each => each !== inline).map(each => constraintDefinition(sides, each)),
    partitionBy: table.partitionBy,
    partitionOf: parent &&
      table.partitionOf && { parent: nameOf(sides, parent), bound: table.partitionOf.bound },
    inherits: table.inherits.length > 0 ? parentsIn(sides, state, table) : undefined,
  })
}

/** A key of one column stands at the column, where SQLite numbers rows by it. */
function isInline(definition: Constraint): boolean {
  return (
    definition.kind === 'primaryKey' && definition.columns.length === 1 && definition.include.length === 0
  )
}

function parentsIn(sides: Sides, state: SchemaState, { inherits }: TableState) {
  return inherits.flatMap(key => {
    const parent = state.tables.get(key)
    return parent ? [nameOf(sides, parent)] : []
  })
}

/** The constraints that the table has by itself; a NOT NULL is compared with its column. */
export function ownConstraints({ constraints }: TableState): readonly ConstraintState[] {
  return constraints.filter(({ inherited, definition }) => !inherited && definition.kind !== 'notNull')
}

/** The indexes that the table has by itself; those of constraints come and go with them. */
export function ownIndexes({ indexes }: TableState): readonly IndexState[] {
  return indexes.filter(({ constraint, partOf }) => constraint === undefined && partOf === undefined)
}
