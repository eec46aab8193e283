/** `knex.raw(sql, bindings)`: https://knexjs.org/guide/raw.html */
import { concatMapped, sliceMapped, standingFor, type MappedText } from '../../source/mapped-text.ts'
import { columnize } from './text.ts'
import { escape } from './values.ts'
import { type Given, entriesOf, isGiven, listOf } from '../typescript/given.ts'

/** The text with its bindings in place; `\\?` is a question mark for PostgreSQL. */
export function bindRaw(sql: MappedText, bindings: Given | undefined): MappedText {
  if (!isGiven(bindings)) return replace(sql, ESCAPED, () => QUESTION)
  const named = entriesOf(bindings)
  if (named) {
    const values = new Map(named)
    return replace(
      replace(sql, NAMED, match => byName(match, values)),
      ESCAPED,
      () => QUESTION,
    )
  }
  if (bindings.value.kind === 'unknown') {
    return replace(sql, POSITIONAL, ([mark = '']) => (mark.startsWith('\\') ? QUESTION : bindings))
  }
  const values = listOf(bindings)
  let next = 0
  return replace(sql, POSITIONAL, ([mark = '']) => {
    if (mark.startsWith('\\')) return QUESTION
    const value = values[next++]
    return value && (mark === '??' ? columnize(value) : bound(value))
  })
}

const POSITIONAL = /\\\?|\?\??/gu
const ESCAPED = /\\\?/gu
const NAMED = /\\?(?::(\w+):(?=::)|:(\w+):(?!:)|:(\w+))/gu

const QUESTION = '?'

/** A binding that is a list stands for an array, as the driver sends it. */
function bound(value: Given): MappedText {
  return escape(value)
}

function byName(match: RegExpExecArray, values: ReadonlyMap<string, Given>): MappedText | string | undefined {
  if (match[0].startsWith('\\')) return match[0].slice(1)
  const identifier = match[1] ?? match[2]
  const value = values.get(identifier ?? match[3] ?? '')
  return value && (identifier === undefined ? bound(value) : columnize(value))
}

/** Puts something in the place of each match; a match stays where there is nothing for it. */
function replace(
  sql: MappedText,
  pattern: RegExp,
  by: (match: RegExpExecArray) => MappedText | Given | string | undefined,
): MappedText {
  const parts: MappedText[] = []
  let done = 0
  for (const match of sql.text.matchAll(pattern)) {
    const found = sliceMapped(sql, match.index, match.index + match[0].length)
    const piece = by(match)
    const span = found.pieces[0]?.span
    if (piece === undefined || !span) continue
    parts.push(sliceMapped(sql, done, match.index))
    if (typeof piece === 'string') parts.push(standingFor(piece, span))
    else parts.push('value' in piece ? standingFor('$1', piece.span) : piece)
    done = match.index + match[0].length
  }
  return parts.length === 0 ? sql : concatMapped([...parts, sliceMapped(sql, done)])
}
