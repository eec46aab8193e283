/** The operations that make the columns of a table what the target wants. */
import { formatType } from '../../model/data-type.ts'
import type { BareOperation, OperationOf } from '../../model/operation.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { ColumnState } from '../../schema/schema-state.ts'
import { identifier, qualified } from '../../dialects/postgres/identifiers.ts'
import { narrows, usingFor } from './casts.ts'
import type { Change } from './change.ts'
import { ownCollation, type ChangedColumn, type ColumnPlan, type TablePair } from './column-plan.ts'
import { isNumbered, ownedSequence } from './defaults.ts'
import { bared, columnDefinition } from './definitions.ts'
import { identityChange } from './identity.ts'
import { plain } from './plain.ts'
import { nameOf, shown, type Sides } from './sides.ts'
import { withoutOuterParentheses } from '../../schema/object-names.ts'
import { sameType, typeIn } from './types.ts'

/** Columns that come, in the order of the target, and those that are made anew. */
export function addColumns(sides: Sides, pair: TablePair, plan: ColumnPlan): readonly Change[] {
  const remade = plan.changed.filter(({ isRemade }) => isRemade).map(({ wanted }) => wanted)
  return [...plan.added, ...remade].map(column => {
    remarkNoValue(sides, pair, column)
    const definition = columnDefinition(sides, sides.wanted, pair.wanted, column)
    const operation = { kind: 'addColumn', table: nameOf(sides, pair.found), column: definition } as const
    return { summary: `add column ${shown(sides, pair.found)}.${column.name}`, operations: [operation] }
  })
}

function remarkNoValue(sides: Sides, pair: TablePair, column: ColumnState): void {
  const { notNull, identity, generated } = column
  if (!notNull || column.default || identity || generated) return
  sides.remark(
    `Column ${shown(sides, pair.found)}.${column.name} is NOT NULL and has no default: say in the migration what the rows get that are there.`,
  )
}

/** Columns that go; what is computed from others goes before them. */
export function dropColumns(
  sides: Sides,
  pair: TablePair,
  columns: readonly ColumnState[],
): readonly Change[] {
  const table = nameOf(sides, pair.found)
  return columns.map(({ name, generated }) => ({
    summary: `drop column ${shown(sides, pair.found)}.${name}`,
    operations: [{ kind: 'dropColumn', table, column: name }],
    ...(!generated && { losesData: true as const }),
  }))
}

/** Before the rest: columns that are made anew. */
export function dropRemade(sides: Sides, pair: TablePair, plan: ColumnPlan): readonly Change[] {
  const remade = plan.changed.filter(({ isRemade }) => isRemade).map(({ found }) => found)
  for (const { name } of remade) {
    sides.remark(
      `Column ${shown(sides, pair.found)}.${name} is dropped and added, because how it is generated cannot be changed in place: this rewrites the table.`,
    )
  }
  return dropColumns(sides, pair, remade)
}

/** Columns that stay and change: one change a column. */
export function alterColumns(sides: Sides, pair: TablePair, plan: ColumnPlan): readonly Change[] {
  return plan.changed.filter(({ isRemade }) => !isRemade).map(each => alterColumn(sides, pair, each))
}

interface OnColumn {
  readonly table: QualifiedName
  readonly column: string
}

function alterColumn(sides: Sides, pair: TablePair, change: ChangedColumn): Change {
  const { wanted, found } = change
  const on = { table: nameOf(sides, pair.found), column: found.name }
  const type = change.type ? changeType(sides, on, change) : undefined
  // A default of the old type would be cast, or keep a type of the user from being dropped.
  const clears =
    type !== undefined && found.default !== undefined && (type.using ?? found.type?.schema) !== undefined
  const operations = [
    ...(change.default || clears ? clearDefault(sides, pair, on, change, clears) : []),
    ...(change.identity && !wanted.identity ? [{ kind: 'dropIdentity', ...on } as const] : []),
    ...(change.expression ? [changeExpression(on, change)] : []),
    ...(type ? [type, ...widenSequence(sides, pair, change)] : []),
    ...(change.default || clears ? giveDefault(sides, pair, on, change) : []),
    ...(change.notNull ? changeNotNull(pair, on, wanted) : []),
    ...(change.identity && wanted.identity ? changeIdentity(sides, on, change) : []),
  ]
  const losesData = type && narrows(sides, type, found)
  return {
    summary: `change column ${shown(sides, pair.found)}.${found.name}: ${wordsFor(sides, change).join(', ')}`,
    operations: operations.map(plain),
    ...(losesData && { losesData }),
  }
}

function wordsFor(
  sides: Sides,
  { wanted, type, default: byDefault, notNull, identity, expression }: ChangedColumn,
) {
  return [
    type && `type ${wanted.type ? formatType(typeIn(sides, wanted.type)) : 'none'}`,
    byDefault && (wanted.default ? `default ${wanted.default.sql}` : 'no default'),
    notNull && (wanted.notNull ? 'NOT NULL' : 'nullable'),
    identity && (wanted.identity ? 'identity' : 'no identity'),
    expression && (expression === 'set' ? 'generated otherwise' : 'not generated'),
  ].filter(word => word !== false && word !== undefined)
}

function changeType(
  sides: Sides,
  on: OnColumn,
  { wanted, found }: ChangedColumn,
): Unplaced<OperationOf<'changeColumnType'>> | undefined {
  if (!wanted.type) return undefined
  // Another type begins with its own collation; for the same one that has to be said.
  const isLost = found.collation !== undefined && (sides.isSqlite || sameType(sides, wanted.type, found.type))
  const collation = wanted.collation ?? (isLost ? ownCollation(sides) : undefined)
  return {
    kind: 'changeColumnType',
    ...on,
    type: typeIn(sides, wanted.type),
    using: found.type && usingFor(sides, found.name, found.type, wanted.type),
    collation,
  }
}

/** A default that the new type does not take would stop the change of the type. */
function clearDefault(
  sides: Sides,
  pair: TablePair,
  on: OnColumn,
  { wanted, found }: ChangedColumn,
  clears: boolean,
): readonly BareOperation[] {
  const isSerial = isNumbered(sides.found, pair.found, found)
  const sequence = isSerial ? ownedSequence(sides.found, pair.found, found) : undefined
  const goes = found.default && (!wanted.default || isSerial || clears)
  return [
    ...(goes ? [{ kind: 'dropDefault', ...on } as const] : []),
    ...(sequence
      ? [{ kind: 'objectDdl', verb: 'drop', objectType: 'sequence', name: nameOf(sides, sequence) } as const]
      : []),
  ]
}

function giveDefault(
  sides: Sides,
  pair: TablePair,
  on: OnColumn,
  { wanted }: ChangedColumn,
): readonly BareOperation[] {
  if (!wanted.default) return []
  const setDefault = {
    kind: 'setDefault',
    ...on,
    default: bared(wanted.default),
  } as const
  if (!isNumbered(sides.wanted, pair.wanted, wanted)) return [setDefault]
  const sequence = ownedSequence(sides.wanted, pair.wanted, wanted)
  if (!sequence) return [setDefault]
  remarkStart(sides, on)
  return [createSequence(nameOf(sides, sequence), on, wanted), setDefault]
}

function createSequence(
  name: QualifiedName,
  { table, column }: OnColumn,
  { type }: ColumnState,
): BareOperation {
  const owner = `${qualified(table)}.${identifier(column)}`
  const sql = `CREATE SEQUENCE ${qualified(name)} AS ${type ? formatType(type) : 'bigint'} OWNED BY ${owner}`
  return { kind: 'objectDdl', verb: 'create', objectType: 'sequence', name, ownedBy: { table, column }, sql }
}

/** The sequence of a serial column goes on in the old type, unlike that of an identity: https://www.postgresql.org/docs/current/sql-altersequence.html */
function widenSequence(
  sides: Sides,
  pair: TablePair,
  { wanted, found }: ChangedColumn,
): readonly BareOperation[] {
  const isSerial = isNumbered(sides.wanted, pair.wanted, wanted) && isNumbered(sides.found, pair.found, found)
  const sequence = isSerial ? ownedSequence(sides.found, pair.found, found) : undefined
  if (!sequence || !wanted.type) return []
  const name = nameOf(sides, sequence)
  const sql = `ALTER SEQUENCE ${qualified(name)} AS ${formatType(wanted.type)}`
  return [{ kind: 'objectDdl', verb: 'alter', objectType: 'sequence', name, sql }]
}

function remarkStart(sides: Sides, { table, column }: OnColumn): void {
  const name = qualified(table)
  sides.remark(
    `${name}.${column} is numbered from 1 on: where the table has rows, run SELECT setval(pg_get_serial_sequence('${name}', '${column}'), max(${identifier(column)})) FROM ${name} behind it.`,
  )
}

/** The columns of a new primary key become NOT NULL with it. */
function changeNotNull({ wanted: table, found }: TablePair, on: OnColumn, wanted: ColumnState) {
  if (!wanted.notNull) return [{ kind: 'dropNotNull', ...on } as const]
  return isKey(table, wanted.name) && !isKey(found, wanted.name)
    ? []
    : [{ kind: 'setNotNull', ...on } as const]
}

function isKey({ constraints }: TablePair['wanted'], column: string): boolean {
  return constraints.some(
    ({ definition }) => definition.kind === 'primaryKey' && definition.columns.includes(column),
  )
}

function changeIdentity(
  sides: Sides,
  on: OnColumn,
  { wanted, found }: ChangedColumn,
): readonly BareOperation[] {
  const value = identityChange(wanted, found)
  if (value !== undefined) return [{ kind: 'setColumnOption', ...on, option: 'identity', value }]
  if (!wanted.identity || found.identity) return []
  remarkStart(sides, on)
  return [{ kind: 'addIdentity', ...on, identity: wanted.identity }]
}

function changeExpression(on: OnColumn, { wanted, expression }: ChangedColumn): BareOperation {
  const sql = withoutOuterParentheses(wanted.generated?.expression.sql ?? '')
  return expression === 'set'
    ? { kind: 'setColumnOption', ...on, option: 'setExpression', value: `SET EXPRESSION AS (${sql})` }
    : { kind: 'setColumnOption', ...on, option: 'dropExpression', value: 'DROP EXPRESSION' }
}
