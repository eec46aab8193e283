/** What a function does with its parameters, told from the syntax tree. */
import type { Node, Pattern, Program } from '../typescript/nodes.ts'
import { childrenOf } from '../typescript/tree.ts'

/** Whether a name stands anywhere in a piece of code. */
export function mentionsName(node: Node | null | undefined, name: string): boolean {
  if (!node) return false
  return nameOf(node) === name || childrenOf(node).some(child => mentionsName(child, name))
}

/** Properties read of a variable: `queryInterface.addColumn`. */
export function propertiesOf(root: Node | null | undefined, name: string): readonly string[] {
  if (!root) return []
  const own = root.type === 'MemberExpression' ? [propertyIn(root, name)] : []
  const destructured = root.type === 'VariableDeclarator' ? patternOf(root, name) : []
  const below = childrenOf(root).flatMap(child => propertiesOf(child, name))
  return [...own.filter(each => each !== ''), ...destructured, ...below]
}

function propertyIn(node: Node, name: string): string {
  const object = fieldOf(node, 'object')
  return object && nameOf(object) === name ? nameOf(fieldOf(node, 'property')) : ''
}

/** `const { sequelize } = queryInterface`. */
function patternOf(node: Node, name: string): readonly string[] {
  const id = fieldOf(node, 'id')
  if (nameOf(fieldOf(node, 'init')) !== name || id?.type !== 'ObjectPattern') return []
  return childrenOf(id).map(each => nameOf(fieldOf(each, 'key')))
}

/** The name of an identifier; empty for other nodes. */
export function nameOf(node: Node | undefined): string {
  const name: unknown = node?.type === 'Identifier' && 'name' in node ? node.name : undefined
  return typeof name === 'string' ? name : ''
}

/** The pattern that a destructured parameter has for a property: `queryInterface` of `{ context: queryInterface }`. */
export function patternFor(parameter: Pattern | undefined, property: string): Pattern | undefined {
  if (parameter?.type !== 'ObjectPattern') return undefined
  for (const each of parameter.properties) {
    if (each.type === 'Property' && nameOf(each.key) === property) return each.value
  }
  return undefined
}

/** What the top level of a module imports and requires. */
export function modulesLoaded({ body }: Program): readonly string[] {
  return body.flatMap(statement => {
    if (statement.type === 'ImportDeclaration') return [String(statement.source.value)]
    return statement.type === 'VariableDeclaration' ? requiredIn(statement) : []
  })
}

/** `const { DataTypes } = require('sequelize')`. */
function requiredIn(node: Node): readonly string[] {
  if (node.type !== 'CallExpression') return childrenOf(node).flatMap(requiredIn)
  const [callee, argument] = childrenOf(node)
  const value: unknown = argument && 'value' in argument ? argument.value : undefined
  return nameOf(callee) === 'require' && typeof value === 'string' ? [value] : []
}

function fieldOf(node: Node, field: string): Node | undefined {
  const value: unknown = Object.entries(node).find(([key]) => key === field)?.[1]
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value
    ? (value as Node)
    : undefined
}
