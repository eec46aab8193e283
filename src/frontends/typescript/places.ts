/** Bringing what code of other files says to the place in the migration that led there. */
import { mappedText, type MappedText, type Piece } from '../../source/mapped-text.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf, type Span } from '../../source/span.ts'

/** Code and its data; the text of a file of SQL keeps its place, because findings about it are read there. */
const CODE = /\.(?:[cm]?[jt]sx?|json)$/u

/** Whether a place is in the code of another file. */
export function isElsewhere({ file }: Span, home: SourceFile): boolean {
  return file !== home && file.path !== home.path && CODE.test(file.path)
}

/** The text with its pieces from other files where the migration inserts them, or at the place that hands them over. */
export function broughtHome(text: MappedText, home: SourceFile, place: Span): MappedText {
  const { pieces } = text
  if (!pieces.some(({ span }) => isElsewhere(span, home))) return text
  let before: Piece | undefined
  const moved = pieces.map((piece, i) => {
    if (!isElsewhere(piece.span, home)) {
      before = piece
      return piece
    }
    const span = insertionBehind(before, home) ?? insertionBefore(pieces, i, home) ?? place
    return { ...piece, span, atomic: true, written: piece.span }
  })
  return mappedText(text.text, moved)
}

/** No `${…}` that inserts a text is longer. */
const LONGEST = 200

/** The `${…}` right behind a piece. */
function insertionBehind(piece: Piece | undefined, home: SourceFile): Span | undefined {
  if (piece?.span.file !== home) return undefined
  const { end } = piece.span
  const found = /^\$\{[^{}]*\}/u.exec(home.text.slice(end, end + LONGEST))
  return found ? spanOf(home, end, end + found[0].length) : undefined
}

/** The `${…}` right before the next piece that is at home. */
function insertionBefore(pieces: readonly Piece[], index: number, home: SourceFile): Span | undefined {
  const next = pieces[index + 1]
  if (next?.span.file !== home) return undefined
  const { start } = next.span
  const found = /\$\{[^{}]*\}$/u.exec(home.text.slice(Math.max(0, start - LONGEST), start))
  return found ? spanOf(home, start - found[0].length, start) : undefined
}
