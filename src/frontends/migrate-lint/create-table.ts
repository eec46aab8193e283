/** `op.createTable`: columns, and the constraints and indexes of its options. */
import type { ColumnDefinition } from '../../model/column.ts'
import type { Constraint } from '../../model/constraint.ts'
import { flag } from '../../model/names.ts'
import type { CreateTable } from '../../model/table-operations.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import { argument, booleanOf, listOf, nameOf, namesOf, property, textOf } from '../typescript/arguments.ts'
import { compact } from '../typescript/compact.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { readColumn, sqlTextOf } from './columns.ts'
import { checkConstraint, foreignKeyObject, keyConstraint, tableOf } from './constraints.ts'

/** The operation of a call, or undefined when a part of it cannot be read. */
export function readCreateTable(call: HostCall): Unplaced<CreateTable> | undefined {
  const options = argument(call.args, 2)
  const table = tableOf(call.args[0], options)
  const list = listOf(call.args[1])
  const columns = list?.map(each => readColumn(each, call.span))
  const constraints = constraintsOf(options, call)
  if (!table || !columns?.every(column => column !== undefined) || !constraints) return undefined
  return compact<Unplaced<CreateTable>>({
    kind: 'createTable',
    table,
    ...withOneKey(columns, constraints),
    ifNotExists: flag(booleanOf(property(options, 'ifNotExists'))),
    temporary: flag(booleanOf(property(options, 'temporary'))),
    unlogged: flag(booleanOf(property(options, 'unlogged'))),
    strict: flag(booleanOf(property(options, 'strict'))),
    withoutRowid: flag(booleanOf(property(options, 'withoutRowid'))),
    partitionBy: partitionBy(property(options, 'partitionBy')),
    partitionOf: partitionOf(property(options, 'partitionOf')),
  })
}

/** Columns that are a primary key together: SQL has one a table, as Alembic reads `primary_key=True` at several. */
function withOneKey(
  columns: readonly ColumnDefinition[],
  constraints: readonly Constraint[],
): Pick<CreateTable, 'columns' | 'constraints'> {
  const isKey = ({ kind }: Constraint) => kind === 'primaryKey'
  const keys = columns.filter(column => column.constraints.some(isKey))
  if (keys.length < 2) return { columns, constraints }
  const key: Constraint = { kind: 'primaryKey', columns: keys.map(({ name }) => name), include: [] }
  return {
    columns: columns.map(column => ({
      ...column,
      constraints: column.constraints.filter(each => !isKey(each)),
    })),
    constraints: [key, ...constraints],
  }
}

function constraintsOf(options: Value | undefined, call: HostCall): readonly Constraint[] | undefined {
  const all = [
    ...primaryKeyOf(property(options, 'primaryKey')),
    ...each(options, 'uniques').map(value => namedKey('unique', value)),
    ...each(options, 'foreignKeys').map(value => foreignKeyObject(nameOf(property(value, 'name')), value)),
    ...each(options, 'checks').map(value =>
      checkConstraint(
        nameOf(property(value, 'name')),
        property(value, 'condition') ?? property(value, 'expression') ?? value,
        value,
        call.span,
      ),
    ),
  ]
  return all.every(constraint => constraint !== undefined) ? all : undefined
}

function each(options: Value | undefined, name: string): readonly Value[] {
  return listOf(property(options, name)) ?? []
}

function primaryKeyOf(value: Value | undefined): readonly (Constraint | undefined)[] {
  return value ? [namedKey('primaryKey', value)] : []
}

/** `['a', 'b']`, `'a'` or `{ name, columns }`. */
function namedKey(kind: 'primaryKey' | 'unique', value: Value): Constraint | undefined {
  if (value.kind !== 'object') {
    const columns = namesOf(value)
    return columns && keyConstraint(kind, undefined, columns, undefined)
  }
  const columns = namesOf(property(value, 'columns'))
  return columns && keyConstraint(kind, textOf(property(value, 'name')), columns, value)
}

/** `partitionBy: { range: ['placed_at'] }`. */
function partitionBy(value: Value | undefined): CreateTable['partitionBy'] {
  const found = STRATEGIES.flatMap(strategy => {
    const columns = listOf(property(value, strategy))?.flatMap(key => partitionKey(key) ?? [])
    return columns && columns.length > 0 ? [{ strategy, columns }] : []
  })
  return found[0]
}

const STRATEGIES = ['range', 'list', 'hash'] as const

function partitionKey(value: Value): string | undefined {
  return sqlTextOf(value) ?? nameOf(value)
}

/** `partitionOf: { table: 'events', bound: sql`FOR VALUES FROM (…) TO (…)` }`. */
function partitionOf(value: Value | undefined): CreateTable['partitionOf'] {
  const parent = tableOf(property(value, 'table'), value)
  const bound = sqlTextOf(property(value, 'bound'))
  return parent && { parent, bound: bound ?? 'DEFAULT' }
}
