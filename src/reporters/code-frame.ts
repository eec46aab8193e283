/** The line of a finding with its very characters underlined. */
import { lineText } from '../source/source-file.ts'
import { regionOf, type Span } from '../source/span.ts'
import { graphemes, harmless, widthOfGrapheme } from './terminal-text.ts'

/** A source line cut to fit, and the underline below it: `before`, `marked` and `after` make up the line. */
export interface CodeFrame {
  readonly line: number
  readonly before: string
  readonly marked: string
  readonly after: string
  /** Columns left of the underline, and its length: never 0, so that an empty span is seen too. */
  readonly indent: number
  readonly length: number
  /** Set when the span goes on below this line. */
  readonly lastLine?: number | undefined
}

const TAB_STOP = 4
const CUT = '…'

/** A character as shown, where it came from, and how wide it is. */
interface Cell {
  readonly text: string
  readonly offset: number
  readonly width: number
}

/** The frame of a span, at most `width` columns wide: longer lines are cut around the span. */
export function codeFrame(span: Span, width: number): CodeFrame {
  const { start, end } = regionOf(span)
  const line = lineText(span.file, start.line)
  const from = start.column - 1
  const to = end.line > start.line ? line.length : Math.min(end.column - 1, line.length)
  const near = neighbourhood(line, from, width)
  const cells = withoutMargin(cellsOf(harmless(near.text), near.offset), from)
  const first = cells.filter(cell => cell.offset < from).length
  const behind = Math.max(first, cells.filter(cell => cell.offset < to).length)
  const [left, right] = windowOf(cells, first, behind, width)
  const cutLeft = left > 0 || near.offset > 0
  const shownTo = Math.min(behind, right)
  return {
    line: start.line,
    before: (cutLeft ? CUT : '') + join(cells, left, first),
    marked: join(cells, first, shownTo),
    after: join(cells, behind, right) + (right < cells.length || near.cutRight ? CUT : ''),
    indent: (cutLeft ? 1 : 0) + widthBetween(cells, left, first),
    length: Math.max(1, widthBetween(cells, first, shownTo)),
    lastLine: end.line > start.line ? end.line : undefined,
  }
}

/** Lines of minified or generated files may have millions of characters; only those near the span are looked at. */
function neighbourhood(line: string, from: number, width: number) {
  const reach = 4 * width
  const long = line.length > 2 * reach
  const offset = long ? Math.max(0, from - reach) : 0
  const text = long ? line.slice(offset, from + reach) : line
  return { text, offset, cutRight: offset + text.length < line.length }
}

function cellsOf(text: string, start: number): readonly Cell[] {
  const cells: Cell[] = []
  let offset = start
  let column = 0
  for (const each of graphemes(text)) {
    const width = each === '\t' ? TAB_STOP - (column % TAB_STOP) : widthOfGrapheme(each)
    cells.push({ text: each === '\t' ? ' '.repeat(width) : each, offset, width })
    offset += each.length
    column += width
  }
  return cells
}

/** Indentation says nothing in a frame of one line. */
function withoutMargin(cells: readonly Cell[], from: number): readonly Cell[] {
  const start = cells.findIndex(cell => cell.text.trim() !== '' || cell.offset >= from)
  return start > 0 ? cells.slice(start) : cells
}

/** Which cells to show: all when they fit, else some in front of the span and then as many as there is room for. */
function windowOf(cells: readonly Cell[], first: number, behind: number, width: number): [number, number] {
  if (widthBetween(cells, 0, cells.length) <= width) return [0, cells.length]
  const room = Math.max(8, width - 2)
  const wanted = Math.min(widthBetween(cells, first, behind), room)
  let left = first
  let lead = 0
  while (left > 0 && lead + wanted < room && lead < Math.max(room / 3, room - wanted - room / 3)) {
    left--
    lead += cells[left]?.width ?? 0
  }
  let right = left
  let used = 0
  while (right < cells.length && used + (cells[right]?.width ?? 0) <= room) {
    used += cells[right]?.width ?? 0
    right++
  }
  return [left, right]
}

function join(cells: readonly Cell[], from: number, to: number): string {
  return cells.slice(from, Math.max(from, to)).map(cell => cell.text).join('') // prettier-ignore
}

function widthBetween(cells: readonly Cell[], from: number, to: number): number {
  return cells.slice(from, Math.max(from, to)).reduce((sum, cell) => sum + cell.width, 0)
}
