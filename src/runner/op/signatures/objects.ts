/** What the calls on types, schemas, views, rows and the session take. */
import type { BatchedUpdate, BulkInsertOptions, DataCalls, LocalSettings } from '../calls/data.ts'
import type { EnumValuePlace, ExtensionOptions, TypeCalls } from '../calls/types.ts'
import type { CreateViewOptions, RefreshViewOptions, ViewCalls } from '../calls/views.ts'
import { DURATION, either, FLAG, LIST, NUMBER, OBJECT, oneOf, SCRIPT, SQL, TEXT, TEXTS } from './kinds.ts'
import { cascade, ifExists, ifNotExists, schema, table } from './options.ts'
import type { Argument, OptionKinds, Signature } from './signature.ts'

const text = (what: string, example: string): Argument => ({ what, kind: TEXT, example: `'${example}'` })
const enumName = text("the enum's name", 'order_status')
const value = text('the value', 'sent')
const extension = text("the extension's name", 'citext')
const schemaName = text("the schema's name", 'sales')
const view = text("the view's name", 'open_orders')

const PLACE: OptionKinds<EnumValuePlace> = { ...ifNotExists, ...schema, before: TEXT, after: TEXT }

const EXTENSION: OptionKinds<ExtensionOptions> = {
  ...ifNotExists,
  ...cascade,
  schema: TEXT,
  version: TEXT,
}

export const TYPE_SIGNATURES: Readonly<Record<keyof TypeCalls, Signature>> = {
  createEnum: {
    args: [enumName, { what: 'the list of values', kind: TEXTS, example: `['draft', 'paid']` }],
    options: { ...ifNotExists, ...schema },
  },
  dropEnum: { args: [enumName], options: { ...ifExists, ...cascade, ...schema } },
  addEnumValue: { args: [enumName, value], options: PLACE },
  renameEnumValue: { args: [enumName, value, text('the new value', 'shipped')], options: schema },
  createExtension: { args: [extension], options: EXTENSION },
  dropExtension: { args: [extension], options: { ...ifExists, ...cascade } },
  createSchema: { args: [schemaName], options: ifNotExists },
  dropSchema: { args: [schemaName], options: { ...ifExists, ...cascade } },
}

const CREATE_VIEW: OptionKinds<CreateViewOptions> = {
  ...ifNotExists,
  ...schema,
  materialized: FLAG,
  orReplace: FLAG,
  columns: TEXTS,
  temporary: FLAG,
  noData: FLAG,
}

const REFRESH: OptionKinds<RefreshViewOptions> = { ...schema, concurrently: FLAG, noData: FLAG }

export const VIEW_SIGNATURES: Readonly<Record<keyof ViewCalls, Signature>> = {
  createView: {
    args: [view, { what: 'the query', kind: SQL, example: 'sql`SELECT id FROM orders WHERE NOT paid`' }],
    options: CREATE_VIEW,
  },
  dropView: { args: [view], options: { ...ifExists, ...cascade, ...schema, materialized: FLAG } },
  refreshView: { args: [view], options: REFRESH },
}

const BULK_INSERT: OptionKinds<BulkInsertOptions> = {
  ...schema,
  chunk: NUMBER,
  columns: OBJECT,
  onConflict: either(oneOf('do nothing'), SQL),
}

const UPDATE: OptionKinds<BatchedUpdate> = {
  ...schema,
  set: OBJECT,
  where: SQL,
  key: TEXT,
  size: NUMBER,
  sleep: DURATION,
}

const SETTINGS: OptionKinds<LocalSettings> = { lockTimeout: DURATION, statementTimeout: DURATION }

export const DATA_SIGNATURES: Readonly<Record<keyof DataCalls, Signature>> = {
  execute: { args: [{ what: 'the SQL', kind: SCRIPT, example: "sql`UPDATE users SET phone = ''`" }] },
  bulkInsert: {
    args: [table, { what: 'the list of rows', kind: LIST, example: `[{ code: 'de' }, { code: 'fr' }]` }],
    options: BULK_INSERT,
  },
  updateInBatches: { args: [table], options: UPDATE, needs: "{ set: { currency: 'EUR' } }" },
  assert: {
    args: [
      { what: 'the query', kind: SQL, example: 'sql`SELECT count(*) = 0 FROM carts`' },
      { what: 'the message', kind: TEXT, example: `'there are carts'`, isOptional: true },
    ],
  },
  setLocal: { args: [], options: SETTINGS, needs: "{ lockTimeout: '5s' }" },
}
