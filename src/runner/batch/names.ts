/** Names as SQLite compares them, and the columns that a piece of text uses. */
import { sqliteTokens, type SqliteToken } from '../../sql/sqlite/tokens.ts'

/** Capitals of ASCII make no difference to SQLite. */
export function key(name: string): string {
  return name.replace(/[A-Z]/gu, letter => letter.toLowerCase())
}

/** Whether SQLite takes the two for one name. */
export function sameName(one: string, other: string): boolean {
  return key(one) === key(other)
}

/** The names in the first parentheses: the columns of a key, by their keys. */
export function firstList(text: string): readonly string[] {
  return listAt(sqliteTokens(text), 0).map(key)
}

/** What a REFERENCES points at. */
export function referenceOf(
  text: string,
): { readonly table: string; readonly columns: readonly string[] } | undefined {
  const tokens = sqliteTokens(text)
  const at = tokens.findIndex(token => token.word === 'REFERENCES')
  const table = tokens[at + 1]?.name
  if (at < 0 || table === undefined) return undefined
  return { table, columns: tokens[at + 2]?.word === '(' ? listAt(tokens, at).map(key) : [] }
}

/** The names that may be columns behind the first parenthesis of a CHECK, a generated column or an index, by their keys. */
export function columnsUsed(text: string): ReadonlySet<string> {
  const tokens = sqliteTokens(text)
  const open = tokens.findIndex(token => token.word === '(')
  return new Set(
    tokens.flatMap((token, index) => {
      const before = tokens[index - 1]?.word
      const isColumn = index > open && before !== 'AS' && before !== 'COLLATE' && !isCall(tokens, index)
      return isColumn && token.name !== undefined && !token.text.startsWith("'") ? [key(token.name)] : []
    }),
  )
}

/** The columns of `UPDATE OF a, b ON t` in the head of a trigger, by their keys. */
export function watchedColumns(trigger: string): readonly string[] {
  const tokens = sqliteTokens(trigger)
  const of = tokens.findIndex(token => token.word === 'OF' || token.word === 'BEGIN')
  if (tokens[of]?.word !== 'OF') return []
  const on = tokens.findIndex((token, index) => index > of && token.word === 'ON')
  return tokens
    .slice(of, on)
    .flatMap(({ name, word }) => (name === undefined || word === 'OF' ? [] : [key(name)]))
}

function isCall(tokens: readonly SqliteToken[], index: number): boolean {
  return tokens[index + 1]?.word === '('
}

/** Names behind a parenthesis or a comma; what else stands there is an order or a collation. */
function listAt(tokens: readonly SqliteToken[], from: number): readonly string[] {
  const open = tokens.findIndex((token, index) => index >= from && token.word === '(')
  const close = tokens.findIndex((token, index) => index > open && token.word === ')')
  return tokens.slice(open, close).flatMap((token, index, list) => {
    const before = list[index - 1]?.word
    return (before === '(' || before === ',') && token.name !== undefined ? [token.name] : []
  })
}
