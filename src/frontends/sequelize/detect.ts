/** Which modules are migrations of Sequelize, told from their exports and from what `up` does with its parameter. */
import type { SourceFile } from '../../source/source-file.ts'
import type { Evaluation } from '../typescript/evaluate.ts'
import type { Module } from '../typescript/module.ts'
import type { FunctionNode, Node, Pattern } from '../typescript/nodes.ts'
import { sourceOf } from '../typescript/spans.ts'
import { childrenOf } from '../typescript/tree.ts'
import type { FunctionValue, Value } from '../typescript/values.ts'
import { modulesLoaded, nameOf, patternFor, propertiesOf } from './uses.ts'

/** A quick look before a file is parsed: what every migration names. */
const MAY_BE_MIGRATION = /\bup\b/u
const MAY_BE_SEQUELIZE =
  /sequelize|queryInterface|umzug|\.(?:addColumn|removeColumn|changeColumn|createTable|dropTable|bulkInsert|bulkDelete|addIndex|removeIndex|renameColumn|renameTable|addConstraint|removeConstraint)\b/iu

/** Whether the text is worth parsing. */
export function mayBeSequelize(text: string): boolean {
  return MAY_BE_MIGRATION.test(text) && MAY_BE_SEQUELIZE.test(text)
}

/** What one migration exports. */
export interface Directions {
  readonly up?: Value | undefined
  readonly down?: Value | undefined
  /** The object that they are methods of. */
  readonly self?: Value | undefined
}

/** `up` and `down` of a module: named exports, an object, a class or an instance of one. */
export function directionsOf(evaluation: Evaluation): Directions {
  const { exports } = evaluation
  const named = { up: exports.get('up'), down: exports.get('down') }
  if (named.up) return named
  const whole = exports.get('default') ?? exports.get('migration')
  const made = whole?.kind === 'class' ? evaluation.construct(whole) : whole
  return made?.kind === 'object' ? directionsIn(made, evaluation) : {}
}

/** `up` and `down` of an object. */
export function directionsIn(self: Value, evaluation: Evaluation): Directions {
  return { up: evaluation.property(self, 'up'), down: evaluation.property(self, 'down'), self }
}

/** Whether the functions take a query interface, an instance of Sequelize or Umzug's parameters with either. */
export function takesSequelize(module: Module, { up, down }: Directions): boolean {
  return [up, down].some(value => value?.kind === 'function' && isSequelize(module, value))
}

/** Whether a module among migrations may be one too: `up` does nothing, or hands its parameter to a helper. */
export function mayBeNeighbour(module: Module, directions: Directions): boolean {
  const { up } = directions
  if (up?.kind !== 'function') return false
  return up.node.params.length === 0 || takesSequelize(module, directions) || isHandedOn(up.node)
}

/** Methods of Sequelize's query interface that no other framework gives to a migration. */
const SURELY = new Set([
  ...[
    'sequelize',
    'getQueryInterface',
    'queryInterface',
    'bulkInsert',
    'bulkUpdate',
    'bulkDelete',
    'rawSelect',
  ],
  ...['removeConstraint', 'describeTable', 'showAllTables', 'dropAllTables', 'showIndex', 'showConstraint'],
  ...['tableExists', 'dropEnum', 'queryGenerator', 'QueryGenerator'],
])

/** Methods that db-migrate and node-pg-migrate have as well. */
const PERHAPS = new Set([
  ...['createTable', 'dropTable', 'renameTable', 'addColumn', 'removeColumn', 'changeColumn', 'renameColumn'],
  ...['addIndex', 'removeIndex', 'addConstraint', 'createFunction', 'dropFunction', 'createTrigger'],
  ...['dropTrigger', 'createSchema', 'dropSchema', 'query', 'transaction', 'upsert', 'insert'],
])

/** Properties that only the others have. */
const OTHERS = new Set(['runSql', 'schema', 'raw', 'sql', 'noTransaction', 'createIndex', 'manager', 'all'])

function isSequelize(module: Module, { node, at }: FunctionValue): boolean {
  const [first, second] = node.params
  if (!first) return false
  const context = patternFor(first, 'context')
  if (/\b(?:QueryInterface|Sequelize)\b/u.test(typeIn(at.file, first))) return true
  if (context?.type === 'ObjectPattern')
    return (
      patternFor(context, 'queryInterface') !== undefined || named(patternFor(context, 'sequelize')) !== ''
    )
  if (first.type === 'ObjectPattern' && !context) return named(patternFor(first, 'sequelize')) !== ''
  const name = named(context ?? first)
  const uses = new Set(usesOf(node, name))
  if ([...uses].some(use => OTHERS.has(use))) return false
  if (/^_*(?:queryInterface|qi|sequelize)$/iu.test(name) || [...uses].some(use => SURELY.has(use)))
    return true
  const known = /^_*(?:Sequelize|DataTypes)$/u.test(named(second)) || second?.type === 'ObjectPattern'
  const imported = importsSequelize(module)
  return (known || imported) && [...uses].some(use => PERHAPS.has(use))
}

/** Also what is done with `params.context`. */
function usesOf(node: FunctionNode, name: string): readonly string[] {
  if (name === '') return []
  const direct = propertiesOf(node.body, name)
  if (!direct.includes('context')) return direct
  return [...direct, ...propertiesOfContext(node.body ?? undefined, name)]
}

function propertiesOfContext(root: Node | undefined, name: string): readonly string[] {
  if (!root) return []
  const alias = root.type === 'VariableDeclarator' ? aliasIn(root, name) : ''
  const below = childrenOf(root).flatMap(child => propertiesOfContext(child, name))
  const own = root.type === 'MemberExpression' ? propertiesBehind(root, name) : []
  return [...(/^_*(?:queryInterface|sequelize)$/iu.test(alias) ? ['sequelize'] : []), ...own, ...below]
}

/** `const queryInterface = params.context`, `const { context: queryInterface } = params`. */
function aliasIn(node: Node, name: string): string {
  const [id, init] = childrenOf(node)
  if (!id || !init) return ''
  return propertiesOf(init, name)[0] === 'context' ? nameOf(id) : ''
}

/** `params.context.addColumn`. */
function propertiesBehind(node: Node, name: string): readonly string[] {
  const [object, property] = childrenOf(node)
  return object?.type === 'MemberExpression' && propertiesOf(object, name)[0] === 'context'
    ? [nameOf(property)]
    : []
}

function named(pattern: Pattern | undefined): string {
  if (pattern?.type === 'AssignmentPattern') return named(pattern.left)
  return pattern?.type === 'Identifier' ? pattern.name : ''
}

function typeIn(file: SourceFile, pattern: Pattern): string {
  const annotation = 'typeAnnotation' in pattern ? pattern.typeAnnotation : undefined
  return annotation ? sourceOf(file, annotation) : ''
}

/** The parameter is only given to others. */
function isHandedOn(node: FunctionNode): boolean {
  const [first] = node.params
  if (!first) return true
  const name = named(patternFor(first, 'context') ?? first)
  return name !== '' && propertiesOf(node.body, name).length === 0
}

/** Modules that migrations of Sequelize load, also for their types alone. */
const MODULES = new Set(['sequelize', 'sequelize-typescript', '@sequelize/core', 'umzug'])

function importsSequelize({ program }: Module): boolean {
  return modulesLoaded(program).some(specifier => MODULES.has(specifier))
}
