/** A fingerprint of a migration that changes with what it does, not with how it is laid out. */
import { createHash } from 'node:crypto'
import type { Module } from '../../frontends/typescript/module.ts'

/** Fields of the syntax tree that tell only where and how something was written. */
const LAYOUT: ReadonlySet<string> = new Set([
  'range',
  'start',
  'end',
  'loc',
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
  return createHash('sha256').update(JSON.stringify(program.body, withoutLayout)).digest('hex')
}

function withoutLayout(key: string, value: unknown): unknown {
  if (LAYOUT.has(key)) return undefined
  if (typeof value === 'bigint') return `${String(value)}n`
  // The cooked and the raw text of a template differ in escapes only.
  return value instanceof RegExp ? String(value) : value
}
