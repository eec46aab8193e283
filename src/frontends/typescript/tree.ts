/** Ways through the syntax tree by place and by name. */
import { keyName, type FunctionNode, type Node, type Program } from './nodes.ts'

/** The nodes that hold a range, from the program inwards. */
export function pathTo(program: Program, start: number, end: number): readonly Node[] {
  const path: Node[] = [program]
  for (let node: Node | undefined = program; node;) {
    node = childrenOf(node).find(({ range }) => range[0] <= start && end <= range[1])
    if (node) path.push(node)
  }
  return path
}

/** The function of that name: declared, or the value of a method, a property, a variable or an assignment. */
export function functionNamed(
  root: Node,
  name: string,
): { readonly fn: FunctionNode; readonly owner: Node } | undefined {
  const owner = root
  if (isFunction(root) && root.type === 'FunctionDeclaration' && root.id?.name === name)
    return { fn: root, owner }
  for (const [key, value] of [
    ['key', 'value'],
    ['id', 'init'],
    ['left', 'right'],
  ] as const) {
    const [named, fn] = [partOf(root, key), partOf(root, value)]
    if (fn && isFunction(fn) && named && nameOf(named) === name) return { fn, owner }
  }
  if (isFunction(root)) return undefined
  for (const child of childrenOf(root)) {
    const found = functionNamed(child, name)
    if (found) return found
  }
  return undefined
}

/** Whether a node is a function of whatever form. */
export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  )
}

/** The nodes directly below a node, in the order of their fields. */
export function childrenOf(node: Node): readonly Node[] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    key === 'parent' ? [] : (Array.isArray(value) ? value : [value]).filter(isNode),
  )
}

/** The node in a field of a node whose kind does not matter. */
export function partOf(node: Node, field: string): Node | undefined {
  const value: unknown = Object.entries(node).find(([key]) => key === field)?.[1]
  return isNode(value) ? value : undefined
}

/** The name of an identifier; empty for everything else. */
export function identifierName(node: Node | undefined): string {
  const name: unknown = node && 'name' in node ? node.name : undefined
  return typeof name === 'string' ? name : ''
}

function nameOf(node: Node): string | undefined {
  const property = partOf(node, 'property') ?? node
  return isKey(property) ? keyName(property, false) : undefined
}

function isKey(node: Node): node is Parameters<typeof keyName>[0] {
  return node.type === 'Identifier' || node.type === 'Literal'
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value
}
