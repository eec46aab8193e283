/** CREATE, ALTER and DROP TABLE as a whole: https://www.postgresql.org/docs/current/sql-altertable.html */
import type { QualifiedName } from '../../model/names.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import type { CreateTable, TableOperation, TableOption } from '../../model/table-operations.ts'
import { list, words, type Printers } from '../compiler.ts'
import type { Spelling } from '../spelling.ts'
import { printColumn } from './columns.ts'
import { printConstraint } from './constraints.ts'
import { identifier, POSTGRES, qualified } from './identifiers.ts'

type OptionPrinters = {
  readonly [O in TableOption['option']]: (option: Extract<TableOption, { option: O }>) => string
}

const OPTIONS: OptionPrinters = {
  storageParameters: ({ sql, reset }) => `${reset ? 'RESET' : 'SET'} (${sql})`,
  logged: ({ logged }) => (logged ? 'SET LOGGED' : 'SET UNLOGGED'),
  tablespace: ({ name }) => `SET TABLESPACE ${identifier(name)}`,
  accessMethod: ({ name }) => `SET ACCESS METHOD ${name === 'DEFAULT' ? name : identifier(name)}`,
  owner: ({ name }) => `OWNER TO ${SPECIAL_ROLES.has(name) ? name : identifier(name)}`,
  clusterOn: ({ index }) => (index === undefined ? 'SET WITHOUT CLUSTER' : `CLUSTER ON ${identifier(index)}`),
  replicaIdentity: ({ identity, index }) =>
    `REPLICA IDENTITY ${identity === 'index' ? `USING INDEX ${identifier(index ?? '')}` : identity.toUpperCase()}`,
  rowSecurity: ({ state }) => `${state.toUpperCase()} ROW LEVEL SECURITY`,
  trigger: ({ state, name }) => {
    const [verb, when] = state.toUpperCase().split(' ')
    return words(verb, when, 'TRIGGER', /^(?:all|user)$/u.test(name) ? name.toUpperCase() : identifier(name))
  },
  inherit: ({ parent, remove }) => words(remove && 'NO', 'INHERIT', qualified(parent)),
  other: ({ sql }) => sql,
}

const SPECIAL_ROLES: ReadonlySet<string> = new Set(['CURRENT_ROLE', 'CURRENT_USER', 'SESSION_USER'])

/** `ALTER TABLE IF EXISTS orders …`. */
export function alterTable(
  { qualified }: Spelling,
  table: QualifiedName,
  ifExists: true | undefined,
  ...rest: readonly string[]
): string {
  return words('ALTER TABLE', ifExists && 'IF EXISTS', qualified(table), ...rest)
}

export const TABLE_PRINTERS: Printers<TableOperation['kind']> = {
  createTable,
  dropTable: ({ table, ifExists, cascade }, { qualified }) =>
    words('DROP TABLE', ifExists && 'IF EXISTS', qualified(table), cascade && 'CASCADE'),
  renameTable: ({ table, to, ifExists }, spelling) =>
    alterTable(spelling, table, ifExists, 'RENAME TO', spelling.identifier(to)),
  setTableSchema: ({ table, to, ifExists }) =>
    alterTable(POSTGRES, table, ifExists, 'SET SCHEMA', identifier(to)),
  setTableOption: ({ table, change, ifExists }) => alterTable(POSTGRES, table, ifExists, printOption(change)),
  attachPartition: ({ table, partition, bound }) =>
    alterTable(POSTGRES, table, undefined, 'ATTACH PARTITION', qualified(partition), bound),
  detachPartition: ({ table, partition, concurrently, finalize }) =>
    words(
      alterTable(POSTGRES, table, undefined, 'DETACH PARTITION', qualified(partition)),
      concurrently && 'CONCURRENTLY',
      finalize && 'FINALIZE',
    ),
}

function printOption(option: TableOption): string {
  const print = OPTIONS[option.option] as (option: TableOption) => string
  return print(option)
}

function createTable(operation: Unplaced<CreateTable>): string {
  const { partitionOf, partitionBy, inherits, as } = operation
  const elements = [
    ...operation.columns.map(printColumn),
    ...(operation.like ?? []).map(table => `LIKE ${qualified(table)}`),
    ...operation.constraints.map(constraint => printConstraint(constraint, POSTGRES)),
  ]
  const noList = elements.length === 0 && (partitionOf !== undefined || as !== undefined)
  return words(
    'CREATE',
    operation.temporary && 'TEMPORARY',
    operation.unlogged && 'UNLOGGED',
    'TABLE',
    operation.ifNotExists && 'IF NOT EXISTS',
    qualified(operation.table),
    partitionOf && `PARTITION OF ${qualified(partitionOf.parent)}`,
    !noList && list(elements),
    partitionOf?.bound,
    inherits && `INHERITS ${list(inherits.map(qualified))}`,
    partitionBy &&
      `PARTITION BY ${partitionBy.strategy.toUpperCase()} ${list(partitionBy.columns.map(partitionKey))}`,
    as && `AS ${as.sql}`,
  )
}

/** A key that is an expression is given as its text, which no column is called. */
function partitionKey(key: string): string {
  return /[()]|::/u.test(key) ? `(${key})` : identifier(key)
}
