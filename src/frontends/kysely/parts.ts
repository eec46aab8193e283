/** SQL as Kysely's builders keep it: a tree that is written out only when it is sent, because the place decides how. */
import type { MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import type { Given } from '../typescript/given.ts'
import type { HostObject, Value, Why } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'

/** A piece of SQL; plain strings are the words that Kysely adds. */
export type Part =
  string | MappedText | Tree | Parameter | Raw | Name | Table | Query | Immediate | Unreadable

/** Parts one after the other, said by one call. */
export interface Tree {
  readonly part: 'tree'
  /** A text of the code, which ends where it ends and not with the call. */
  readonly isText?: true | undefined
  readonly span: Span
  readonly parts: readonly Part[]
}

/** A value: a parameter of the query, or a literal where Kysely writes values out. */
export interface Parameter {
  readonly part: 'parameter'
  readonly given: Given
  readonly immediate?: true | undefined
}

/** A text that Kysely sends as it is. */
export interface Raw {
  readonly part: 'raw'
  readonly text: MappedText
  /** What it was made of. */
  readonly value: Value
}

/** One name, which is written in quotes. */
export interface Name {
  readonly part: 'name'
  readonly text: MappedText
  readonly span: Span
}

/** What the plugins of a Kysely do to its queries. */
export interface Plugins {
  /** Of its `withSchema`. */
  readonly schema?: MappedText | undefined
  /** How `CamelCasePlugin` writes names. */
  readonly snakeCase?: ((name: string) => string) | undefined
  /** A plugin that is not known may do anything. */
  readonly problem?: Why | undefined
}

/**
 * The name of a table. `withSchema` puts its schema before those that a statement reads or changes, before references
 * to these, and before the targets of foreign keys.
 */
export interface Table {
  readonly part: 'table'
  readonly schema?: MappedText | undefined
  readonly name: MappedText
  readonly role: 'source' | 'reference' | 'foreign' | 'whole'
  readonly span: Span
}

/** A whole statement or subquery. */
export interface Query {
  readonly part: 'query'
  readonly verb: 'select' | 'insert' | 'update' | 'delete' | 'merge' | 'schema'
  readonly span: Span
  readonly parts: readonly Part[]
  /** The names of its common table expressions, which are in no schema. */
  readonly expressions: readonly string[]
  /** Of the Kysely that it was made with. */
  readonly plugins: Plugins
}

/** What is written with its values as literals: https://kysely-org.github.io/kysely-apidoc/classes/CreateViewBuilder.html#as */
export interface Immediate {
  readonly part: 'immediate'
  readonly of: Part
}

/** What cannot be told from the code. */
export interface Unreadable {
  readonly part: 'unreadable'
  readonly why: Why
}

/** An object of Kysely that can stand inside of a query. */
export interface SqlHost extends HostObject {
  /** Its SQL; asking for it makes it a part of something else. */
  readonly embed: () => Part
}

/** Parts one after the other. */
export function tree(span: Span, ...parts: readonly Part[]): Tree {
  return { part: 'tree', span, parts }
}

/** Parts with a separator between them. */
export function separated(span: Span, parts: readonly Part[], separator = ', '): Tree {
  return tree(span, ...parts.flatMap((part, i) => (i === 0 ? [part] : [separator, part])))
}

/** A part in parentheses. */
export function inParens(span: Span, part: Part): Tree {
  return tree(span, '(', part, ')')
}

/** A query in parentheses, as it stands inside of others; anything else as it is. */
export function operand(part: Part): Part {
  return isQuery(part) ? inParens(part.span, part) : part
}

/** Whether a part is a whole statement or subquery. */
export function isQuery(part: Part): part is Query {
  return typeof part !== 'string' && 'part' in part && part.part === 'query'
}

/** A text that Kysely sends as it is. */
export function raw(given: Given): Raw {
  return { part: 'raw', text: textOfGiven(given), value: given.value }
}

/** The value of the only text that a part consists of, where there is nothing else. */
export function onlyRaw(part: Part): Value | undefined {
  if (typeof part === 'string' || !('part' in part)) return undefined
  if (part.part === 'raw') return part.value
  if (part.part !== 'tree' && part.part !== 'query') return undefined
  const [first, ...more] = part.parts.filter(each =>
    typeof each === 'string' ? each !== '' : !('text' in each) || 'part' in each || each.text !== '',
  )
  return first !== undefined && more.length === 0 ? onlyRaw(first) : undefined
}

/** What cannot be told. */
export function unreadable(message: string, reason: Why['reason'] = 'run-time value'): Unreadable {
  const remedy = 'Write the change out in the migration itself.'
  return { part: 'unreadable', why: { reason, message, remedy } }
}

/** The SQL of an object of Kysely. */
export function partOf(value: Value | undefined): Part | undefined {
  if (value?.kind !== 'host' || !('embed' in value.host)) return undefined
  return (value.host as SqlHost).embed()
}
