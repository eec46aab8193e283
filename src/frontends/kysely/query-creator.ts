/** What begins queries: https://kysely-org.github.io/kysely-apidoc/classes/QueryCreator.html */
import { hostValue } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { builderValue, type Builder } from './builder.ts'
import { expressionOfTable, type NamedExpression } from './common-table-expressions.ts'
import { draftOf, type Db, type Draft } from './draft.ts'
import { selectionsOf, tablesOf } from './expressions.ts'
import { insertQuery } from './insert.ts'
import { mergeQuery } from './merge.ts'
import { aliasedTable, tableOf } from './names.ts'
import { separated, tree, unreadable, type Part } from './parts.ts'
import { withPlugin } from './plugins.ts'
import { saidBy, type Said } from './said.ts'
import { selectQuery } from './select.ts'
import { deleteQuery, updateQuery } from './update-delete.ts'

/** The common table expressions before a query. */
interface With {
  readonly isRecursive: boolean
  readonly expressions: readonly NamedExpression[]
}

const missing = (): Part => unreadable('a table is missing', 'unknown call')

/** By method: the builder, the clause that its argument is, and how it is written. */
const BEGINNINGS: Readonly<Record<string, readonly [Builder, string, (said: Said) => readonly Part[]]>> = {
  selectFrom: [selectQuery, 'from', said => tablesOf(said.args[0], said)],
  selectNoFrom: [selectQuery, 'select', said => selectionsOf(said.args[0], said)],
  insertInto: [insertQuery, 'into', ({ args: [table] }) => [table ? tableOf(table) : missing()]],
  updateTable: [updateQuery, 'table', said => tablesOf(said.args[0], said)],
  deleteFrom: [deleteQuery, 'from', said => tablesOf(said.args[0], said)],
  mergeInto: [mergeQuery, 'into', ({ args: [table] }) => [table ? aliasedTable(table) : missing()]],
}

/** The methods of a Kysely that begin queries. */
export function queryCreatorMethods(db: Db, before?: With): Readonly<Record<string, HostMethod>> {
  const begin =
    ([builder, slot, write]: readonly [Builder, string, (said: Said) => readonly Part[]]): HostMethod =>
    call => {
      const said = saidBy(call, db.kit)
      const draft = draftOf(db, call.span, { [slot]: write(said), ...withClause(before, said) })
      return builderValue(builder, named(draft, before), call)
    }
  return {
    ...Object.fromEntries(Object.entries(BEGINNINGS).map(([method, entry]) => [method, begin(entry)])),
    replaceInto: call => {
      const said = saidBy(call, db.kit)
      const [table] = said.args
      const into = { into: [table ? tableOf(table) : missing()], replace: [] }
      return builderValue(insertQuery, draftOf(db, call.span, into), call)
    },
    with: call => queryCreator(db, extended(before, false, call, db)),
    withRecursive: call => queryCreator(db, extended(before, true, call, db)),
  }
}

/** What `with(…)` gives, and what its callback gets. */
export function queryCreator(db: Db, before?: With): Value {
  const host: HostObject = {
    name: 'the query',
    reachesDatabase: before !== undefined,
    methods: {
      ...queryCreatorMethods(db, before),
      withSchema: call => {
        const [schema] = saidBy(call, db.kit).args
        return queryCreator(
          { ...db, plugins: { ...db.plugins, schema: schema && textOfGiven(schema) } },
          before,
        )
      },
      withPlugin: call =>
        queryCreator({ ...db, plugins: withPlugin(db.plugins, saidBy(call, db.kit).args[0]) }, before),
      withoutPlugins: () => queryCreator({ ...db, plugins: {} }, before),
    },
  }
  return hostValue(host)
}

function extended(before: With | undefined, isRecursive: boolean, call: HostCall, db: Db): With {
  const said = saidBy(call, db.kit)
  const expression = expressionOfTable(said)
  if (!before) return { isRecursive, expressions: [expression] }
  return { ...before, expressions: [...before.expressions, expression] }
}

function withClause(before: With | undefined, { span }: Said): Readonly<Record<string, readonly Part[]>> {
  if (!before) return {}
  const list = before.expressions.map(({ part }) => part)
  return { with: [tree(span, before.isRecursive ? 'with recursive ' : 'with ', separated(span, list))] }
}

function named(draft: Draft, before: With | undefined): Draft {
  return { ...draft, expressions: before?.expressions.map(({ name }) => name) ?? [] }
}
