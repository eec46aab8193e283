/** What a text of SQL says, in offsets of the text: worked out once for texts that are read again and again. */
import type { Opaque } from '../model/opaque-operations.ts'
import type { BareOperation } from '../model/operation.ts'
import { hasPlaceholders, looksForeign } from './dialects.ts'
import { hasHole, type HoledText } from './holes.ts'
import { interpolatedValues } from './interpolated-values.ts'
import type { Token } from './lexer.ts'
import { locateStatement, type Located } from './located.ts'
import { parseSql, type ParsedStatement, type TextStatement, type UnparsedStatement } from './parse.ts'
import { bodyErrors, readDo } from './plpgsql/routines.ts'
import { commandOperation } from './psql-commands.ts'
import { lowerSqlite } from './sqlite/lower.ts'
import { firstLine, headOf, wordAt, type Range } from './spans.ts'

/** What a statement says. */
export interface StatementReading {
  readonly range: Range
  readonly located: readonly Located[]
  readonly errors: readonly { readonly message: string; readonly range: Range }[]
  /** Sources of the unknown values in it that stand where a parameter could stand. */
  readonly interpolated: readonly string[]
}

/** What a text says. */
export interface TextReading {
  readonly statements: readonly StatementReading[]
  readonly comments: readonly Token[]
}

/** What was read lately, by text: an editor asks for the same texts at every keystroke. */
const lately = new Map<string, { readonly holes: string; readonly reading: TextReading }>()
const MOST_LATELY = 300
const LONGEST_LATELY = 2000

/** Reads a text of any number of statements; it never throws, whatever the text. */
export function readText(holed: HoledText): TextReading {
  const { text, sources } = holed
  if (text.length > LONGEST_LATELY) return readNow(holed)
  const holes = sources.size === 0 ? '' : JSON.stringify([...sources])
  const before = lately.get(text)
  if (before?.holes === holes) return before.reading
  const reading = readNow(holed)
  const [oldest] = lately.size < MOST_LATELY ? [] : lately.keys()
  if (oldest !== undefined) lately.delete(oldest)
  lately.set(text, { holes, reading })
  return reading
}

function readNow(holed: HoledText): TextReading {
  const { statements, comments } = parseSql(holed.text)
  return { statements: statements.map(each => readStatement(each, holed)), comments }
}

function readStatement(statement: TextStatement, holed: HoledText): StatementReading {
  const { start, end } = statement
  const isParsed = statement.kind === 'parsed'
  const said = isParsed ? readParsed(statement, holed) : readUnparsed(statement, holed)
  const interpolated = isParsed ? interpolatedValues(statement.node, holed) : []
  return { ...said, range: { start, end }, interpolated }
}

type Said = Pick<StatementReading, 'located' | 'errors'>

function readParsed(statement: ParsedStatement, holed: HoledText): Said {
  const { text } = holed
  const block = readDo(text, statement)
  const errors = block?.errors ?? bodyErrors(text, statement)
  if (errors.length > 0 && isTemplate(text.slice(statement.start, statement.end), holed)) {
    return alone(UNKNOWN_TEXT, headOf(text, statement))
  }
  return { located: block?.located ?? locateStatement(text, statement), errors }
}

/** A hole may stand for anything, and another database's words are no mistakes; the rest is a parse error. */
function readUnparsed(statement: UnparsedStatement, holed: HoledText): Said {
  const { start, end, message } = statement
  const range = firstLine(holed.text, start, end)
  const body = holed.text.slice(start, end)
  if (statement.kind === 'command') return alone(commandOperation(body), range)
  if (statement.kind === 'limit') return alone({ kind: 'opaque', reason: 'limit', message }, range)
  if (isTemplate(body, holed)) return alone(UNKNOWN_TEXT, range)
  const dialect = looksForeign(body)
  if (dialect) {
    const told = `${IN_LANGUAGE}${dialect}.`
    const inSqlite = dialect.includes('SQLite') ? lowerSqlite(body) : undefined
    return alone(
      { kind: 'opaque', reason: 'other dialect', message: told, ...(inSqlite && { inSqlite }) },
      range,
    )
  }
  const errors = [{ message, range: wordAt(holed.text, statement.at, statement) }]
  return { ...alone({ kind: 'opaque', reason: 'syntax error', message }, range), errors }
}

function alone(operation: BareOperation, range: Range): Said {
  return { located: [{ operation, range }], errors: [] }
}

const UNKNOWN_TEXT: BareOperation & { readonly message: string } = {
  kind: 'opaque',
  reason: 'run-time value',
  message: 'A statement with a value that is known only at run time does not parse without it.',
}

const IN_LANGUAGE = 'A statement in the language of '

/** The other database whose language a refused statement plainly is in. */
export function foreignLanguage({ reason, message }: Opaque): string | undefined {
  return reason === 'other dialect' && message.startsWith(IN_LANGUAGE)
    ? message.slice(IN_LANGUAGE.length, -1)
    : undefined
}

/** Whether an operation stands for a statement that PostgreSQL's grammar refused, for whatever reason. */
export function wasRefused({ reason, message }: Opaque): boolean {
  return reason === 'syntax error' || reason === 'other dialect' || message === UNKNOWN_TEXT.message
}

function isTemplate(body: string, holed: HoledText): boolean {
  return hasHole(body, holed) || hasPlaceholders(body)
}
