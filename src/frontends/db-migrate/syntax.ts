/** Looking at nodes of the syntax tree whose kind does not matter. */
import type { Node } from '../typescript/module.ts'

/** A child by its name. */
export function partOf(node: Node, part: string): Node | undefined {
  const value: unknown = Object.entries(node).find(([key]) => key === part)?.[1]
  return isNode(value) ? value : undefined
}

/** The name of an identifier. */
export function nameOf(node: Node | undefined): string {
  const name: unknown = node && 'name' in node ? node.name : undefined
  return typeof name === 'string' ? name : ''
}

/** The children of a node. */
export function childrenOf(node: Node): readonly Node[] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'parent') return []
    return Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []
  })
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value
}
