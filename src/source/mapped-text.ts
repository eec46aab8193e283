/** A text made of pieces of source files: every character of it still knows where the user wrote it. */
import type { SourceFile } from './source-file.ts'
import { spanOf, type Span } from './span.ts'

/**
 * A piece of a mapped text, `length` characters long.
 * A linear piece has as many characters as its span and maps one to one. An atomic piece (an escape
 * sequence, a placeholder for `${…}`, CRLF read as LF) maps every character to the whole span.
 */
export interface Piece {
  readonly length: number
  readonly span: Span
  readonly atomic: boolean
  /** Set on the placeholder of a value that is not known: the source text of that value. */
  readonly hole?: string | undefined
  /** Where it is really written, when its span is only the place that hands it over. */
  readonly written?: Span | undefined
}

/** A text with the origin of its characters; `pieces` cover `text` from left to right without gaps. */
export interface MappedText {
  readonly text: string
  readonly pieces: readonly Piece[]
  /** Start of each piece in `text`, for binary search. */
  readonly starts: readonly number[]
}

/** Joins texts and pieces of text. */
export function mappedText(text: string, pieces: readonly Piece[]): MappedText {
  const kept = pieces.filter(piece => piece.length > 0)
  const starts: number[] = []
  let at = 0
  for (const piece of kept) {
    starts.push(at)
    at += piece.length
  }
  if (at !== text.length) throw new RangeError(`pieces cover ${at} of ${text.length} characters`)
  return { text, pieces: kept, starts }
}

/** The characters of a file as they stand. */
export function verbatim(file: SourceFile, start = 0, end = file.text.length): MappedText {
  const span = spanOf(file, start, end)
  return mappedText(file.text.slice(span.start, span.end), [
    { length: span.end - span.start, span, atomic: false },
  ])
}

/** A text that stands for a range as a whole: a computed value, a cooked escape, a placeholder. */
export function standingFor(text: string, span: Span): MappedText {
  return mappedText(text, [{ length: text.length, span, atomic: true }])
}

/**
 * A placeholder for a value that is not known, written `source` by the user. It is one PostgreSQL identifier,
 * the same for the same source, made of private-use characters so that no real name is like it and folding
 * to lower case leaves it alone; it stays far under the 63 bytes at which PostgreSQL cuts identifiers.
 */
export function hole(source: string, span: Span): MappedText {
  const text = HOLE_START + [...hash(source)].map(digit => HOLE_DIGITS[parseInt(digit, 16)]).join('')
  return mappedText(text, [{ length: text.length, span, atomic: true, hole: source }])
}

/** The placeholders in a text, and the source that each stands for. */
export function holesOf(mapped: MappedText): ReadonlyMap<string, string> {
  const holes = new Map<string, string>()
  mapped.pieces.forEach((piece, i) => {
    const start = mapped.starts[i] ?? 0
    if (piece.hole !== undefined) holes.set(mapped.text.slice(start, start + piece.length), piece.hole)
  })
  return holes
}

/** A text that came out of a parser, with each placeholder shown as the user wrote it: `${table}`. */
export function showHoles(text: string, holes: ReadonlyMap<string, string>): string {
  if (holes.size === 0 || !text.includes(HOLE_START)) return text
  let shown = text
  for (const [placeholder, source] of holes) shown = shown.replaceAll(placeholder, `\${${source}}`)
  return shown
}

const HOLE_START = '\uE000'
const HOLE_DIGITS = Array.from({ length: 16 }, (_, digit) => String.fromCharCode(0xe010 + digit))

/** FNV-1a, 32 bits: enough to tell the few values of one migration apart. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return (value >>> 0).toString(16).padStart(8, '0')
}

/** The texts one after the other. */
export function concatMapped(texts: readonly MappedText[]): MappedText {
  const only = texts.length === 1 ? texts[0] : undefined
  if (only) return only
  return mappedText(
    texts.map(each => each.text).join(''),
    texts.flatMap(each => each.pieces),
  )
}

/** The part from `start` up to `end`, counted in characters of the mapped text. */
export function sliceMapped(mapped: MappedText, start: number, end = mapped.text.length): MappedText {
  const pieces: Piece[] = []
  for (let i = pieceIndexAt(mapped, start); i < mapped.pieces.length; i++) {
    const piece = mapped.pieces[i]
    const pieceStart = mapped.starts[i]
    if (!piece || pieceStart === undefined || pieceStart >= end) break
    const from = Math.max(start, pieceStart)
    const to = Math.min(end, pieceStart + piece.length)
    if (to <= from) continue
    const span = piece.atomic
      ? piece.span
      : spanOf(piece.span.file, piece.span.start + from - pieceStart, piece.span.start + to - pieceStart)
    pieces.push({ ...piece, length: to - from, span })
  }
  return mappedText(mapped.text.slice(start, end), pieces)
}

/**
 * Where the characters from `start` up to `end` stand in the source. When they come from several files
 * the part in the file of the first character is given; an empty range gives an empty span.
 */
export function sourceSpan(mapped: MappedText, start: number, end: number): Span {
  const firstIndex = pieceIndexAt(mapped, Math.min(start, Math.max(0, mapped.text.length - 1)))
  const first = mapped.pieces[firstIndex]
  if (!first) throw new RangeError('an empty text has no place in the source')
  const written = startIn(first, start - (mapped.starts[firstIndex] ?? 0))
  if (end <= start) return spanOf(first.span.file, written, written)
  const from = insertedAt(mapped, firstIndex, end) ?? written
  for (let i = pieceIndexAt(mapped, end - 1); i >= firstIndex; i--) {
    const last = mapped.pieces[i]
    if (last?.span.file !== first.span.file) continue
    const to =
      i === pieceIndexAt(mapped, end - 1) ? endIn(last, end - (mapped.starts[i] ?? 0)) : last.span.end
    if (to >= from) return spanOf(first.span.file, from, to)
  }
  return spanOf(first.span.file, from, first.span.end)
}

/** Where the characters from `start` on are really written; undefined when that is their place. */
export function writtenSpan(mapped: MappedText, start: number, end: number): Span | undefined {
  const index = pieceIndexAt(mapped, Math.min(start, Math.max(0, mapped.text.length - 1)))
  const piece = mapped.pieces[index]
  if (!piece?.written) return undefined
  const { file, start: from, end: to } = piece.written
  if (to - from !== piece.length) return piece.written
  const at = mapped.starts[index] ?? 0
  return spanOf(file, from + start - at, from + Math.min(end - at, piece.length))
}

/** `${…}` right before a place. */
const INSERTION = /\$\{[^{}]*\}$/u
const LONGEST_INSERTION = 200

/**
 * Where a range that begins with a text from elsewhere is put together: at the `${…}` that inserts this text.
 * Undefined when the range begins, or stands as a whole, where it is written.
 */
function insertedAt({ pieces, starts }: MappedText, firstIndex: number, end: number): number | undefined {
  let last = pieces[firstIndex]
  for (let i = firstIndex + 1; last && (starts[i] ?? end) < end; i++) {
    const next = pieces[i]
    if (next?.span.file !== last.span.file) return undefined
    if (next.span.start !== last.span.end) {
      const at = next.span.start
      const inserted = INSERTION.exec(last.span.file.text.slice(Math.max(0, at - LONGEST_INSERTION), at))
      const from = at - (inserted?.[0].length ?? 0)
      const isThere = last.span.end > from && last.span.start < at
      return inserted && !isThere ? from : undefined
    }
    last = next
  }
  return undefined
}

function startIn(piece: Piece, offset: number): number {
  if (piece.atomic) return offset >= piece.length ? piece.span.end : piece.span.start
  return piece.span.start + Math.min(offset, piece.length)
}

function endIn(piece: Piece, offset: number): number {
  return piece.atomic ? piece.span.end : piece.span.start + Math.min(offset, piece.length)
}

function pieceIndexAt(mapped: MappedText, offset: number): number {
  let low = 0
  let high = mapped.starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((mapped.starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
