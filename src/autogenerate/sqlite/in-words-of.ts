/** One spelling for expressions that say the same: SQLite keeps them as they were written. */
import type { Expression } from '../../model/expression.ts'
import { withoutOwnName } from '../../runner/batch/without-own-name.ts'
import type { ColumnState, SchemaState, TableState } from '../../schema/schema-state.ts'
import { sqliteTokens, type SqliteToken } from '../../sql/sqlite/tokens.ts'

/** The state with its expressions and queries in the words of another one, as far as that says the same. */
export function inWordsOf(other: SchemaState, state: SchemaState): SchemaState {
  const expressions = new Map<string, Expression>()
  const written = new Set<string>()
  other.tables.forEach(table =>
    mapExpressions(table, each => {
      written.add(each.sql)
      expressions.set(plainSql(withoutOwnName(each.sql, table.name)), each)
      return each
    }),
  )
  const queries = new Map(other.views.valueSeq().map(({ query }) => [plainSql(query), query]))
  const worded = (table: TableState): TableState =>
    mapExpressions(withDefaultsOf(other.tables.get(table.key), table), each =>
      written.has(each.sql)
        ? each
        : (expressions.get(plainSql(withoutOwnName(each.sql, table.name))) ?? each),
    )
  return {
    ...state,
    tables: state.tables.map(worded),
    views: state.views.map(view => ({ ...view, query: queries.get(plainSql(view.query)) ?? view.query })),
  }
}

/** What is 0 in one column is false in another. */
function withDefaultsOf(other: TableState | undefined, table: TableState): TableState {
  const columns = table.columns.map((column): ColumnState => {
    const wanted = other?.columns.find(each => each.name === column.name)?.default
    const isSame = wanted && column.default && plainSql(wanted.sql) === plainSql(column.default.sql)
    return isSame ? { ...column, default: wanted } : column
  })
  return { ...table, columns }
}

/** A copy of a plain value with each expression in it mapped. */
function mapExpressions<T>(value: T, map: (expression: Expression) => Expression): T {
  return mapped(value, map) as T
}

function mapped(value: unknown, map: (expression: Expression) => Expression): unknown {
  if (Array.isArray(value)) return value.map(each => mapped(each, map))
  if (typeof value !== 'object' || value === null) return value
  if (isExpression(value)) return map(value)
  return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, mapped(each, map)]))
}

function isExpression(value: object): value is Expression {
  return 'sql' in value && 'provesNotNull' in value
}

/** Without blanks, comments, case, quotes around names and parentheses around the whole; the name of the own table is left out before. */
function plainSql(sql: string): string {
  let tokens = sqliteTokens(sql)
  while (isInParentheses(tokens)) tokens = tokens.slice(1, -1)
  return tokens.map(plainToken).join(' ')
}

const SAME: Readonly<Record<string, string>> = { '==': '=', '!=': '<>', TRUE: '1', FALSE: '0' }

function plainToken({ text, word, name }: SqliteToken): string {
  if (text.startsWith("'")) return text
  return (SAME[word] ?? name ?? text).toLowerCase()
}

/** Whether the first parenthesis is closed by the last token. */
function isInParentheses(tokens: readonly SqliteToken[]): boolean {
  if (tokens[0]?.word !== '(') return false
  let depth = 0
  const end = tokens.findIndex(({ word }) => {
    depth += word === '(' ? 1 : word === ')' ? -1 : 0
    return depth === 0
  })
  return end === tokens.length - 1
}
