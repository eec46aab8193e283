/** Naming a constraint where it is added without a name. */
import { spanOf, type Span } from '../../source/span.ts'
import { quotedText } from '../typescript/code-text.ts'
import { keyName, type Call, type Node, type ObjectExpression } from '../typescript/nodes.ts'
import { sourceOf } from '../typescript/spans.ts'
import { childrenOf, pathTo } from '../typescript/tree.ts'
import { edited, type Changes, type WrittenOperation } from '../writer.ts'

/** In the place of `null`, or as `referencesConstraintName` of the only column that refers to another table. */
export function nameEdits(at: WrittenOperation, name: string): readonly Changes[] {
  const { span } = at.operation
  const { file } = span
  const module = at.files.module(file.path)
  const path = module ? pathTo(module.program, span.start, span.end) : []
  const text = quotedText(name, "'")
  const call = path.findLast((node): node is Call => node.type === 'CallExpression')
  const second = call?.arguments[1]
  if (second && /^(?:null|undefined)$/u.test(sourceOf(file, second)))
    return [edited({ span: spanOf(file, ...second.range), text })]
  const [column, ...more] = referring(path.at(-1), span)
  if (!column || more.length > 0) return []
  const start = column.range[0] + 1
  return [edited({ span: spanOf(file, start, start), text: ` referencesConstraintName: ${text},` })]
}

/** Objects with a property `references` that stand in a range. */
function referring(root: Node | undefined, range: Span): readonly ObjectExpression[] {
  if (!root || root.range[1] <= range.start || range.end <= root.range[0]) return []
  const inside = childrenOf(root).flatMap(child => referring(child, range))
  return isObject(root) && refers(root) ? [root, ...inside] : inside
}

function isObject(node: Node): node is ObjectExpression {
  return node.type === 'ObjectExpression'
}

function refers({ properties }: ObjectExpression): boolean {
  return properties.some(
    each => each.type === 'Property' && keyName(each.key, each.computed) === 'references',
  )
}
