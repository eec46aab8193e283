/** What an editor has to know of a text of SQL before it is read: its comments, and whether it is SQL at all. */
import { hasPlaceholders, looksForeign } from './dialects.ts'
import { parseRaw } from './engine.ts'
import { codePointOffset } from './offsets.ts'
import { splitSql, type Chunk } from './split.ts'

/** A comment; `text` is what stands between its marks. */
export interface OutlinedComment {
  readonly kind: 'line' | 'block'
  readonly text: string
  readonly start: number
  readonly end: number
}

/** A text from outside. */
export interface SqlOutline {
  readonly comments: readonly OutlinedComment[]
  /** Why not one statement of the text can be read, and where the first of them stops being SQL. */
  readonly error: { readonly message: string; readonly at: number } | undefined
}

/** Takes a text apart by its lexical rules; the grammar is asked until it takes one statement. */
export function outlineSql(text: string): SqlOutline {
  const { chunks, comments } = splitSql(text)
  return {
    comments: comments.map(({ start, end }) => {
      const isLine = text.startsWith('--', start)
      const inner = text.slice(start + 2, isLine || !text.endsWith('*/', end) ? end : end - 2)
      return { kind: isLine ? 'line' : 'block', text: inner, start, end }
    }),
    error: errorIn(text, chunks),
  }
}

function errorIn(text: string, chunks: readonly Chunk[]): SqlOutline['error'] {
  let first: SqlOutline['error']
  for (const { kind, start, end } of chunks) {
    const body = text.slice(start, end)
    // Other languages are no mistakes, and what is filled in later cannot be told.
    if (kind === 'command' || body.includes('\0') || hasPlaceholders(body) || looksForeign(body))
      return undefined
    const raw = parseRaw(body)
    if (raw.kind !== 'refused') return undefined
    const { message, cursor } = raw.error
    first ??= { message, at: start + codePointOffset(body, cursor) }
  }
  return first
}
