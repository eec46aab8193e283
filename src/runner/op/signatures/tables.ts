/** What the calls on tables and columns take. */
import type { AlterColumnOptions, ColumnCalls, SetNotNullOptions } from '../calls/columns.ts'
import type { Cascade, IfExists, IfNotExists, InSchema } from '../calls/options.ts'
import type { CreateTableOptions, DropEnum, TableCalls } from '../calls/tables.ts'
import {
  ANY,
  COLUMN,
  COLUMNS,
  either,
  FLAG,
  LIST,
  OBJECT,
  oneOf,
  SQL,
  TEXT,
  TEXT_OR_NULL,
  TEXTS,
  TYPE,
  VALUE,
} from './kinds.ts'
import { cascade, dropEnum, ifExists, ifNotExists, schema, table } from './options.ts'
import type { Argument, OptionKinds, Signature } from './signature.ts'

const CREATE_TABLE: OptionKinds<CreateTableOptions> = {
  ...ifNotExists,
  ...schema,
  primaryKey: either(TEXTS, OBJECT),
  uniques: LIST,
  foreignKeys: LIST,
  checks: LIST,
  indexes: LIST,
  comment: TEXT_OR_NULL,
  temporary: FLAG,
  unlogged: FLAG,
  strict: FLAG,
  withoutRowid: FLAG,
  partitionBy: OBJECT,
  partitionOf: OBJECT,
}

const DROP: OptionKinds<IfExists & Cascade & DropEnum & InSchema> = {
  ...ifExists,
  ...cascade,
  ...dropEnum,
  ...schema,
}

const ALTER_COLUMN: OptionKinds<AlterColumnOptions> = {
  ...schema,
  type: TYPE,
  using: SQL,
  collation: TEXT,
  nullable: FLAG,
  default: VALUE,
  serverDefault: VALUE,
  identity: ANY,
  comment: TEXT_OR_NULL,
  renameTo: TEXT,
  newColumnName: TEXT,
  existing: OBJECT,
}

const ADD_COLUMN: OptionKinds<IfNotExists & InSchema> = { ...ifNotExists, ...schema }
const SET_NOT_NULL: OptionKinds<SetNotNullOptions> = { ...schema, via: oneOf('check') }

const comment: Argument = { what: 'the comment', kind: TEXT_OR_NULL, example: `'all orders'` }
const partition: Argument = { what: 'the partition', kind: TEXT, example: `'orders_2025'` }
const column: Argument = { what: "the column's name", kind: TEXT, example: `'phone'` }

export const TABLE_SIGNATURES: Readonly<Record<keyof TableCalls, Signature>> = {
  createTable: {
    args: [
      table,
      {
        what: 'the list of columns',
        kind: COLUMNS,
        example: `[column('id', t.integer(), { primaryKey: true })]`,
      },
    ],
    options: CREATE_TABLE,
  },
  dropTable: { args: [table], options: DROP },
  renameTable: {
    args: [table, { what: 'the new name', kind: TEXT, example: `'purchases'` }],
    options: schema,
  },
  setTableComment: { args: [table, comment], options: schema },
  createTableComment: { args: [table, comment], options: schema },
  dropTableComment: { args: [table], options: schema },
  attachPartition: {
    args: [
      table,
      partition,
      { what: 'the bound', kind: SQL, example: "sql`FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')`" },
    ],
    options: schema,
  },
  detachPartition: { args: [table, partition], options: { ...schema, concurrently: FLAG } },
}

export const COLUMN_SIGNATURES: Readonly<Record<keyof ColumnCalls, Signature>> = {
  addColumn: {
    args: [table, { what: 'the column', kind: COLUMN, example: `column('phone', t.varchar(20))` }],
    options: ADD_COLUMN,
  },
  dropColumn: { args: [table, column], options: DROP },
  alterColumn: {
    args: [table, column],
    options: ALTER_COLUMN,
    needs: '{ nullable: true }',
  },
  setNotNull: { args: [table, column], options: SET_NOT_NULL },
}
