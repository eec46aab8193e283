/** Whether a module is a migration of node-pg-migrate: from its exports, and from what its functions do with their parameter. */
import type { Evaluation } from '../typescript/evaluate.ts'
import { exportedNames } from '../typescript/find-modules.ts'
import type { Module, Node } from '../typescript/module.ts'
import type { Statement } from '../typescript/nodes.ts'
import { childrenOf, identifierName, partOf } from '../typescript/tree.ts'
import type { FunctionValue, Value } from '../typescript/values.ts'
import { METHODS } from './methods.ts'

/** What a module exports. */
export interface Exports {
  readonly up?: Value | undefined
  readonly down?: Value | undefined
  readonly shorthands?: Value | undefined
}

/** The exports of a module, or the properties of what it exports as a whole. */
export function exportsOf({ exports }: Evaluation): Exports {
  const whole = exports.get('default')
  const get = (name: string): Value | undefined =>
    exports.get(name) ?? (whole?.kind === 'object' ? whole.properties.value.get(name) : undefined)
  return { up: get('up'), down: get('down'), shorthands: get('shorthands') }
}

const HAS_DIRECTION = /\b(?:up|down)\b/u

/** Methods that other frameworks have as well on what they give to a migration. */
const SHARED = new Set([
  'createTable',
  'dropTable',
  'renameTable',
  'addColumn',
  'dropColumn',
  'renameColumn',
  'alterColumn',
  'addIndex',
  'createIndex',
  'dropIndex',
  'addConstraint',
  'dropConstraint',
  'createFunction',
  'dropFunction',
  'renameFunction',
  'createTrigger',
  'dropTrigger',
  'renameTrigger',
  'createSchema',
  'dropSchema',
  'createView',
  'dropView',
  'createType',
  'dropType',
  'sql',
])

/** Methods and properties that node-pg-migrate does not have. */
const OF_OTHERS = new Set([
  ...['schema', 'sequelize', 'query', 'raw', 'runSql', 'all', 'insert', 'execute', 'context'],
  ...['removeColumn', 'changeColumn', 'removeIndex', 'removeConstraint', 'bulkInsert', 'bulkDelete'],
  ...['bulkUpdate', 'showAllTables', 'describeTable', 'dropAllTables', 'createDatabase', 'removeForeignKey'],
  ...['addForeignKey', 'insertInto', 'selectFrom', 'updateTable', 'deleteFrom', 'collection', 'manager'],
])

const OWN = new Set([
  ...Object.keys(METHODS).filter(name => !SHARED.has(name)),
  ...['func', 'noTransaction', 'isUsingTransaction'],
])

/** A quick look before a file is parsed: a migration names the package or its builder, or calls a method of it. */
const MAY_BE = new RegExp(
  `pgm|node-pg-migrate|MigrationBuilder|\\bshorthands\\b|\\.(?:${[...OWN].join('|')})\\s*\\(`,
  'u',
)

/** Whether the text is worth parsing. */
export function mayBeMigration(text: string): boolean {
  return HAS_DIRECTION.test(text) && MAY_BE.test(text)
}

/** Whether a module is a migration by itself. */
export function isMigration(module: Module, evaluation: Evaluation): boolean {
  const { up, down } = exportsOf(evaluation)
  return [up, down].some(value => value?.kind === 'function' && takesPgm(module, value))
}

/** Whether a module among migrations may be one too: it does nothing, hands its parameter to a helper, or passes functions on. */
export function mayBeNeighbour(module: Module, evaluation: Evaluation): boolean {
  const { up } = exportsOf(evaluation)
  // What is passed on from another file may be the way back of another migration.
  if (up?.kind === 'unknown') return true
  if (up?.kind !== 'function') return false
  return up.node.params.length === 0 || takesPgm(module, up, true)
}

/** By the type of the parameter, by what is done with it, or by its name and what stands beside it. */
function takesPgm(module: Module, { node }: FunctionValue, amongOthers = false): boolean {
  const parameter = node.params[0]
  if (!parameter) return false
  const [start, end] = parameter.range
  const [name = '', type] = module.file.text.slice(start, end).split(/\??\s*:\s*(.*)/su)
  if (type !== undefined && parameter.type === 'Identifier' && !/^(?:any|unknown)\b/u.test(type))
    return /\bMigrationBuilder\b/u.test(type)
  const uses = usesOf(node, name)
  if (uses.some(use => OF_OTHERS.has(use))) return false
  return name === 'pgm' || amongOthers || uses.some(use => OWN.has(use)) || saysSo(module)
}

/** What only a migration imports of the package: others import its runner. */
const OF_MIGRATIONS = new Set(['MigrationBuilder', 'ColumnDefinitions', 'PgLiteral', 'PgType'])

/** What stands beside the functions in node-pg-migrate's templates. */
function saysSo(module: Module): boolean {
  const typed = module.comments.some(({ text }) => /import\(['"]node-pg-migrate['"]\)/u.test(text))
  return typed || exportedNames(module).has('shorthands') || module.program.body.some(importsForMigrations)
}

function importsForMigrations(statement: Statement): boolean {
  if (statement.type !== 'ImportDeclaration' || statement.source.value !== 'node-pg-migrate') return false
  return statement.specifiers.some(({ local }) => OF_MIGRATIONS.has(local.name))
}

/** What is read from the parameter. */
function usesOf(root: Node, name: string): readonly string[] {
  const uses: string[] = []
  const open: Node[] = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'MemberExpression' && isName(partOf(node, 'object'), name)) {
      uses.push(identifierName(partOf(node, 'property')))
    }
    open.push(...childrenOf(node))
  }
  return uses
}

function isName(node: Node | undefined, name: string): boolean {
  return node?.type === 'Identifier' && identifierName(node) === name
}
