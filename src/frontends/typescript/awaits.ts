/** Waiting for what a statement does: `await`, `return`, or a function that is made `async` for it. */
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf } from '../../source/span.ts'
import { edited, type Changes } from '../writer.ts'
import type { FunctionNode, Node } from './nodes.ts'
import { sourceOf } from './spans.ts'
import { isFunction } from './tree.ts'

/** A statement of an expression, and the function that it stands in. */
interface Waiting {
  readonly file: SourceFile
  readonly path: readonly Node[]
  readonly statement: Node
  readonly fn: FunctionNode
}

/** A `return` does for the last statement; what stands before it needs a function that can wait. */
export function waits({ file, path, statement, fn }: Waiting): readonly Changes[] {
  const [start] = statement.range
  const before = (text: string) => ({ span: spanOf(file, start, start), text })
  if (fn.async) return [edited(before('await '))]
  const head = placeOfAsync(file, path, fn)
  const made = head === undefined ? undefined : { span: spanOf(file, head, head), text: 'async ' }
  return [edited(before('return ')), ...(made ? [edited(made, before('await '))] : [])]
}

/** Undefined where something else may tell when the function is done: a callback, a caller of its own, its type. */
function placeOfAsync(file: SourceFile, path: readonly Node[], fn: FunctionNode): number | undefined {
  const { params, body, generator } = fn
  const isOwn = path.filter(isFunction).length > 1 || path[0] === fn
  if (isOwn || !body || generator) return undefined
  if (params.some(each => /^(?:callback|cb|done|next)\b/u.test(sourceOf(file, each)))) return undefined
  const behind = file.text.slice(params.at(-1)?.range[1] ?? fn.range[0], body.range[0])
  if (/\)\s*:(?!\s*Promise<)/u.test(behind)) return undefined
  const isMethod = file.text.charAt(fn.range[0]) === '(' && fn.type === 'FunctionExpression'
  if (!isMethod) return fn.range[0]
  const owner = path[path.indexOf(fn) - 1]
  const key: unknown = owner && 'key' in owner ? owner.key : undefined
  return isNode(key) && file.text.charAt(key.range[0] - 1) !== '[' ? key.range[0] : undefined
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value
}
