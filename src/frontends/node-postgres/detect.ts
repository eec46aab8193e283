/** Whether what a migration is given is a client of node-postgres, from its type or from what is done with it. */
import { property } from '../typescript/arguments.ts'
import type { Evaluation } from '../typescript/evaluate.ts'
import { typeOfParameter, usesOfParameter, type ParameterUse } from '../typescript/parameter-uses.ts'
import { partsOf } from '../typescript/sql-parts.ts'
import { mappedOf } from '../typescript/value-tools.ts'
import type { FunctionValue, Value } from '../typescript/values.ts'
import { NAMES } from './client.ts'

const TYPES = /^(?:\w+\.)?(?:PoolClient|ClientBase|Client|Pool)$/u

/** Types of other frameworks whose objects have `query` as well. */
const OTHERS =
  /Query(?:Runner|Interface)|Sequelize|Knex|Kysely|Sql\b|MigrationBuilder|Mysql|Connection|DataSource|Mongo/iu

/** Names under which no client of node-postgres comes along. */
const OTHER_NAMES =
  /quer(?:y(?:interface|runner))|sequelize|mysql|sqlite|mongo|arango|neo4j|cassandra|clickhouse|knex|pgm/iu

/** What a client has besides `query`. */
const METHODS = new Set([
  'query',
  'connect',
  'release',
  'end',
  'on',
  'once',
  'off',
  'escapeIdentifier',
  'escapeLiteral',
])

const HELD = new RegExp(`^\\.(?:${NAMES.join('|')})(?=\\.)`, 'u')

/** By its type; without one, because texts of SQL are sent through it and nothing is done that a client cannot do. */
export function takesClient(evaluation: Evaluation, fn: FunctionValue, isPlace: boolean): boolean {
  const type = typeOfParameter(fn)
  const uses = usesOfParameter(evaluation, fn)
  if (type !== undefined && TYPES.test(type)) return uses.every(isOfClient)
  if (!isPlace || (type !== undefined && OTHERS.test(type)) || OTHER_NAMES.test(nameOf(fn))) return false
  return uses.length > 0 && uses.every(isOfClient) && uses.some(sendsSql)
}

function nameOf({ node, at }: FunctionValue): string {
  const [parameter] = node.params
  return parameter ? at.file.text.slice(parameter.range[0], parameter.range[1]) : ''
}

/** `.query` of the parameter, or of a client that it holds; what its results are asked is no business of the client. */
function isOfClient({ path, isTemplate }: ParameterUse): boolean {
  if (path.includes('()')) return true
  const [, method = '', ...more] = path.replace(HELD, '').split('.')
  return !isTemplate && more.length === 0 && METHODS.has(method)
}

const STATEMENT =
  /^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*(?:alter|analyze|begin|call|cluster|comment|commit|copy|create|delete|do|drop|explain|grant|insert|lock|merge|refresh|reindex|rename|revoke|rollback|select|set|truncate|update|vacuum|with)\b/iu

function sendsSql({ path, args }: ParameterUse): boolean {
  if (!/^(?:\.\w+)?\.query$/u.test(path)) return false
  const [first] = args
  return partsOf(first) !== undefined || isSql(first) || isSql(property(first, 'text'))
}

function isSql(value: Value | undefined): boolean {
  return value?.kind === 'string' && STATEMENT.test(mappedOf(value).text)
}
