/** A fingerprint of a migration that changes with what it does, not with how it is laid out. */
import { hash } from 'node:crypto'
import type { Module } from '../../frontends/typescript/module.ts'

/** Fields of the syntax tree that tell only where and how something was written. */
const LAYOUT: ReadonlySet<string> = new Set([
  'range',
  'start',
  'end',
  'loc',
  // The cooked and the raw text of a template differ in escapes only.
  'raw',
  'parent',
  'comments',
  'hashbang',
])

/**
 * SHA-256 of the syntax tree, in hexadecimal: comments, white space, quotes, semicolons and trailing commas do not
 * count, a text of SQL counts character by character.
 */
export function checksumOf({ program }: Module): string {
  return hash('sha256', withoutLayout(program.body))
}

/** The tree as `JSON.stringify` prints it, whose replacer takes longer: the sums in databases are those of its text. */
function withoutLayout(tree: unknown): string {
  let text = ''
  const print = (value: unknown): void => {
    if (typeof value === 'string') text += quoted(value)
    else if (Array.isArray(value)) printAll(value)
    else if (value instanceof RegExp) text += quoted(String(value))
    else if (isNode(value)) printFields(value)
    else text += typeof value === 'bigint' ? `"${String(value)}n"` : JSON.stringify(value ?? null)
  }
  const printAll = (values: readonly unknown[]): void => {
    text += '['
    for (let i = 0; i < values.length; i++) {
      if (i > 0) text += ','
      print(values[i])
    }
    text += ']'
  }
  const printFields = (node: Fields): void => {
    let before = '{"'
    // No copy of the fields is made: that alone takes as long as all the rest.
    for (const name in node) {
      const value = node[name]
      if (value === undefined || LAYOUT.has(name)) continue
      text += before + name + '":'
      before = ',"'
      print(value)
    }
    text += before === '{"' ? '{}' : '}'
  }
  print(tree)
  return text
}

type Fields = Readonly<Record<string, unknown>>

function isNode(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

/** Names and most texts have nothing to escape: https://tc39.es/ecma262/#sec-quotejsonstring */
function quoted(text: string): string {
  return /^[\w .,:;*()<>=/'-]*$/u.test(text) ? `"${text}"` : JSON.stringify(text)
}
