/** Walks over every node of a tree, whatever its kind. */
import { asNode, fieldOf, pick, type NodeKind, type NodeOf } from './nodes.ts'

/** Called with the name and value of each field that holds an object; gives `false` to stay out of it. */
export type Visit = (field: string, value: object) => unknown

/** Visits all objects below a value, from left to right. */
export function walk(value: object, visit: Visit): void {
  if (Array.isArray(value)) {
    for (const item of value) if (isObject(item)) walk(item, visit)
    return
  }
  for (const field in value) {
    const child = fieldOf(value, field)
    if (!isObject(child)) continue
    if (!Array.isArray(child) && visit(field, child) === false) continue
    walk(child, visit)
  }
}

/** The bodies of all nodes of a kind below a value. */
export function findAll<K extends NodeKind>(value: object, kind: K): NodeOf<K>[] {
  const found: NodeOf<K>[] = []
  walk({ value }, (field, child) => {
    const body = field === kind ? pick(asNode({ [field]: child }), kind) : undefined
    if (body) found.push(body)
  })
  return found
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
