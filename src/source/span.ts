/** A range of characters in a source file. */
import { positionAt, type Position, type SourceFile } from './source-file.ts'

/** From `start` up to but not including `end`, in UTF-16 code units of `file.text`. */
export interface Span {
  readonly file: SourceFile
  readonly start: number
  readonly end: number
}

/** First and last position of a span; `end` is just behind the last character. */
export interface Region {
  readonly start: Position
  readonly end: Position
}

/** Makes a span; a reversed or overlong range is cut to the file. */
export function spanOf(file: SourceFile, start: number, end: number): Span {
  const from = Math.max(0, Math.min(start, file.text.length))
  return { file, start: from, end: Math.max(from, Math.min(end, file.text.length)) }
}

/** The span as lines and columns. */
export function regionOf(span: Span): Region {
  return { start: positionAt(span.file, span.start), end: positionAt(span.file, span.end) }
}

/** The characters of a span. */
export function textOf(span: Span): string {
  return span.file.text.slice(span.start, span.end)
}
