/** Where findings about a piece of code point at. */
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf, type Span } from '../../source/span.ts'
import type {
  Call,
  Expression,
  New,
  Node,
  Spread,
  Super,
  TaggedTemplate,
  TemplateElement,
  TemplateLiteral,
} from './nodes.ts'

/** The whole node. */
export function spanOfNode(file: SourceFile, node: Node): Span {
  return spanOf(file, node.range[0], node.range[1])
}

/** Where a fixed text of a template stands, without the back-quotes and `${` `}` that its range includes. */
export function quasiRange(node: TemplateLiteral, quasi: TemplateElement, index: number): [number, number] {
  const marks = index === node.quasis.length - 1 ? 1 : 2
  return [quasi.range[0] + 1, quasi.range[1] - marks]
}

/** Where the `${…}` behind a fixed text of a template stands. */
export function holeSpan(file: SourceFile, node: TemplateLiteral, index: number): Span {
  const before = node.quasis[index]
  const after = node.quasis[index + 1]
  return spanOf(file, (before?.range[1] ?? 2) - 2, (after?.range[0] ?? 0) + 1)
}

/** The source of a node. */
export function sourceOf(file: SourceFile, node: Node): string {
  return file.text.slice(node.range[0], node.range[1])
}

/** The source of a node, short enough for a sentence. */
export function shortSource(file: SourceFile, node: Node): string {
  const written = sourceOf(file, node)
  const source = /\s/u.test(written) ? written.replace(/\s+/gu, ' ') : written
  return source.length <= 60 ? source : `${source.slice(0, 57)}…`
}

/**
 * The call if it stands on one line, else its head: from the object, or from the method's name when
 * a chain of calls stands before it, to the end of the first argument or of the line.
 */
export function callSpan(file: SourceFile, node: Call | New | TaggedTemplate): Span {
  const start = startOfCall(file, node)
  const [, end] = node.range
  if (!hasLineBreak(file, start, end)) return spanOf(file, start, end)
  const first = node.type === 'TaggedTemplateExpression' ? undefined : firstOf(node.arguments)
  if (first && !hasLineBreak(file, start, first.range[1])) return spanOf(file, start, first.range[1])
  return spanOf(file, start, endOfLine(file, start))
}

function firstOf(nodes: readonly (Expression | Spread)[]): Node | undefined {
  return nodes[0]
}

function startOfCall(file: SourceFile, node: Call | New | TaggedTemplate): number {
  const callee: Expression | Super = node.type === 'TaggedTemplateExpression' ? node.tag : node.callee
  if (callee.type !== 'MemberExpression') return node.range[0]
  const chained = callee.object.type === 'CallExpression' || hasLineBreak(file, ...callee.object.range)
  return chained ? callee.property.range[0] : node.range[0]
}

function hasLineBreak(file: SourceFile, start: number, end: number): boolean {
  return endOfLine(file, start) < end
}

function endOfLine(file: SourceFile, start: number): number {
  const { text } = file
  const lineFeed = text.indexOf('\n', start)
  const end = lineFeed < 0 ? text.length : lineFeed
  return text.charCodeAt(end - 1) === 13 && end > start ? end - 1 : end
}
