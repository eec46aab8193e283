/** Files that hold both directions, parted by comments that their tool reads. */
import type { TransactionScope } from '../../model/migration.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf, type Span } from '../../source/span.ts'
import { readChunks, type SqlChunk, type SqlDirection } from '../sql-sections.ts'
import { sqlText } from '../sql-text.ts'

/** What a comment line says to its tool. */
interface Mark {
  readonly direction?: 'up' | 'down' | undefined
  /** The direction, or the file when there is none, runs without the tool's transaction. */
  readonly optOut?: boolean | undefined
  /** A statement block begins or ends: the tool does not split what is between. */
  readonly block?: 'begin' | 'end' | undefined
}

interface Tool {
  readonly scope: TransactionScope
  readonly optedOut: TransactionScope
  readonly sending: SqlChunk['sending']
  /** It knows a migration by the number that its file's name begins with. */
  readonly byNumber?: true
  mark(line: string): Mark | undefined
}

const direction = (word: string | undefined): Mark['direction'] =>
  word?.toLowerCase() === 'down' ? 'down' : 'up'

const BLOCK = /^StatementBegin\b|^StatementEnd\b/iu
const blockMark = (word: string): Mark => ({ block: /begin/iu.test(word) ? 'begin' : 'end' })

/**
 * dbmate and node-pg-migrate send a section in one string; goose and sql-migrate split it at semicolons.
 * https://github.com/amacneil/dbmate#migration-options, https://pressly.github.io/goose/documentation/annotations,
 * https://github.com/rubenv/sql-migrate#writing-migrations, https://github.com/jackc/tern#migrations,
 * https://salsita.github.io/node-pg-migrate
 */
const TOOLS: readonly Tool[] = [
  {
    scope: 'migration',
    optedOut: 'query',
    sending: 'together',
    byNumber: true,
    mark(line) {
      const found = /^--\s*migrate:(up|down)\b(.*)$/u.exec(line)
      if (!found) return undefined
      return { direction: direction(found[1]), optOut: /\btransaction:false\b/u.test(found[2] ?? '') }
    },
  },
  {
    scope: 'migration',
    optedOut: 'none',
    sending: 'apart',
    byNumber: true,
    mark(line) {
      const word = /^--\s*\+goose\s+(.*)$/iu.exec(line)?.[1]
      if (word === undefined) return undefined
      if (/^(up|down)\b/iu.test(word)) return { direction: direction(word.slice(0, 4).trim()) }
      if (/^no transaction\b/iu.test(word)) return { optOut: true }
      return BLOCK.test(word) ? blockMark(word) : undefined
    },
  },
  {
    scope: 'migration',
    optedOut: 'none',
    sending: 'apart',
    mark(line) {
      const [, word = '', rest = ''] = /^--\s*\+migrate\s+(\w+)(.*)$/u.exec(line) ?? []
      if (/^(up|down)$/iu.test(word))
        return { direction: direction(word), optOut: /\bnotransaction\b/u.test(rest) }
      return BLOCK.test(word) ? blockMark(word) : undefined
    },
  },
  {
    scope: 'run',
    optedOut: 'query',
    sending: 'together',
    mark(line) {
      const found = /^\s*--[\s-]*(up|down)\s+migration/iu.exec(line)
      return found ? { direction: direction(found[1]) } : undefined
    },
  },
  {
    scope: 'migration',
    optedOut: 'none',
    sending: 'together',
    byNumber: true,
    mark(line) {
      if (/^---- create above \/ drop below ----/u.test(line)) return { direction: 'down' }
      return /^---- tern: disable-tx ----/u.test(line) ? { optOut: true } : undefined
    },
  },
]

/** A quick look before the lines are gone through. */
const ANY_MARK =
  /^[ \t]*--[ \t-]*(?:migrate:|\+goose\b|\+migrate\b|(?:up|down)\s+migration|create above|tern:)/imu

/** One direction of a file with sections. */
interface Section extends SqlDirection {
  readonly transaction: TransactionScope
  readonly head: Span
}

/** Both directions; a direction without its comment is absent. */
export interface Sections {
  readonly up?: Section | undefined
  readonly down?: Section | undefined
}

/** Reads a file that has section comments; undefined for all others. `sending` overrides how the tool sends it. */
export function readSections(file: SourceFile, sending?: SqlChunk['sending']): Sections | undefined {
  const found = toolOf(file)
  return found && sectionsOf(file, sending ? { ...found.tool, sending } : found.tool, found.marks)
}

/** Whether the comments of a file are those of a tool that knows it by the number before its name. */
export function isKnownByNumber(file: SourceFile | undefined): boolean {
  return file !== undefined && toolOf(file)?.tool.byNumber === true
}

/** The tool whose comments part the file. */
function toolOf(
  file: SourceFile,
): { readonly tool: Tool; readonly marks: readonly PlacedMark[] } | undefined {
  if (!ANY_MARK.test(file.text)) return undefined
  for (const tool of TOOLS) {
    const marks = marksOf(file, tool)
    if (marks.some(mark => mark.direction !== undefined)) return { tool, marks }
  }
  return undefined
}

interface PlacedMark extends Mark {
  readonly start: number
  readonly end: number
}

function marksOf(file: SourceFile, tool: Tool): readonly PlacedMark[] {
  const marks: PlacedMark[] = []
  file.lineStarts.forEach((start, i) => {
    if (!file.text.startsWith('--', start)) return
    const line = file.text.slice(start, file.lineStarts[i + 1]).trimEnd()
    const mark = tool.mark(line)
    if (mark) marks.push({ ...mark, start, end: start + line.length })
  })
  return marks
}

/** What stands before the first direction is comments and belongs to it; tern's up side has no mark of its own. */
function sectionsOf(file: SourceFile, tool: Tool, marks: readonly PlacedMark[]): Sections {
  const heads = marks.filter(mark => mark.direction !== undefined)
  const optOut = marks.some(mark => mark.direction === undefined && mark.optOut === true)
  const downOnly = heads.every(mark => mark.direction === 'down')
  const bounds = downOnly ? [{ direction: 'up' as const, start: 0, end: 0 }, ...heads] : heads
  const read = (wanted: 'up' | 'down'): Section | undefined => {
    const at = bounds.findIndex(mark => mark.direction === wanted)
    const head = bounds[at]
    if (!head) return undefined
    const range = { start: at === 0 ? 0 : head.start, end: bounds[at + 1]?.start ?? file.text.length }
    const direction = readChunks(chunksOf(file, tool, marks, range))
    const transaction = optOut || head.optOut === true ? tool.optedOut : tool.scope
    return { ...direction, transaction, head: spanOf(file, head.start, head.end) }
  }
  return { up: read('up'), down: read('down') }
}

/** Statement blocks are sent in one string, the rest as the tool does. */
function chunksOf(
  file: SourceFile,
  tool: Tool,
  marks: readonly PlacedMark[],
  range: { readonly start: number; readonly end: number },
): readonly SqlChunk[] {
  const chunks: SqlChunk[] = []
  let from = range.start
  let sending = tool.sending
  const cut = (to: number): void => {
    if (to > from) chunks.push({ text: sqlText(file, from, to), sending })
    from = to
  }
  for (const mark of marks) {
    if (mark.block === undefined || mark.start < range.start || mark.start >= range.end) continue
    cut(mark.start)
    sending = mark.block === 'begin' ? 'together' : tool.sending
  }
  cut(range.end)
  return chunks
}
