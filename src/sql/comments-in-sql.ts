/** The comments in a text of SQL, which an editor has to know before anything is read. */
import { splitSql } from './split.ts'

/** A comment; `text` is what stands between its marks. */
export interface CommentInSql {
  readonly kind: 'line' | 'block'
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Takes a text apart by its lexical rules, which do not fail. */
export function commentsInSql(text: string): readonly CommentInSql[] {
  return splitSql(text).comments.map(({ start, end }) => {
    const isLine = text.startsWith('--', start)
    const inner = text.slice(start + 2, isLine || !text.endsWith('*/', end) ? end : end - 2)
    return { kind: isLine ? 'line' : 'block', text: inner, start, end }
  })
}
