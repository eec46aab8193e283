/** Columns in the text of a table without the table's own name, which it does not bear while it is rebuilt. */
import { sqliteTokens } from '../../sql/sqlite/tokens.ts'
import { sameName } from './names.ts'

/** The text with `total` for `orders.total`, as a CHECK may say it. */
export function withoutOwnName(sql: string, table: string): string {
  const tokens = sqliteTokens(sql)
  let text = ''
  let at = 0
  tokens.forEach(({ name, start }, i) => {
    const [dot, column] = [tokens[i + 1], tokens[i + 2]]
    const isOwn = name !== undefined && sameName(name, table) && tokens[i - 1]?.text !== '.'
    if (!isOwn || dot?.text !== '.' || column?.name === undefined) return
    text += sql.slice(at, start)
    at = column.start
  })
  return text + sql.slice(at)
}
