/** Writing in code: an operation is a call on the object that the framework hands over. */
import type { BareOperation } from '../../model/operation.ts'
import { indentAt, lineBreakOf, type Edit } from '../../source/edit.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf, type Span } from '../../source/span.ts'
import { naming, replacements, statementOf } from '../sql-edits.ts'
import { edited, type Changes, type WrittenMigration, type WrittenOperation, type Writer } from '../writer.ts'
import type { Module } from './module.ts'
import {
  keyName,
  type Call,
  type Expression,
  type FunctionNode,
  type Member,
  type Node,
  type Statement,
} from './nodes.ts'
import { literalText, quotedText } from './code-text.ts'
import { waits } from './awaits.ts'
import { withLoadedFiles } from './loaded-sql-writer.ts'
import { sourceOf } from './spans.ts'
import { functionNamed, isFunction, pathTo } from './tree.ts'

/** What a framework says its own way. */
export interface CodeStyle {
  /** Whether statements end with a semicolon is taken from the file. The call that does the operation, without `await`. */
  readonly call: (operation: BareOperation, receiver: string) => string | undefined
  /** Names of the function that undoes, and of the parameter, typed. */
  readonly down: string
  readonly parameter: string
  /** Calls only put work into a list: there is nothing to wait for. */
  readonly queues?: true | undefined
  /** The name under which a function gets that parameter, where it is not simply the first. */
  readonly receiver?: ((fn: FunctionNode) => string | undefined) | undefined
  /** What the call at the end of a path is made on, where that need not be the parameter. */
  readonly receiverAt?: ((path: readonly Node[], file: SourceFile) => string | undefined) | undefined
  /** Methods whose callback is given a connection of its own, beside which nothing of it can be written. */
  readonly connects?: RegExp | undefined
  /** A down side where there is none. */
  readonly addDown?: ((migration: WrittenMigration, body: string) => readonly Changes[]) | undefined
}

/** What all frontends of code write alike. */
export function codeWriter(style: CodeStyle): Writer {
  return withLoadedFiles({
    replace(at, now) {
      const found = placeOf(at, style)
      if (!found) return []
      const inside = sqlEdits(found, edits => replacements(edits, now))
      const calls = statements(found, now, style)
      // Several operations are several calls, as anybody would write them.
      return now.length > 1 ? [...calls, ...inside] : [...inside, ...literals(found, now), ...calls]
    },
    before(at, operations) {
      const found = placeOf(at, style)
      const outer = found && outermostStatement(found)
      const calls = found && outer && callsOf(operations, style, found, awaited(found, style))
      if (!found || !outer || !calls) return []
      const { file } = found
      const start = outer.range[0]
      const gap = lineBreakOf(file) + indentAt(file, start)
      return [edited({ span: spanOf(file, start, start), text: calls.map(call => call + gap).join('') })]
    },
    name(at, name) {
      const found = placeOf(at, style)
      return found ? [...sqlEdits(found, statement => [naming(statement, name)]), ...names(found, name)] : []
    },
    await(at) {
      const found = placeOf(at, style)
      if (!found || found.statement.type !== 'ExpressionStatement') return []
      return waits(found)
    },
    downgrade: (migration, operations) => downgrade(migration, operations, style),
  })
}

/** `null` in the place of a name, or an object that describes the constraint without one. */
function names({ path, file }: CodePlace, name: string): readonly Changes[] {
  const call = path.findLast(isCall)
  const [first, second] = call?.arguments ?? []
  const text = quotedText(name, "'")
  const ways: Changes[] = []
  if (first && /^(?:null|undefined)$/u.test(sourceOf(file, first)))
    ways.push(edited({ span: spanOf(file, ...first.range), text }))
  const described = second?.type === 'NewExpression' ? second.arguments[0] : second
  if (described?.type === 'ObjectExpression') {
    const at = described.range[0] + 1
    ways.push(edited({ span: spanOf(file, at, at), text: ` name: ${text},` }))
  }
  return ways
}

/** Where an operation is said. */
interface CodePlace extends WrittenOperation {
  readonly file: SourceFile
  readonly path: readonly Node[]
  /** The smallest statement around it. */
  readonly statement: Statement
  /** The function that this statement stands in. */
  readonly fn: FunctionNode
  /** The object that operations are called on: the parameter of the outermost function. */
  readonly receiver: string
}

function placeOf(at: WrittenOperation, style: CodeStyle): CodePlace | undefined {
  const { span, writtenAt } = at.operation
  if (writtenAt) return undefined
  const module = at.files.module(span.file.path)
  if (!module || module.file.text !== span.file.text) return undefined
  const path = ownPath(pathTo(module.program, span.start, span.end), style)
  const statement = path.findLast(isStatement)
  const functions = path.filter(isFunction)
  const fn = functions.at(-1)
  const receiver =
    style.receiverAt?.(path, span.file) ??
    functions.map(style.receiver ?? firstParameter).find(name => name !== undefined)
  if (!statement || !fn || receiver === undefined) return undefined
  return { ...at, file: span.file, path, statement, fn, receiver }
}

/** What lies inside of the callback that is given the connection. */
function ownPath(path: readonly Node[], { connects }: CodeStyle): readonly Node[] {
  const at = path.findLastIndex((node, index) => {
    const call = path[index - 1]
    if (!connects || !isFunction(node) || !call || !isCall(call)) return false
    const { callee } = call
    return callee.type === 'MemberExpression' && connects.test(nameOfKey(callee))
  })
  return at < 0 ? path : path.slice(at)
}

function nameOfKey({ property, computed }: Member): string {
  return keyName(property, computed) ?? ''
}

function isCall(node: Node): node is Call {
  return node.type === 'CallExpression'
}

function isStatement(node: Node): node is Statement {
  return node.type === 'ExpressionStatement' || node.type === 'ReturnStatement'
}

/** The name of the first parameter. */
export function firstParameter({ params }: FunctionNode): string | undefined {
  const [first] = params
  return first?.type === 'Identifier' ? first.name : undefined
}

/** The text between the quotes of the literal that holds the operation, if its characters are those of the SQL. */
function literalAround({
  path,
  file,
}: CodePlace): { readonly node: Node; readonly inside: Span } | undefined {
  const node = path.findLast(each => each.type === 'Literal' || each.type === 'TemplateLiteral')
  const inside = node && spanOf(file, node.range[0] + 1, node.range[1] - 1)
  if (!node || !inside || /\\|\$\{/u.test(file.text.slice(inside.start, inside.end))) return undefined
  return { node, inside }
}

/** Edits inside the literal, whose new text must not end it. */
function sqlEdits(
  at: CodePlace,
  write: (statement: NonNullable<ReturnType<typeof statementOf>>) => readonly (readonly Edit[])[],
): readonly Changes[] {
  const literal = literalAround(at)
  const statement = literal && statementOf(at.operation, at.operations, literal.inside)
  if (!literal || !statement) return []
  const quote = at.file.text.charAt(literal.node.range[0])
  const breaks = quote === '`' ? /[`\\]|\$\{/u : quote === '"' ? /["\\\n]/u : /['\\\n]/u
  return write(statement)
    .filter(edits => edits.every(({ text }) => !breaks.test(text)))
    .filter(edits => edits.length > 0 && !emptiesLiteral(edits, literal.inside))
    .map(edits => edited(...edits))
}

/** A call without a statement would be left. */
function emptiesLiteral(edits: readonly Edit[], { file, start, end }: Span): boolean {
  return edits.some(
    ({ span, text }) =>
      text === '' && (file.text.slice(start, span.start) + file.text.slice(span.end, end)).trim() === '',
  )
}

/** The literal written anew, in other quotes where the text wants it. */
function literals(at: CodePlace, now: readonly BareOperation[]): readonly Changes[] {
  const literal = literalAround(at)
  const [wanted, ...more] = now
  const statement = literal && statementOf(at.operation, at.operations, literal.inside)
  const whole =
    statement &&
    literal.inside.file.text.slice(literal.inside.start, literal.inside.end).trim().replace(/;$/u, '').length
  if (!literal || !wanted || more.length > 0 || !statement?.isAlone) return []
  if (whole !== statement.chunk.end - statement.chunk.start) return []
  const quote = at.file.text.charAt(literal.node.range[0])
  const { node } = literal
  return [edited({ span: spanOf(at.file, node.range[0], node.range[1]), text: literalText(wanted, quote) })]
}

/** The statement of the code gives way to others, or the call inside a callback goes and others follow the whole. */
function statements(at: CodePlace, now: readonly BareOperation[], style: CodeStyle): readonly Changes[] {
  const { statement, file, operations } = at
  const saidBy = (node: Node) =>
    operations.filter(
      ({ span }) => span.file.path === file.path && node.range[0] <= span.start && span.end <= node.range[1],
    )
  const outer = outermostStatement(at)
  if (!outer || saidBy(statement).length !== 1) return []
  if (outer === statement || saidBy(outer).length === 1) return whole(at, outer, now, style)
  const calls = callsOf(now, style, at, awaited(at, style))
  if (!calls || outer.type === 'ReturnStatement') return []
  const gap = lineBreakOf(file) + indentAt(file, outer.range[0])
  const removed: Edit = { span: lineOf(file, statement), text: '' }
  const end = outer.range[1]
  const added: Edit = { span: spanOf(file, end, end), text: calls.map(call => gap + call).join('') }
  return [edited(removed, ...(calls.length > 0 ? [added] : []))]
}

function whole(
  at: CodePlace,
  outer: Statement,
  now: readonly BareOperation[],
  style: CodeStyle,
): readonly Changes[] {
  const { file } = at
  if (now.length === 0) return [edited({ span: lineOf(file, outer), text: '' })]
  if (outer.type === 'ReturnStatement' && awaited(at, style) === undefined) {
    const [only, ...more] = callsOf(now, style, at, 'return ') ?? []
    return only === undefined || more.length > 0
      ? []
      : [edited({ span: spanOf(file, ...outer.range), text: only })]
  }
  const calls = callsOf(now, style, at, awaited(at, style))
  if (!calls) return []
  const gap = lineBreakOf(file) + indentAt(file, outer.range[0])
  return [edited({ span: spanOf(file, ...outer.range), text: calls.join(gap) })]
}

/** The statement directly in the body of the outermost function. */
function outermostStatement({ path }: CodePlace): Statement | undefined {
  const at = path.findIndex(isFunction)
  return path.slice(at).find(isStatement)
}

function isAsync({ path }: CodePlace): boolean {
  return path.find(isFunction)?.async === true
}

function awaited(at: CodePlace, { queues }: CodeStyle): string | undefined {
  if (queues) return ''
  return isAsync(at) ? 'await ' : undefined
}

/** The calls as statements; undefined when one cannot be written, or nothing could wait for it. */
function callsOf(
  operations: readonly BareOperation[],
  style: CodeStyle,
  { file, receiver }: Pick<CodePlace, 'file' | 'receiver'>,
  keyword: string | undefined,
): readonly string[] | undefined {
  if (operations.length > 0 && keyword === undefined) return undefined
  const end = endsWithSemicolons(file) ? ';' : ''
  const calls = operations.map(operation => style.call(operation, receiver))
  return calls.every(call => call !== undefined)
    ? calls.map(call => `${keyword ?? ''}${call}${end}`)
    : undefined
}

/** Whether the statements of a file end with semicolons. */
export function endsWithSemicolons({ text }: Pick<SourceFile, 'text'>): boolean {
  const ends = text.match(/[)'"`\w\]](;?)[ \t]*\r?$/gmu) ?? []
  return ends.filter(each => each.includes(';')).length * 2 > ends.length
}

/** A node with its line, where nothing else stands on it. */
function lineOf(file: SourceFile, { range: [start, end] }: Node): Span {
  const indent = indentAt(file, start)
  const rest = /^;?[ \t]*(?:\r?\n|$)/u.exec(file.text.slice(end))
  const from = start - indent.length
  if (!rest || (from > 0 && file.text[from - 1] !== '\n')) return spanOf(file, start, end)
  return spanOf(file, from, end + rest[0].length)
}

function downgrade(
  written: WrittenMigration,
  operations: readonly BareOperation[],
  style: CodeStyle,
): readonly Changes[] {
  const { migration, files } = written
  const { file } = migration
  const module = files.module(file.path)
  if (!module) return []
  if (migration.down.kind === 'absent') {
    const body = bodyOf(operations, style, { file, receiver: style.parameter.replace(/:.*$/u, '') })
    return body === undefined ? [] : (style.addDown?.(written, body) ?? [])
  }
  const found = downFunction(
    module,
    migration.down.kind === 'operations' ? migration.down.span.start : 0,
    style,
  )
  const body = found?.fn.body
  if (!found || body?.type !== 'BlockStatement') return []
  const receiver = (style.receiver ?? firstParameter)(found.fn) ?? style.parameter.replace(/:.*$/u, '')
  const calls = callsOf(operations, style, { file, receiver }, style.queues ? '' : 'await ')
  if (!calls) return []
  return [edited(...headEdits(file, found, style, body), ...bodyEdits(file, body, calls))]
}

function bodyOf(
  operations: readonly BareOperation[],
  style: CodeStyle,
  at: Pick<CodePlace, 'file' | 'receiver'>,
): string | undefined {
  return callsOf(operations, style, at, style.queues ? '' : 'await ')?.join('\n')
}

function downFunction(module: Module, start: number, style: CodeStyle) {
  const owner = pathTo(module.program, start, start).findLast(node => functionNamed(node, style.down))
  return functionNamed(owner ?? module.program, style.down)
}

/** `async`, and the parameter, where they are missing. */
function headEdits(
  file: SourceFile,
  { fn, owner }: { readonly fn: FunctionNode; readonly owner: Node },
  style: CodeStyle,
  body: Expression | Node,
): readonly Edit[] {
  const edits: Edit[] = []
  const head = file.text.slice(owner.range[0], body.range[0])
  if (!fn.async && !style.queues) {
    const name = head.search(new RegExp(`(?:function\\s+)?\\b${style.down}\\b`, 'u'))
    const at =
      owner.type === 'MethodDefinition' || owner === fn ? owner.range[0] + Math.max(0, name) : fn.range[0]
    edits.push({ span: spanOf(file, at, at), text: 'async ' })
  }
  if (fn.params.length === 0) {
    const open = file.text.indexOf('(', Math.max(fn.range[0], owner.range[0]))
    const typed = /\.[cm]?tsx?$/u.test(file.path) ? style.parameter : style.parameter.replace(/:.*$/u, '')
    edits.push({ span: spanOf(file, open + 1, open + 1), text: typed })
  }
  return edits
}

function bodyEdits(file: SourceFile, body: Node, calls: readonly string[]): readonly Edit[] {
  const close = body.range[1] - 1
  const lineBreak = lineBreakOf(file)
  const outer = /^[ \t]*/u.exec(file.text.slice(file.text.lastIndexOf('\n', body.range[0]) + 1))?.[0] ?? ''
  const inner = outer + (outer.includes('\t') ? '\t' : '  ')
  const lines = calls.map(call => inner + call + lineBreak).join('')
  const before = file.text.slice(body.range[0] + 1, close)
  const onLine = /\n[ \t]*$/u.exec(before)
  if (!onLine) return [{ span: spanOf(file, close, close), text: lineBreak + lines + outer }]
  const from = close - (onLine[0].length - 1)
  return [{ span: spanOf(file, from, from), text: lines }]
}
