/** Texts of rules with their placeholders filled. */
import type { Placeholders } from './rule.ts'

/** What stands for an object that the user did not name. */
const UNNAMED = '(unnamed)'

/** Puts the values in; a placeholder that the rule did not give is a mistake in the rule and throws. */
export function fillText(text: string, values: Placeholders): string {
  return textOf(templateOf(text, PLACEHOLDER), text, values)
}

/**
 * The same for a text with SQL to copy: a name with capital letters gets the quotes without which PostgreSQL
 * would fold it to lower case (https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS),
 * also where the rule makes a name of it: `{column}_new`. So does a reserved word: `ALTER TABLE user` is an error.
 */
export function fillSql(text: string, values: Placeholders): string {
  const parts = templateOf(text, WORD_WITH_PLACEHOLDER)
  let filled = ''
  let isWord = false
  for (const part of parts) {
    filled += isWord ? quotedWords(textOf(templateOf(part, PLACEHOLDER), text, values)) : part
    isWord = !isWord
  }
  return filled
}

/** At every other place of a template stands the name of a value. */
function textOf(template: readonly string[], text: string, values: Placeholders): string {
  let filled = template[0] ?? ''
  for (let i = 1; i < template.length; i += 2) {
    filled += valueOf(template[i] ?? '', text, values) + (template[i + 1] ?? '')
  }
  return filled
}

function quotedWords(word: string): string {
  return word.includes(', ') ? word.split(', ').map(quoted).join(', ') : quoted(word)
}

const PLACEHOLDER = /\{(\w+)\}/u

/** A placeholder with the letters that touch it. */
const WORD_WITH_PLACEHOLDER = /((?:\w|\{\w+\})*\{\w+\}(?:\w|\{\w+\})*)/u

/** Texts of rules by themselves: each is taken apart once, at every other place what the pattern captures. */
const templates = new Map<RegExp, Map<string, readonly string[]>>()

function templateOf(text: string, pattern: RegExp): readonly string[] {
  const own = templates.get(pattern) ?? new Map<string, readonly string[]>()
  templates.set(pattern, own)
  const template = own.get(text) ?? text.split(pattern)
  own.set(text, template)
  return template
}

/** Names as PostgreSQL's lexer takes them, with or without a schema. Key words stand in capitals only. */
const NAME = /^[A-Za-z_][\w$]*(?:\.[A-Za-z_][\w$]*)?$/u

/** Reserved words that tables and columns are called by, and that no rule gives as a word: not `default`, `table` or `true`. */
const RESERVED: ReadonlySet<string> = new Set(
  'asc case desc end from grant group limit offset order references to user when window'.split(' '),
)

function quoted(text: string): string {
  if (!NAME.test(text) || !/[a-z]/u.test(text)) return text
  const dot = text.indexOf('.')
  return dot < 0 ? quotedPart(text) : `${quotedPart(text.slice(0, dot))}.${quotedPart(text.slice(dot + 1))}`
}

function quotedPart(part: string): string {
  return /[A-Z]/u.test(part) || RESERVED.has(part) ? `"${part}"` : part
}

function valueOf(name: string, text: string, values: Placeholders): string {
  if (!(name in values)) throw new Error(`the text "${text}" needs a value for {${name}}`)
  return String(values[name] ?? UNNAMED)
}
