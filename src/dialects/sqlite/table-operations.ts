/** Tables as a whole: https://www.sqlite.org/lang_createtable.html, https://www.sqlite.org/lang_altertable.html */
import type { ColumnDefinition } from '../../model/column.ts'
import type { PrimaryKeyConstraint } from '../../model/constraint.ts'
import { formatName } from '../../model/names.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import type { CreateTable, TableOperation, TableOption } from '../../model/table-operations.ts'
import { list, words, type Printers } from '../compiler.ts'
import { TABLE_PRINTERS } from '../postgres/table-operations.ts'
import { isNumbered, printColumn } from './columns.ts'
import { fitConstraint, tableConstraint } from './constraints.ts'
import { SQLITE } from './identifiers.ts'
import { onlyNotice, refuse, withNotices } from './left-out.ts'
import type { SqliteFacts } from './facts.ts'
import type { EnumValues } from './types.ts'

const ONE_TABLE = 'Keep all rows in one table for SQLite'

/** Options that only say where and how PostgreSQL keeps the rows. */
const NEEDLESS: Readonly<Partial<Record<TableOption['option'], string>>> = {
  storageParameters: 'storage parameters',
  logged: 'LOGGED and UNLOGGED',
  tablespace: 'the tablespace',
  accessMethod: 'the access method',
  owner: 'the owner',
  clusterOn: 'CLUSTER ON',
  replicaIdentity: 'the replica identity',
}

const REFUSED_OPTIONS: Readonly<
  Partial<Record<TableOption['option'], readonly [why: string, remedy: string]>>
> = {
  rowSecurity: ['SQLite has no row level security', 'Let the application filter the rows'],
  trigger: ['SQLite cannot switch triggers off', 'Drop the trigger, and create it again afterwards'],
  inherit: ['no table of SQLite inherits', ONE_TABLE],
  other: ['SQLite has no word for it', 'Leave it out for SQLite'],
}

/** The printers of operations on tables. */
export function tablePrinters({ enumValues }: SqliteFacts): Printers<TableOperation['kind']> {
  return {
    createTable: operation => createTable(operation, enumValues),
    dropTable: (operation, spelling) =>
      withNotices(
        [
          operation.cascade &&
            'CASCADE left out: SQLite drops the table in any case, and leaves views and foreign keys that name it',
        ],
        TABLE_PRINTERS.dropTable({ ...operation, cascade: undefined }, spelling),
      ),
    renameTable(operation, spelling) {
      if (operation.ifExists) {
        const what = `Renaming table ${formatName(operation.table)} IF EXISTS`
        refuse('renameTable', what, ...NO_CONDITION)
      }
      return TABLE_PRINTERS.renameTable(operation, spelling)
    },
    setTableSchema: ({ table, to }) =>
      refuse(
        'setTableSchema',
        `Moving table ${formatName(table)} to the schema ${to}`,
        'a table of SQLite stays in its database file',
        'Create the table in the other database, copy the rows, and drop this one',
      ),
    setTableOption({ table, change }) {
      const needless = NEEDLESS[change.option]
      if (needless !== undefined)
        return onlyNotice(`${needless} of ${formatName(table)} left out: SQLite has none`)
      const refused = REFUSED_OPTIONS[change.option] ?? [
        'SQLite has no word for it',
        'Leave it out for SQLite',
      ]
      return refuse('setTableOption', `Option ${change.option} of table ${formatName(table)}`, ...refused)
    },
    attachPartition: ({ table }) => partitioned('attachPartition', formatName(table)),
    detachPartition: ({ table }) => partitioned('detachPartition', formatName(table)),
  }
}

/** SQLite knows IF EXISTS at CREATE and DROP only. */
export const NO_CONDITION = [
  'ALTER TABLE of SQLite has no IF EXISTS and no IF NOT EXISTS',
  'Let the runner do it, which asks the database first, or leave the condition out',
] as const

function partitioned(operation: 'attachPartition' | 'detachPartition' | 'createTable', table: string): never {
  return refuse(operation, `Partitions of table ${table}`, 'SQLite has no partitions', ONE_TABLE)
}

function createTable(written: Unplaced<CreateTable>, enumValues: EnumValues): string {
  refuseParts(written)
  const operation = withKeyAtColumn(written)
  const { table, columns, constraints, strict, withoutRowid, as } = operation
  const here = { operation: 'createTable', table } as const
  const keys = [...constraints, ...columns.flatMap(column => column.constraints)]
  const key = keys.flatMap(each => (each.kind === 'primaryKey' ? each.columns : []))
  const place = { ...here, enumValues, key, strict: strict === true }
  const printed = columns.map(column => printColumn(column, place))
  const fitted = constraints.map(constraint => fitConstraint(constraint, here))
  const elements = [
    ...printed.map(({ text }) => text),
    ...fitted.map(each => tableConstraint(each.constraint)),
  ]
  const options = [strict && 'STRICT', withoutRowid && 'WITHOUT ROWID'].filter(Boolean)
  return withNotices(
    [
      operation.unlogged && 'UNLOGGED left out: SQLite has one kind of table',
      ...[...printed, ...fitted].flatMap(({ notices }) => notices),
    ],
    words(
      'CREATE',
      operation.temporary && 'TEMPORARY',
      'TABLE',
      operation.ifNotExists && 'IF NOT EXISTS',
      SQLITE.qualified(table),
      elements.length > 0 && list(elements),
      options.join(', '),
      as && `AS ${as.sql}`,
    ),
  )
}

/** What would be another table in SQLite. */
function refuseParts(operation: Unplaced<CreateTable>): void {
  const { table, columns, like, inherits, as, withoutRowid } = operation
  const what = `Table ${formatName(table)}`
  if (operation.partitionBy || operation.partitionOf) partitioned('createTable', formatName(table))
  if (inherits) refuse('createTable', `${what} with INHERITS`, 'no table of SQLite inherits', ONE_TABLE)
  if (like) refuse('createTable', `${what} with LIKE`, 'SQLite does not know it', 'Write the columns out')
  if (as && columns.length > 0) {
    const why = 'SQLite takes the columns from the query or from a list, not from both'
    refuse(
      'createTable',
      `${what} with columns and AS`,
      why,
      'Create the table, and fill it with INSERT … SELECT',
    )
  }
  if (!as && columns.length === 0) {
    refuse('createTable', what, 'a table of SQLite has at least one column', 'Give it a column')
  }
  const numbered = columns.find(isNumbered)
  if (withoutRowid && numbered) {
    const why = `without a rowid, SQLite has no numbers for column ${numbered.name}`
    refuse(
      'createTable',
      `${what} with WITHOUT ROWID`,
      why,
      'Leave WITHOUT ROWID out, or give the numbers yourself',
    )
  }
}

/** AUTOINCREMENT is a word behind the PRIMARY KEY of a column: https://www.sqlite.org/autoinc.html */
function withKeyAtColumn(operation: Unplaced<CreateTable>): Unplaced<CreateTable> {
  const { columns, constraints } = operation
  const key = constraints.find(each => each.kind === 'primaryKey')
  const name = key?.columns.length === 1 ? key.columns[0] : undefined
  const column = columns.find(each => each.name === name && each.identity !== undefined)
  if (!key || !column) return operation
  return {
    ...operation,
    columns: columns.map(each => (each === column ? withKey(each, key) : each)),
    constraints: constraints.filter(each => each !== key),
  }
}

function withKey(column: ColumnDefinition, key: PrimaryKeyConstraint): ColumnDefinition {
  return { ...column, constraints: [...column.constraints, key] }
}
