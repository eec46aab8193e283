/** Cuts a script of SQLite into its statements, because a driver prepares only the first and drops the rest unseen. */

export interface SqliteStatement {
  readonly sql: string
  /** How many values its positional parameters want. */
  readonly parameters: number
}

/** https://www.sqlite.org/lang_keywords.html names the four ways to quote; an open quote or comment goes to the end. */
const TOKEN =
  /(?<blank>\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)|(?<parameter>\?\d*)|[\p{L}_\u{80}-\u{10ffff}][\p{L}\p{N}_$\u{80}-\u{10ffff}]*|[^]/gu

const TRIGGER = /^(?:EXPLAIN (?:QUERY PLAN )?)?CREATE (?:TEMP |TEMPORARY )?TRIGGER/u

/** The statements that say something, each without its semicolon. */
export function splitStatements(script: string): readonly SqliteStatement[] {
  const statements: SqliteStatement[] = []
  let start = 0
  let tokens: string[] = []
  const end = (offset: number) => {
    if (tokens.length > 0) {
      statements.push({ sql: script.slice(start, offset).trim(), parameters: parametersOf(tokens) })
    }
    tokens = []
  }
  for (const { 0: token, index, groups } of script.matchAll(TOKEN)) {
    if (groups?.['blank'] !== undefined) continue
    if (token === ';' && endsStatement(tokens)) {
      end(index)
      start = index + 1
    } else {
      tokens.push(token)
    }
  }
  end(script.length)
  return statements
}

/** A trigger ends behind `; END`, as sqlite3_complete() has it: https://www.sqlite.org/c3ref/complete.html */
function endsStatement(tokens: readonly string[]): boolean {
  if (!TRIGGER.test(tokens.slice(0, 6).join(' ').toUpperCase())) return true
  return tokens.at(-2) === ';' && tokens.at(-1)?.toUpperCase() === 'END'
}

/** `?` takes the number after the highest one so far: https://www.sqlite.org/lang_expr.html#varparam */
function parametersOf(tokens: readonly string[]): number {
  return tokens
    .filter(token => token.startsWith('?'))
    .reduce((highest, token) => (token === '?' ? highest + 1 : Math.max(highest, Number(token.slice(1)))), 0)
}
