/** Whether a module is a migration of db-migrate: from its name, its exports and what its functions do with `db`. */
import { baseName } from '../paths.ts'
import type { Evaluation } from '../typescript/evaluate.ts'
import type { Module, Node } from '../typescript/module.ts'
import { childrenOf, identifierName, partOf } from '../typescript/tree.ts'
import type { FunctionValue, Value } from '../typescript/values.ts'
import { METHODS } from './db-object.ts'

/** The runner reads the name so: https://github.com/db-migrate/node-db-migrate/blob/master/lib/skeleton.js */
const NAME = /^(\d{14}-[^.]+)\.*\.[cm]?[jt]s$/u

/** What the runner calls a file; undefined for one that it cannot run. */
export function migrationName(path: string): string | undefined {
  return /(?:^|\/)node_modules\/|\.d\.[cm]?ts$/u.test(path) ? undefined : NAME.exec(baseName(path))?.[1]
}

/** Whether the text is worth parsing. */
export function mayBeMigration(text: string): boolean {
  return /\b(?:up|down)\b/u.test(text)
}

/** What a module exports for the runner. */
export interface Exported {
  readonly up: Value | undefined
  readonly down: Value | undefined
  readonly setup: Value | undefined
}

/** The functions that the runner calls. */
export function exportedBy({ exports }: Evaluation): Exported {
  const whole = exports.get('default')
  const get = (name: string): Value | undefined =>
    exports.get(name) ?? (whole?.kind === 'object' ? whole.properties.value.get(name) : undefined)
  return { up: get('up'), down: get('down'), setup: get('setup') }
}

/** What is certain of a module. */
export type Sign = 'own' | 'other' | 'open'

/** Whether it is surely one, surely another framework's, or may be one among others. */
export function signOf(module: Module, evaluation: Evaluation): Sign {
  const { up, down, setup } = exportedBy(evaluation)
  const functions = [up, down].filter(value => value?.kind === 'function')
  if (functions.length === 0) return 'other'
  const signs = functions.map(fn => signOfFunction(module, fn))
  if (signs.includes('other')) return 'other'
  const isSetUp = setup?.kind === 'function' && mentions(setup.node, 'dbmigrate')
  return isSetUp || signs.includes('own') ? 'own' : 'open'
}

/** Methods that nobody else has by these names. */
const OWN = new Set(['runSql', 'addForeignKey', 'removeForeignKey', 'startMigration', 'endMigration'])

/** What other frameworks hand over is called, or has. */
const OTHER_NAMES = /^(?:knex|trx|pgm|qi|queryInterface|queryRunner|sequelize|schema|client|pool|pg)$/iu
const OTHER_PARTS = new Set([
  'schema',
  'raw',
  'sequelize',
  'collection',
  'context',
  'execute',
  'select',
  'from',
])

/** By the type of the first parameter, or by what is done with it. */
function signOfFunction(module: Module, { node }: FunctionValue): Sign {
  const [parameter, second] = node.params
  if (parameter === undefined) return 'open'
  if (parameter.type !== 'Identifier') return 'other'
  const [, name = '', type] = /^(\w+)\??\s*(?::\s*([\w.]+))?/u.exec(textOf(module, parameter)) ?? []
  if (type !== undefined && !/^(?:any|unknown|object)$|db-?migrate/iu.test(type)) return 'other'
  const used = usesOf(node, name)
  if (used.some(each => OWN.has(each))) return 'own'
  if (OTHER_NAMES.test(name) || used.some(each => OTHER_PARTS.has(each))) return 'other'
  const callback = second?.type === 'Identifier' ? second.name : undefined
  if (callback !== undefined && usesOf(node, callback).length > 0) return 'other'
  const callsBack = callback !== undefined && mentions(node, callback)
  const isKnown = used.some(each => METHODS.has(each) || (callsBack && each === 'connection'))
  return isKnown && (name === 'db' || callsBack) ? 'own' : 'open'
}

/** The properties and methods of a name that the code reads. */
function usesOf(root: Node, name: string): readonly string[] {
  const uses: string[] = []
  const open: Node[] = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    const object = node.type === 'MemberExpression' ? partOf(node, 'object') : undefined
    if (object?.type === 'Identifier' && identifierName(object) === name)
      uses.push(identifierName(partOf(node, 'property')))
    open.push(...childrenOf(node))
  }
  return uses
}

/** Whether a name stands anywhere in the body of a function. */
function mentions(root: Node, name: string): boolean {
  const open: Node[] = [root]
  let times = 0
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'Identifier' && identifierName(node) === name) times++
    open.push(...childrenOf(node))
  }
  return times > (name === 'dbmigrate' ? 0 : 1)
}

function textOf(module: Module, node: Node): string {
  return module.file.text.slice(node.range[0], node.range[1])
}
