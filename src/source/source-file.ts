/** A text file as the user wrote it, and the way from an offset to a line and column. */

/** An immutable source text. Offsets everywhere are UTF-16 code units into `text`. */
export interface SourceFile {
  /** Relative to the project root, forward slashes; what reports print. */
  readonly path: string
  /** The content without a leading byte order mark. */
  readonly text: string
  /** Offset of the first character of each line; the first is 0. */
  readonly lineStarts: readonly number[]
}

/** A place for people and SARIF: both numbers count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Makes a source file from its path and content; a byte order mark is dropped, so that columns are those an editor shows. */
export function createSourceFile(path: string, content: string): SourceFile {
  const text = content.startsWith('\uFEFF') ? content.slice(1) : content
  let starts: readonly number[] | undefined
  return {
    path,
    text,
    // Most files never need them.
    get lineStarts() {
      return (starts ??= lineStartsOf(text))
    },
  }
}

/** The line and column of an offset; offsets beyond the end give the end. */
export function positionAt(file: SourceFile, offset: number): Position {
  const at = Math.max(0, Math.min(offset, file.text.length))
  let low = 0
  let high = file.lineStarts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((file.lineStarts[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: at - (file.lineStarts[low] ?? 0) + 1 }
}

/** The text of a line (counted from 1) without its line break; empty beyond the end. */
export function lineText(file: SourceFile, line: number): string {
  const start = file.lineStarts[line - 1]
  if (start === undefined) return ''
  return file.text.slice(start, file.lineStarts[line] ?? file.text.length).replace(/\r?\n$|\r$/u, '')
}

/** LF, CRLF and lone CR end a line, as in editors and in SARIF. */
function lineStartsOf(text: string): number[] {
  const starts = [0]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1)
  }
  return starts
}
