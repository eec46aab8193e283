/** When two expressions are the same: PostgreSQL prints equal ones alike, SQLite keeps what was written. */
import type { Expression } from '../../model/expression.ts'
import { withoutOuterParentheses } from '../../schema/object-names.ts'
import { sqliteTokens } from '../../sql/sqlite/tokens.ts'
import type { Sides } from './sides.ts'

/** The expression in a spelling that is equal for equal expressions. */
export function canonical({ isSqlite }: Pick<Sides, 'isSqlite'>, { sql }: Expression): string {
  return isSqlite ? sqliteText(sql) : postgresText(sql)
}

/**
 * What a renamed column is quoted like is nothing to compare, and neither are casts from one kind of text to another: a
 * column that was varchar and became text leaves them behind.
 */
function postgresText(sql: string): string {
  return outsideTexts(withoutOuterParentheses(sql.trim()), code =>
    code
      .replace(/"([a-z_][a-z0-9_$]*)"/gu, '$1')
      .replace(/::(?:text|character varying)(?![\w(])(?:\[\])?/gu, '')
      .replace(SINGLE, '$1')
      .replace(SINGLE, '$1'),
  )
}

/** Parentheses around a name, a text or an ARRAY, which a cast had around them. */
const SINGLE = /(?<![\w"\])])\(("[^"]+"|'\d+'|[\w$]+|ARRAY\[[^[\]]*\])\)/gu

/** Changes what is not in quotes; a text counts as its quotes do. */
function outsideTexts(sql: string, change: (code: string) => string): string {
  const texts: string[] = []
  const code = sql.replace(/'(?:[^']|'')*'/gu, text => `'${String(texts.push(text) - 1)}'`)
  return change(code).replace(/'(\d+)'/gu, (_, at: string) => texts[Number(at)] ?? '')
}

/** Token by token: capitals, blanks, comments and quotes around names make no difference, texts do. */
export function sqliteText(sql: string): string {
  const tokens = sqliteTokens(withoutOuterParentheses(sql.trim()))
  return tokens
    .map(({ text, name }) => (text.startsWith("'") ? text : (name ?? text).toLowerCase()))
    .join(' ')
}

/** Without the casts that PostgreSQL adds and takes away where the type of a column changes; those of a text stay. */
export function withoutCasts(sql: string): string {
  return outsideTexts(sql, code => code.replace(CAST, '').replace(/[()\s]/gu, ''))
}

const CAST =
  /(?<!')::(?:"[^"]+"|[\w.]+)(?: varying| precision| with(?:out)? time zone)?(?:\([\d,]+\))?(?:\[\])?/gu

/** The words of a text that can be names. */
export function wordsIn(sql: string): ReadonlySet<string> {
  const code = sql.replace(/'(?:[^']|'')*'/gu, "''")
  const names = code.matchAll(/"((?:[^"]|"")+)"|[\p{L}_][\p{L}\p{N}_$]*/gu)
  return new Set([...names].map(([word, quoted]) => quoted?.replaceAll('""', '"') ?? word))
}
