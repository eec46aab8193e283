/** Whether a module is a Kysely migration, from its imports, its exports and what its functions do with their parameter. */
import { textOf } from '../../source/span.ts'
import type { Evaluation } from '../typescript/evaluate.ts'
import type { Module } from '../typescript/module.ts'
import type { Call, Expression, Member, Node, Super } from '../typescript/nodes.ts'
import { spanOfNode } from '../typescript/spans.ts'
import { childrenOf } from '../typescript/tree.ts'
import type { FunctionValue, Value } from '../typescript/values.ts'

/** A quick look before a file is parsed. */
export function mayBeKysely(text: string): boolean {
  return /\bup\b/u.test(text) && (/kysely/iu.test(text) || /\bexecute(?:TakeFirst)?\b/u.test(text))
}

/** One migration of a module. */
export interface Directions {
  readonly up?: Value | undefined
  readonly down?: Value | undefined
}

/** The migration that a module is: its default export where that is one, as Kysely's file provider asks. */
export function directionsOf({ exports }: Evaluation): Directions {
  const whole = exports.get('default')
  if (whole?.kind === 'object' && isCallable(whole.properties.value.get('up'))) return directionsIn(whole)
  return { up: exports.get('up'), down: exports.get('down') }
}

/** The functions of an object. */
export function directionsIn(value: Value | undefined): Directions {
  if (value?.kind !== 'object') return {}
  const properties = value.properties.value
  return { up: properties.get('up'), down: properties.get('down') }
}

/** Whether one of its functions is certainly given a Kysely. */
export function isKysely(module: Module, { up, down }: Directions): boolean {
  return [up, down].some(value => value?.kind === 'function' && takesKysely(module, value))
}

/** Whether a module beside Kysely's migrations may be one: it has an `up` that is given nothing else. */
export function mayBeNeighbour(module: Module, { up }: Directions): boolean {
  if (up?.kind !== 'function' || up.at.file !== module.file) return false
  const [parameter] = up.node.params
  if (parameter === undefined) return true
  if (takesKysely(module, up)) return true
  const isOpen = parameter.type === 'Identifier' && typeIn(module, parameter) === undefined
  return isOpen && !/^(?:knex|pgm|queryInterface|queryRunner)$/u.test(parameter.name)
}

function isCallable(value: Value | undefined): boolean {
  return value?.kind === 'function'
}

/** By the type of the first parameter, by what the module imports, or by its use. */
function takesKysely(module: Module, { node, at }: FunctionValue): boolean {
  const [parameter] = node.params
  if (!parameter || at.file !== module.file) return false
  const type = typeIn(module, parameter)
  if (type === 'Kysely') return true
  const isOpen = type === undefined || type === 'any' || type === 'unknown' || type === 'Transaction'
  if (importsKysely(module) && isOpen && parameter.type === 'Identifier') return true
  if (parameter.type !== 'Identifier') return false
  return (isOpen || importsKysely(module)) && executesOn(node, parameter.name)
}

function typeIn(module: Module, parameter: Node): string | undefined {
  return /^(?:\w+|\{[^{}]*\})\??\s*:\s*(?:[\w.]+\.)?(\w+)/u.exec(
    textOf(spanOfNode(module.file, parameter)),
  )?.[1]
}

/** Whether a module imports from `kysely`. */
export function importsKysely({ program }: Module): boolean {
  return program.body.some(
    node => node.type === 'ImportDeclaration' && /^kysely(?:\/|$)/u.test(String(node.source.value)),
  )
}

/** `db.schema.….execute()`, `db.insertInto(…).execute()`, `` sql`…`.execute(db) `` */
function executesOn(root: Node, name: string): boolean {
  if (isCall(root) && isExecution(root, name)) return true
  return childrenOf(root).some(child => executesOn(child, name))
}

function isExecution({ callee, arguments: [first] }: Call, name: string): boolean {
  if (
    callee.type !== 'MemberExpression' ||
    !/^execute(?:TakeFirst(?:OrThrow)?)?$/u.test(propertyOf(callee))
  ) {
    return false
  }
  const receiver = callee.object
  if (receiver.type === 'TaggedTemplateExpression') return first !== undefined && isNamed(first, name)
  return beginsAtDoor(receiver, name)
}

/** What a Kysely has that begins a statement. */
const DOORS =
  /^(?:schema|insertInto|updateTable|deleteFrom|selectFrom|selectNoFrom|mergeInto|replaceInto|with|withRecursive|withSchema|withPlugin|withTables|transaction|startTransaction|connection)$/u

/** Whether a chain of calls begins at one of Kysely's doors: `db.schema.createTable(…)`, `db.insertInto(…)`. */
function beginsAtDoor(node: Expression | Super, name: string): boolean {
  if (node.type === 'CallExpression') return beginsAtDoor(node.callee, name)
  if (node.type !== 'MemberExpression') return false
  return (isNamed(node.object, name) && DOORS.test(propertyOf(node))) || beginsAtDoor(node.object, name)
}

function propertyOf({ property }: Member): string {
  return property.type === 'Identifier' ? property.name : ''
}

function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' && 'name' in node && node.name === name
}

function isCall(node: Node): node is Call {
  return node.type === 'CallExpression'
}
