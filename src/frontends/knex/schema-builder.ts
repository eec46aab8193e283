/** `knex.schema`: https://knexjs.org/guide/schema-builder.html */
import type { MappedText } from '../../source/mapped-text.ts'
import { hostValue, stringValue, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostObject, Value } from '../typescript/values.ts'
import { rawOf, stepOf, type Step, type TableDraft } from './drafts.ts'
import { bindRaw } from './raw.ts'
import { tableBuilder } from './table-builder.ts'
import { compileTable } from './table-compiler.ts'
import { tableNameOf } from './table-steps.ts'
import { wrap } from './text.ts'
import { compileView } from './views.ts'
import { type Given, is } from '../typescript/given.ts'
import { textOfGiven, write } from '../typescript/written-sql.ts'

/** What a schema builder has been told: its calls in order, and the schema that holds for all of them. */
export interface SchemaDraft {
  readonly steps: Step[]
  schema?: Given | undefined
}

/** `knex.schema`: every call on it makes a builder, which runs when it is awaited. */
export function schemaHost(): HostObject {
  return {
    name: 'knex.schema',
    reachesDatabase: true,
    otherCall(method, call) {
      const draft: SchemaDraft = { steps: [] }
      if (!addStep(draft, method, call)) return undefined
      return call.lazy(schemaBuilder(draft))
    },
  }
}

function schemaBuilder(draft: SchemaDraft): HostObject {
  return {
    name: 'knex.schema',
    reachesDatabase: true,
    otherCall: (method, call) => (addStep(draft, method, call) ? call.self : undefined),
    settle(call) {
      let result: Value | undefined
      for (const step of draft.steps) result = STEPS[step.method]?.(step, draft, call) ?? result
      return call.promise(
        result ?? unknown('query result', 'what a schema builder gives is known only at run time'),
      )
    },
  }
}

function addStep(draft: SchemaDraft, method: string, call: HostCall): boolean {
  const step = stepOf(method, call)
  if (method === 'withSchema') draft.schema = step.args[0]
  else if (Object.hasOwn(STEPS, method)) draft.steps.push(step)
  else return BUILDER_METHODS.has(method)
  return true
}

/** What every builder has and what changes no statement. */
export const BUILDER_METHODS: ReadonlySet<string> = new Set([
  'transacting',
  'debug',
  'queryContext',
  'timeout',
  'connection',
  'options',
  'on',
  'once',
  'asCallback',
])

type SchemaStep = (step: Step, draft: SchemaDraft, call: HostCall) => Value | undefined

/** Writes one statement of words around the names that the call gave. */
const says =
  (writer: (step: Step, draft: SchemaDraft) => readonly (string | MappedText)[] | undefined): SchemaStep =>
  (step, draft, call) => {
    const words = writer(step, draft)
    if (words) call.sql(stringValue(write(step.span, ...words)))
    return undefined
  }

const named = (words: string): SchemaStep => says(({ args: [name] }) => name && [words, wrap(name)])

/** Names that `withSchema` puts in its schema. */
const inSchema = (words: string): SchemaStep =>
  says(({ args: [name], span }, { schema }) => name && [words, tableNameOf({ schema, name, span })])

const dropSchema = (words: string): SchemaStep =>
  says(({ args: [name, cascade] }) => name && [words, wrap(name), is(cascade, true) ? ' cascade' : ''])

/** Whether something exists: a branch on it is a guard. */
const asks =
  (what: string): SchemaStep =>
  () =>
    unknown('query result', `whether the ${what} exists is known only at run time`, true)

const table =
  (mode: TableDraft['mode']): SchemaStep =>
  ({ args, span }, { schema }, call) => {
    const [name, second, third] = args
    if (!name) return undefined
    const like = mode === 'createLike' ? second : undefined
    const draft: TableDraft = {
      mode,
      name,
      like,
      schema,
      span,
      columns: [],
      steps: [],
      checks: [],
      single: new Map(),
    }
    const callback = mode === 'createLike' ? third : second
    call.invoke(callback?.value, [hostValue(tableBuilder(draft))])
    for (const { text, flow } of compileTable(draft)) {
      if (flow === undefined) call.sql(stringValue(text))
      else {
        call.within(flow, () => {
          call.sql(stringValue(text))
        })
      }
    }
    return undefined
  }

const view =
  (mode: Parameters<typeof compileView>[0]): SchemaStep =>
  (step, draft, call) => {
    for (const statement of compileView(mode, step, draft, call)) call.sql(stringValue(statement))
    return undefined
  }

/** By method, in the words that Knex writes. */
const STEPS: Readonly<Record<string, SchemaStep>> = {
  createTable: table('create'),
  createTableIfNotExists: table('createIfNot'),
  createTableLike: table('createLike'),
  alterTable: table('alter'),
  table: table('alter'),
  dropTable: inSchema('drop table '),
  dropTableIfExists: inSchema('drop table if exists '),
  renameTable: says(
    ({ args: [name, to], span }, { schema }) =>
      name && to && ['alter table ', tableNameOf({ schema, name, span }), ' rename to ', wrap(to)],
  ),
  hasTable: asks('table'),
  hasColumn: asks('column'),
  createSchema: named('create schema '),
  createSchemaIfNotExists: named('create schema if not exists '),
  dropSchema: dropSchema('drop schema '),
  dropSchemaIfExists: dropSchema('drop schema if exists '),
  createExtension: named('create extension '),
  createExtensionIfNotExists: named('create extension if not exists '),
  dropExtension: named('drop extension '),
  dropExtensionIfExists: named('drop extension if exists '),
  createView: view('create'),
  createViewOrReplace: view('createOrReplace'),
  createMaterializedView: view('createMaterialized'),
  alterView: view('alter'),
  view: view('alter'),
  refreshMaterializedView: says(
    ({ args: [name, concurrently] }) =>
      name && ['refresh materialized view ', is(concurrently, true) ? 'concurrently ' : '', wrap(name)],
  ),
  renameView: says(
    ({ args: [from, to] }) => from && to && ['alter view ', wrap(from), ' rename to ', wrap(to)],
  ),
  dropView: inSchema('drop view '),
  dropViewIfExists: inSchema('drop view if exists '),
  dropMaterializedView: inSchema('drop materialized view '),
  dropMaterializedViewIfExists: inSchema('drop materialized view if exists '),
  raw: ({ args: [sql, bindings] }, _draft, call) => {
    const text = sql && rawOf(sql.value)
    if (text) call.sql(stringValue(text))
    else if (sql?.value.kind === 'string') call.sql(stringValue(bindRaw(textOfGiven(sql), bindings)))
    else call.sql(sql?.value)
    return undefined
  },
}
