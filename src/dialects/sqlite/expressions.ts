/** Expressions where SQLite says the same by other words: https://www.sqlite.org/lang_createtable.html#the_default_clause */
import type { Expression, Literal } from '../../model/expression.ts'
import { SQLITE } from './identifiers.ts'

/** SQLite's time is that of UTC, as a text: https://www.sqlite.org/lang_createtable.html#the_default_clause */
const NOW =
  /^\(?(?:now|transaction_timestamp|statement_timestamp|clock_timestamp)\(\)\)?$|^\(?(?:current_timestamp|localtimestamp)(?:\(\d\))?\)?$|^\(?timezone\('utc'(?:::text)?, (?:now\(\)|current_timestamp)\)\)?$|^\(?(?:now\(\)|current_timestamp) at time zone 'utc'\)?$/iu

/** A random UUID of version 4, put together from random bytes. */
const UUID =
  `(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
  substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))`.replace(
    /\s+/gu,
    ' ',
  )

const SAID_OTHERWISE: readonly (readonly [RegExp, string])[] = [
  [NOW, 'CURRENT_TIMESTAMP'],
  [/^\(?current_date(?:\(\))?\)?$/iu, 'CURRENT_DATE'],
  [/^\(?(?:current_time|localtime)(?:\(\d\))?\)?$/iu, 'CURRENT_TIME'],
  [/^\(?(?:gen_random_uuid|uuid_generate_v4|uuidv4)\(\)\)?$/iu, UUID],
]

/** Functions that number rows or tell of the server: SQLite takes the text and fails at the first row. */
const WITHOUT_LIKENESS =
  /\b(nextval|currval|setval|pg_\w+|current_setting|to_tsvector|uuid_generate_v1|uuidv7)\s*\(/iu

/** What the expression of a DEFAULT becomes. */
export type DefaultText =
  | { readonly text: string; /** The same for every row. */ readonly constant: boolean }
  | { readonly refused: string }

/** The expression behind DEFAULT; SQLite wants parentheses around all but constants and the words for now. */
export function defaultText(expression: Expression): DefaultText {
  const { literal, sql } = expression
  if (isConstant(sql)) return { text: sql, constant: true }
  if (literal !== undefined) return { text: constantText(literal), constant: true }
  const otherwise = SAID_OTHERWISE.find(([pattern]) => pattern.test(sql.trim()))?.[1]
  if (otherwise !== undefined) return { text: otherwise, constant: false }
  const missing = WITHOUT_LIKENESS.exec(sql)?.[1]
  if (missing !== undefined) return { refused: `SQLite has no function ${missing}` }
  return { text: `(${sql})`, constant: false }
}

function isConstant(sql: string): boolean {
  return /^(?:'(?:[^']|'')*'|[+-]?\d+(?:\.\d+)?|x'[0-9a-f]*'|true|false|null)$/iu.test(sql.trim())
}

function constantText(value: Literal): string {
  return typeof value === 'string' ? SQLITE.literal(value) : value === null ? 'NULL' : String(value)
}
