/** Cuts a script of SQLite into its statements, because a driver prepares only the first and drops the rest unseen. */

export interface SqliteStatement {
  readonly sql: string
  /** How many values its positional parameters want. */
  readonly parameters: number
}

/**
 * Blanks and comments, text in one of the four ways to quote (https://www.sqlite.org/lang_keywords.html), a parameter,
 * a run of what is none of these, or one character. What is open goes to the end.
 */
const TOKEN =
  /\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)|\?\d*|[^\s'"`[\-/;?]+|[^]/gu

const BLANK = /^(?:\s|--|\/\*)/u
const TRIGGER = /^(?:EXPLAIN (?:QUERY PLAN )?)?CREATE (?:TEMP |TEMPORARY )?TRIGGER/u
/** As many words as may stand before TRIGGER, and it. */
const HEAD = 6

/** The statements that say something, each without its semicolon. */
export function splitStatements(script: string): readonly SqliteStatement[] {
  const statements: SqliteStatement[] = []
  let [start, parameters] = [0, 0]
  let head: string[] = []
  let [before, last] = ['', '']
  const end = (offset: number) => {
    if (head.length > 0) statements.push({ sql: script.slice(start, offset).trim(), parameters })
    ;[start, parameters, head, before, last] = [offset + 1, 0, [], '', '']
  }
  for (const { 0: token, index } of script.matchAll(TOKEN)) {
    if (BLANK.test(token)) continue
    if (token === ';' && endsStatement(head, before, last)) {
      end(index)
      continue
    }
    if (token.startsWith('?')) parameters = numberOf(token, parameters)
    if (head.length < HEAD) head.push(token)
    ;[before, last] = [last, token]
  }
  end(script.length)
  return statements
}

/** A trigger ends behind `; END`, as sqlite3_complete() has it: https://www.sqlite.org/c3ref/complete.html */
function endsStatement(head: readonly string[], before: string, last: string): boolean {
  if (!TRIGGER.test(head.join(' ').toUpperCase())) return true
  return before === ';' && last.toUpperCase() === 'END'
}

/** `?` takes the number after the highest one so far: https://www.sqlite.org/lang_expr.html#varparam */
function numberOf(token: string, highest: number): number {
  return token === '?' ? highest + 1 : Math.max(highest, Number(token.slice(1)))
}
