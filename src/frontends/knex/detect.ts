/** Whether a module is a Knex migration, from its exports and from what its functions do with their parameter. */
import { textOf } from '../../source/span.ts'
import type { Evaluation } from '../typescript/evaluate.ts'
import type { Node } from '../typescript/module.ts'
import { childrenOf, identifierName, partOf } from '../typescript/tree.ts'
import type { FunctionValue, Value } from '../typescript/values.ts'

/** A quick look before a file is parsed: every migration exports one of these and names Knex or a builder, or has a query on a table. */
const MAY_BE_MIGRATION = /\b(?:up|down)\b/u
const MAY_BE_KNEX = /knex|\.schema\b|\.raw\b|\w\(['"`][\w.]+['"`]\)\s*\./iu

/** Whether the text is worth parsing. */
export function mayBeKnex(text: string): boolean {
  return MAY_BE_MIGRATION.test(text) && MAY_BE_KNEX.test(text)
}

/** What a module exports as `up` and `down`. */
export interface Directions {
  readonly up?: Value | undefined
  readonly down?: Value | undefined
}

/** Whether a module is a Knex migration by what it does with its parameter. */
export function isKnexModule(evaluation: Evaluation): boolean {
  const { up, down } = directionsOf(evaluation)
  return [up, down].some(value => value?.kind === 'function' && takesKnex(value))
}

/** Whether a module among Knex migrations may be one too: `up` does nothing, or hands its parameter to a helper. */
export function mayBeNeighbour(evaluation: Evaluation): boolean {
  const { up } = directionsOf(evaluation)
  if (up?.kind !== 'function') return false
  const [parameter] = up.node.params
  return parameter === undefined || takesKnex(up, true)
}

/** The `up` and `down` of a module. */
export function directionsOf(evaluation: Evaluation): Directions {
  const exported = evaluation.exports
  const whole = exported.get('default')
  const get = (name: string): Value | undefined =>
    exported.get(name) ?? (whole?.kind === 'object' ? whole.properties.value.get(name) : undefined)
  return { up: get('up'), down: get('down') }
}

/** By the type of the first parameter, by its use, or by its name where nothing is done with it. */
function takesKnex({ node, at }: FunctionValue, amongOthers = false): boolean {
  const parameter = node.params[0]
  if (parameter?.type !== 'Identifier') return false
  const [, name = '', type] =
    /^(\w+)\??\s*(?::\s*([\w.]+))?/u.exec(
      textOf({ ...at, start: parameter.range[0], end: parameter.range[1] }),
    ) ?? []
  if (type !== undefined && type !== 'any' && type !== 'unknown') return /^Knex\b|\.Knex\b/u.test(type)
  const uses = usesOf(node, name)
  if (uses.some(use => use === 'other')) return false
  return uses.some(use => use === 'knex') || amongOthers || /^knex$/iu.test(name)
}

type Use = 'knex' | 'other'

/** Methods of Knex that no other framework has on what it gives a migration. */
const KNEX_METHODS = new Set(['raw', 'batchInsert', 'select', 'from', 'into', 'insert', 'table', 'ref'])
const KNEX_PROPERTIES = new Set(['fn', 'client'])

/** What is done with the parameter: Kysely's builders end in `execute`, Knex's take a callback and end by themselves. */
function usesOf(root: Node, name: string): readonly Use[] {
  const uses: Use[] = []
  const visit = (node: Node): void => {
    const use = useOf(node, name)
    if (use) uses.push(use)
    for (const child of childrenOf(node)) visit(child)
  }
  visit(root)
  return uses
}

function useOf(node: Node, name: string): Use | undefined {
  if (node.type === 'MemberExpression' && isName(partOf(node, 'object'), name)) {
    return KNEX_PROPERTIES.has(identifierName(partOf(node, 'property'))) ? 'knex' : undefined
  }
  if (node.type !== 'CallExpression') return undefined
  const callee = partOf(node, 'callee')
  if (isName(callee, name)) return 'knex'
  if (callee?.type !== 'MemberExpression') return undefined
  const method = identifierName(partOf(callee, 'property'))
  const object = partOf(callee, 'object')
  if (isName(object, name)) return KNEX_METHODS.has(method) ? 'knex' : undefined
  if (method === 'execute' && rootOf(object) === name) return 'other'
  const schema =
    object?.type === 'MemberExpression' && identifierName(partOf(object, 'property')) === 'schema'
  return schema && isName(partOf(object, 'object'), name) ? 'knex' : undefined
}

/** The name at the beginning of a chain of calls. */
function rootOf(node: Node | undefined): string {
  if (node?.type === 'CallExpression') return rootOf(partOf(node, 'callee'))
  return node?.type === 'MemberExpression' ? rootOf(partOf(node, 'object')) : identifierName(node)
}

function isName(node: Node | undefined, name: string): boolean {
  return node?.type === 'Identifier' && identifierName(node) === name
}
