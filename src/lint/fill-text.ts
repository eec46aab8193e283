/** Texts of rules with their placeholders filled. */
import type { Placeholders } from './rule.ts'

/** What stands for an object that the user did not name. */
const UNNAMED = '(unnamed)'

/** Puts the values in; a placeholder that the rule did not give is a mistake in the rule and throws. */
export function fillText(text: string, values: Placeholders): string {
  return text.replace(PLACEHOLDER, (_, name: string) => valueOf(name, text, values))
}

/**
 * The same for a text with SQL to copy: a name with capital letters gets the quotes without which PostgreSQL
 * would fold it to lower case (https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS),
 * also where the rule makes a name of it: `{column}_new`. So does a reserved word: `ALTER TABLE user` is an error.
 */
export function fillSql(text: string, values: Placeholders): string {
  return partsOf(text)
    .map((part, i) => (i % 2 === 0 ? part : filledWord(part, text, values)))
    .join('')
}

function filledWord(word: string, text: string, values: Placeholders): string {
  return word
    .replace(PLACEHOLDER, (_, name: string) => valueOf(name, text, values))
    .split(', ')
    .map(quoted)
    .join(', ')
}

/** Texts of rules by themselves: each is taken apart once, at every other place a word with placeholders. */
const parts = new Map<string, readonly string[]>()

function partsOf(text: string): readonly string[] {
  const known = parts.get(text) ?? text.split(WORD_WITH_PLACEHOLDER)
  parts.set(text, known)
  return known
}

const PLACEHOLDER = /\{(\w+)\}/gu

/** A placeholder with the letters that touch it. */
const WORD_WITH_PLACEHOLDER = /((?:\w|\{\w+\})*\{\w+\}(?:\w|\{\w+\})*)/u

/** Names as PostgreSQL's lexer takes them, with or without a schema. Key words stand in capitals only. */
const NAME = /^[A-Za-z_][\w$]*(?:\.[A-Za-z_][\w$]*)?$/u

/** Reserved words that tables and columns are called by, and that no rule gives as a word: not `default`, `table` or `true`. */
const RESERVED: ReadonlySet<string> = new Set(
  'asc case desc end from grant group limit offset order references to user when window'.split(' '),
)

function quoted(text: string): string {
  if (!NAME.test(text) || !/[a-z]/u.test(text)) return text
  return text.replace(/[\w$]+/gu, part => (/[A-Z]/u.test(part) || RESERVED.has(part) ? `"${part}"` : part))
}

function valueOf(name: string, text: string, values: Placeholders): string {
  if (!(name in values)) throw new Error(`the text "${text}" needs a value for {${name}}`)
  return String(values[name] ?? UNNAMED)
}
