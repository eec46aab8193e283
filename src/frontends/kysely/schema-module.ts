/** `db.schema`: https://kysely-org.github.io/kysely-apidoc/classes/SchemaModule.html */
import type { Given } from '../typescript/given.ts'
import { listOf } from '../typescript/given.ts'
import { hostValue } from '../typescript/value-tools.ts'
import type { HostMethod, HostObject } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { alterTable } from './alter-table.ts'
import { builderValue, moduleHost, type Builder } from './builder.ts'
import { flag, setting } from './columns.ts'
import { createTable } from './create-table.ts'
import { clause, draftOf, has, having, without, word, type Db, type Draft } from './draft.ts'
import { expressionOf } from './expressions.ts'
import { createIndex } from './indexes.ts'
import { columnsOf, identifier, tableOf } from './names.ts'
import { partOf, separated, unreadable, type Part, type Table } from './parts.ts'
import { headOf } from './head.ts'
import { withPlugin } from './plugins.ts'
import { saidBy } from './said.ts'

/** A name that is not taken apart at its dots. */
const wholeName = (given: Given): Table => ({
  part: 'table',
  name: textOfGiven(given),
  role: 'source',
  span: given.span,
})

/** `drop … [if exists] … [cascade]` */
const drop = (name: string, words: string): Builder => ({
  name,
  verb: 'schema',
  methods: {
    ifExists: flag('ifExists'),
    cascade: flag('cascade'),
    on: setting('on', given => tableOf(given)),
    materialized: flag('materialized'),
  },
  write: draft => [
    'drop ',
    ...word(draft, 'materialized', 'materialized '),
    `${words} `,
    ...word(draft, 'ifExists', 'if exists '),
    ...clause(draft, 'name'),
    ...clause(draft, 'on', ' on '),
    ...word(draft, 'cascade', ' cascade'),
  ],
})

const createSchema: Builder = {
  name: 'createSchema',
  verb: 'schema',
  methods: { ifNotExists: flag('ifNotExists') },
  write: draft => [
    'create schema ',
    ...word(draft, 'ifNotExists', 'if not exists '),
    ...clause(draft, 'name'),
  ],
}

const createType: Builder = {
  name: 'createType',
  verb: 'schema',
  methods: {
    asEnum: setting('enum', given =>
      given.value.kind === 'array'
        ? separated(
            given.span,
            listOf(given).map(each => ({ part: 'parameter', given: each, immediate: true })),
          )
        : unreadable('the values of the type are not known'),
    ),
  },
  write: draft => [
    'create type ',
    ...clause(draft, 'name'),
    ...clause(draft, 'enum', ' as enum (', ', ', ')'),
  ],
}

const createView: Builder = {
  name: 'createView',
  verb: 'schema',
  methods: {
    temporary: flag('temporary'),
    materialized: flag('materialized'),
    ifNotExists: flag('ifNotExists'),
    orReplace: flag('orReplace'),
    columns: (draft, { args: [columns] }) =>
      having(draft, 'columns', columnsOf(columns) ?? [unreadable('the columns of the view are not known')]),
    as: setting('as', (given, said) => ({
      part: 'immediate',
      of: partOf(given.value) ?? expressionOf(given, said),
    })),
  },
  write: draft => [
    'create ',
    ...word(draft, 'orReplace', 'or replace '),
    ...word(draft, 'materialized', 'materialized '),
    ...word(draft, 'temporary', 'temporary '),
    'view ',
    ...word(draft, 'ifNotExists', 'if not exists '),
    ...clause(draft, 'name'),
    ' ',
    ...clause(draft, 'columns', '(', ', ', ') '),
    ...clause(draft, 'as', 'as '),
  ],
}

const refreshView: Builder = {
  name: 'refreshMaterializedView',
  verb: 'schema',
  methods: {
    concurrently: draft => having(without(draft, 'withNoData'), 'concurrently', []),
    withData: draft => without(draft, 'withNoData'),
    withNoData: draft => having(without(draft, 'concurrently'), 'withNoData', []),
  },
  write: draft => [
    'refresh materialized view ',
    ...word(draft, 'concurrently', 'concurrently '),
    ...clause(draft, 'name'),
    has(draft, 'withNoData') ? ' with no data' : ' with data',
  ],
}

type Beginning = readonly [Builder, string, (given: Given) => Part]

/** By method: the builder, the clause that its argument is, and how it is written. */
const BEGINNINGS: Readonly<Record<string, Beginning>> = {
  createTable: [createTable, 'table', tableOf],
  alterTable: [alterTable, 'table', tableOf],
  dropTable: [drop('dropTable', 'table'), 'name', tableOf],
  createIndex: [createIndex, 'name', identifier],
  dropIndex: [drop('dropIndex', 'index'), 'name', wholeName],
  createSchema: [createSchema, 'name', identifier],
  dropSchema: [drop('dropSchema', 'schema'), 'name', identifier],
  createView: [createView, 'name', wholeName],
  dropView: [drop('dropView', 'view'), 'name', wholeName],
  refreshMaterializedView: [refreshView, 'name', wholeName],
  createType: [createType, 'name', tableOf],
  dropType: [drop('dropType', 'type'), 'name', tableOf],
}

/** The schema module of a Kysely. */
export function schemaModule(db: Db): HostObject {
  const begin =
    (method: string, [builder, slot, write]: Beginning): HostMethod =>
    call => {
      const [name] = saidBy(call, db.kit).args
      const part = name ? write(name) : unreadable('a name is missing', 'unknown call')
      const draft: Draft = draftOf(db, headOf(method, call), { [slot]: [part] })
      return builderValue(builder, draft, call)
    }
  return moduleHost('db.schema', {
    ...Object.fromEntries(
      Object.entries(BEGINNINGS).map(([method, entry]) => [method, begin(method, entry)]),
    ),
    withSchema: call => {
      const [schema] = saidBy(call, db.kit).args
      return hostValue(
        schemaModule({ ...db, plugins: { ...db.plugins, schema: schema && textOfGiven(schema) } }),
      )
    },
    withPlugin: call =>
      hostValue(schemaModule({ ...db, plugins: withPlugin(db.plugins, saidBy(call, db.kit).args[0]) })),
    withoutPlugins: () => hostValue(schemaModule({ ...db, plugins: {} })),
  })
}
