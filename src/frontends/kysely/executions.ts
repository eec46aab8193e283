/** Executing a builder that nobody executes. */
import { spanOf } from '../../source/span.ts'
import { firstParameter } from '../typescript/code-writer.ts'
import type { Call, Expression, Member, Node, TaggedTemplate } from '../typescript/nodes.ts'
import { isFunction, pathTo } from '../typescript/tree.ts'
import { edited, type Changes, type WrittenOperation } from '../writer.ts'

/** `.execute()` behind the chain of calls, and `await` or `return` before it where the chain is a statement. */
export function executed({ operation, files }: WrittenOperation): readonly Changes[] {
  const { file, start, end } = operation.span
  const module = files.module(file.path)
  if (!module || module.file.text !== file.text) return []
  const path = pathTo(module.program, start, end)
  const chain = chainIn(path)
  const functions = path.filter(isFunction)
  const db = functions.map(firstParameter).find(name => name !== undefined)
  if (!chain || db === undefined) return []
  const { node, parent } = chain
  const [first, last] = node.range
  const execution = {
    span: spanOf(file, last, last),
    text: beginsWithTag(node) ? `.execute(${db})` : '.execute()',
  }
  if (parent.type !== 'ExpressionStatement') return [edited(execution)]
  const word = functions.at(-1)?.async ? 'await ' : 'return '
  return [edited({ span: spanOf(file, first, first), text: word }, execution)]
}

type Link = Call | TaggedTemplate

interface Chain {
  readonly node: Link
  readonly parent: Node
}

/** The innermost chain of calls around a place, as long as it is. */
function chainIn(path: readonly Node[]): Chain | undefined {
  let at = path.findLastIndex(isLink)
  while (at > 0 && continues(path[at - 1], path[at])) at--
  const node = path[at]
  const parent = path[at - 1]
  return node && parent && isLink(node) ? { node, parent } : undefined
}

function isLink(node: Node): node is Link {
  return node.type === 'CallExpression' || node.type === 'TaggedTemplateExpression'
}

function isMember(node: Node): node is Member {
  return node.type === 'MemberExpression'
}

function continues(outer: Node | undefined, inner: Node | undefined): boolean {
  if (!outer || !inner) return false
  if (isMember(outer)) return outer.object === inner
  return isLink(outer) && outer.type === 'CallExpression' && outer.callee === inner
}

/** Whether a chain begins with the tag `sql` or one of its helpers. */
function beginsWithTag(node: Expression): boolean {
  if (node.type === 'TaggedTemplateExpression') return isSql(node.tag)
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false
  const { object } = node.callee
  return object.type !== 'Super' && (isSql(object) || beginsWithTag(object))
}

function isSql(node: Expression): boolean {
  return node.type === 'Identifier' && node.name === 'sql'
}
