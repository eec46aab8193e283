/** Writing out the SQL that Kysely's compiler gives for PostgreSQL. */
import { concatMapped, holesOf, standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import type { Given } from '../typescript/given.ts'
import { mappedOf } from '../typescript/value-tools.ts'
import type { Why } from '../typescript/values.ts'
import { quoteName, textOfGiven, write } from '../typescript/written-sql.ts'
import type { Part, Plugins, Query, Table } from './parts.ts'

/** A statement as it is sent. */
export interface Rendered {
  readonly text: MappedText
  /** The first thing that could not be told: the text is then not what is sent. */
  readonly problem?: Why | undefined
  /** The code puts values into the text by itself. */
  readonly interpolated: boolean
}

interface Context {
  readonly plugins: Plugins
  /** Tables that `withSchema` puts into its schema here. */
  readonly sources: ReadonlySet<string>
  readonly expressions: ReadonlySet<string>
  readonly immediate: boolean
  readonly state: { parameters: number; problem?: Why; interpolated: boolean }
}

/** Writes a statement of a Kysely with these plugins. */
export function render(part: Part, span: Span, plugins: Plugins): Rendered {
  const state: Context['state'] = { parameters: 0, interpolated: false }
  const text = written(part, span, {
    plugins,
    sources: new Set(),
    expressions: new Set(),
    immediate: false,
    state,
  })
  return { text, ...state }
}

function written(part: Part, span: Span, context: Context): MappedText {
  if (typeof part === 'string') return standingFor(part, span)
  if (!('part' in part)) return part
  switch (part.part) {
    case 'tree': {
      const parts = part.parts.map(each => written(each, part.span, context))
      return part.isText ? concatMapped(parts) : write(part.span, ...parts)
    }
    case 'parameter':
      return part.immediate || context.immediate
        ? literal(part.given, context)
        : parameter(part.given, context)
    case 'raw':
      if (holesOf(part.text).size > 0) context.state.interpolated = true
      return part.text
    case 'name':
      return quoted(part.text, part.span, context)
    case 'table':
      return tableName(part, context)
    case 'query':
      return write(part.span, ...inside(part, context))
    case 'immediate':
      return written(part.of, span, { ...context, immediate: true })
    case 'unreadable':
      context.state.problem ??= part.why
      return standingFor('', span)
  }
}

function parameter({ span }: Given, { state }: Context): MappedText {
  return standingFor(`$${String(++state.parameters)}`, span)
}

/** `appendImmediateValue`: https://github.com/kysely-org/kysely/blob/master/src/query-compiler/default-query-compiler.ts */
function literal(given: Given, { state }: Context): MappedText {
  const { value, span } = given
  if (value.kind === 'primitive') {
    if (value.value === undefined) state.problem ??= NO_LITERAL
    return standingFor(String(value.value), span)
  }
  if (value.kind === 'array' || value.kind === 'object') state.problem ??= NO_LITERAL
  return quoteText(value.kind === 'string' ? mappedOf(value) : textOfGiven(given), span)
}

const NO_LITERAL: Why = {
  reason: 'unknown call',
  message: 'Kysely refuses to write this value as a literal.',
  remedy: "Write the value as sql`'…'`.",
}

/** A string literal: quotes doubled, backslashes as they are. */
function quoteText(text: MappedText, span: Span): MappedText {
  if (text.text.includes("'")) return standingFor(`'${text.text.replaceAll("'", "''")}'`, span)
  return concatMapped([standingFor("'", span), text, standingFor("'", span)])
}

function tableName({ schema, name, role, span }: Table, context: Context): MappedText {
  const isPrefixed = role === 'foreign' || (role !== 'whole' && context.sources.has(name.text))
  const prefix = schema ?? (isPrefixed ? context.plugins.schema : undefined)
  const table = quoted(name, span, context)
  return prefix ? write(span, quoted(prefix, span, context), '.', table) : table
}

/** A name in quotes; one that a plugin changes stands for its place as a whole. */
function quoted(name: MappedText, span: Span, { plugins }: Context): MappedText {
  const isKnown = holesOf(name).size === 0
  const changed = isKnown ? plugins.snakeCase?.(name.text) : undefined
  return quoteName(changed === undefined || changed === name.text ? name : standingFor(changed, span), span)
}

/** https://github.com/kysely-org/kysely/blob/master/src/plugin/with-schema/with-schema-transformer.ts */
function inside(query: Query, context: Context): readonly MappedText[] {
  const expressions = new Set([...context.expressions, ...query.expressions])
  const own = sourcesOf(query.parts).filter(name => !expressions.has(name))
  const sources = new Set([...context.sources, ...own])
  const { schema = context.plugins.schema, snakeCase = context.plugins.snakeCase, problem } = query.plugins
  if (problem) context.state.problem ??= problem
  const inner = { ...context, plugins: { schema, snakeCase }, sources, expressions }
  return query.parts.map(each => written(each, query.span, inner))
}

function sourcesOf(parts: readonly Part[]): readonly string[] {
  return tablesIn(parts).flatMap(({ schema, name }) => (schema ? [] : [name.text]))
}

/** The tables that a statement itself reads or changes, without its subqueries. */
export function tablesIn(parts: readonly Part[]): readonly Table[] {
  return parts.flatMap(each => {
    if (typeof each === 'string' || !('part' in each)) return []
    if (each.part === 'tree') return tablesIn(each.parts)
    return each.part === 'table' && each.role === 'source' ? [each] : []
  })
}
