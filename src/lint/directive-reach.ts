/** Which characters of a file a directive speaks for. */
import type { Migration } from '../model/migration.ts'
import type { Operation } from '../model/operation.ts'
import { positionAt, type SourceFile } from '../source/source-file.ts'
import type { Directive } from './directives.ts'

/** A finding that starts from `from` up to but not including `to` is meant, or one that touches `line`. */
export interface Reach {
  readonly from: number
  readonly to: number
  readonly line?: number | undefined
}

/** What of a file the reach depends on. */
export interface FileContent {
  readonly file: SourceFile
  /** All comments of the file, by place. */
  readonly comments: readonly { readonly start: number; readonly end: number }[]
  /** All operations of the file, by direction and migration. */
  readonly operations: readonly (readonly Operation[])[]
}

/** The content of a file out of the migrations that were read from it. */
export function fileContent(file: SourceFile, migrations: readonly Migration[]): FileContent {
  const comments = migrations
    .flatMap(migration => migration.comments)
    .filter(comment => comment.span.file.path === file.path)
    .map(({ span }) => ({ start: span.start, end: span.end }))
    .sort((a, b) => a.start - b.start)
  const inFile = (operations: readonly Operation[]) =>
    operations.filter(operation => operation.span.file.path === file.path)
  const operations = migrations.flatMap(({ up, down }) => [
    inFile(up),
    inFile(down.kind === 'operations' ? down.operations : []),
  ])
  return { file, comments, operations }
}

/** Where a directive that disables reaches; `enabledAt` is the place where a range ends again. */
export function reachOf(directive: Directive, content: FileContent, enabledAt: number): Reach {
  const { span } = directive
  if (directive.kind === 'disable-line') {
    return { from: 0, to: 0, line: positionAt(span.file, span.start).line }
  }
  if (directive.kind === 'disable-next-line') return reachOfNext(span.end, content)
  const atTop = skipBlanks(0, content) >= span.end
  return { from: atTop ? 0 : span.start, to: enabledAt }
}

/** The next line that holds code, and all of the statement or the call that begins there. */
function reachOfNext(after: number, content: FileContent): Reach {
  const code = skipBlanks(after, content)
  const line = positionAt(content.file, code).line
  const ends = content.operations.map(operations => endOfNext(code, operations, content.file))
  return { from: code, to: Math.max(code, ...ends), line }
}

function endOfNext(code: number, operations: readonly Operation[], file: SourceFile): number {
  const first = operations
    .filter(operation => operation.span.start >= code)
    .reduce<Operation | undefined>(
      (nearest, each) => (nearest && nearest.span.start <= each.span.start ? nearest : each),
      undefined,
    )
  if (!first) return code
  const head = file.text.slice(code, code + 20)
  const isSql = file.path.endsWith('.sql') || first.span.start === code || SQL_HEAD.test(head)
  if (!isSql && HOST_DECLARATION.test(head)) return code
  if (!isWithin(file.text.slice(code, first.span.start), isSql)) return code
  const same = operations.filter(each =>
    isSql ? each.statement === first.statement : each.roundTrip === first.roundTrip,
  )
  return Math.max(...same.map(each => each.span.end))
}

/** How statements begin that an operation may stand in the middle of. */
const SQL_HEAD =
  /^(?:alter|create|drop|insert|update|delete|comment|grant|revoke|truncate|with|merge|vacuum|do|select)\s/iu

/** The head of a function or class: a directive above it means that line, not what the body begins with. */
const HOST_DECLARATION = /^(?:export|exports|module|async|function|class|public)\b/u

/** Whether the statement that begins with this text has not ended at the end of it. */
function isWithin(text: string, isSql: boolean): boolean {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i)
    if ('([{'.includes(character)) depth++
    else if (')]}'.includes(character)) depth--
    else if (depth > 0) continue
    else if (character === ';') return false
    // Without semicolons a line break ends a statement, unless a chain of calls goes on.
    else if (character === '\n' && !isSql && !/^\s*[.?]/u.test(text.slice(i, i + 80))) return false
  }
  return true
}

/** The first place from `from` on that is neither blank nor comment. */
function skipBlanks(from: number, { file, comments }: FileContent): number {
  let at = skipSpaces(file.text, from)
  for (const { start, end } of comments) {
    if (start > at) break
    if (at < end) at = skipSpaces(file.text, end)
  }
  return at
}

function skipSpaces(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/u.test(text.charAt(at))) at++
  return at
}
