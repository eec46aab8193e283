/** Tables: https://salsita.github.io/node-pg-migrate/tables/ */
import type { MappedText } from '../../source/mapped-text.ts'
import { is, listOf, type Given } from '../typescript/given.ts'
import { arrayValue, UNDEFINED } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'
import { joined } from '../typescript/written-sql.ts'
import { columnsOf } from './columns.ts'
import { constraintsOf } from './constraints.ts'
import { formatLines } from './lines.ts'
import { isUndefined, optionsIn, optionsOf, type Options } from './options.ts'
import { refused } from './refusal.ts'
import type { Saying, Write } from './say.ts'
import { literal, literalIn, makeComment, stringOf } from './values.ts'

export const createTable: Write = (on, table, columns, options) => {
  const given = optionsOf(options)
  const { definitions, comments, primaryKey } = columnsOf(on, table, columns)
  const keys = constraintsOf({ on, table, name: undefined }, tableConstraints(on, given, primaryKey))
  const like = given.truthy('like')
  const lines = [...definitions, ...keys.constraints, ...(like ? [likeClause(on, like)] : [])]
  const [temporary, unlogged] = [given.word('temporary', ' TEMPORARY'), given.word('unlogged', ' UNLOGGED')]
  if (temporary && unlogged) throw refused('a table is temporary and unlogged')
  const ifNotExists = given.word('ifNotExists', ' IF NOT EXISTS')
  const inherits = given.truthy('inherits')
  const partition = given.truthy('partition')
  const behind = [
    ...(inherits ? [on.say` INHERITS (${literal(inherits)})`] : []),
    ...(partition ? [partitionClause(on, optionsOf(partition))] : []),
  ]
  const comment = given.get('comment')
  const created = on.say`CREATE${temporary}${unlogged} TABLE${ifNotExists} ${literal(table)} (
${formatLines(on, lines)}
)${joined(on.span, behind, '')};`
  return joined(
    on.span,
    [
      created,
      ...comments,
      ...keys.comments,
      ...(comment ? [makeComment(on, 'TABLE', literal(table), comment)] : []),
    ],
    '\n',
  )
}

/** Those of the options, and the primary key of several columns. */
function tableConstraints({ span }: Saying, options: Options, primaryKey: readonly Given[]): Options {
  const given = options.get('constraints')
  const own = given?.value.kind === 'object' ? given.value.properties.value : new Map<string, Value>()
  if (given?.value.kind === 'unknown') optionsOf(given)
  if (primaryKey.length === 0) return optionsIn(own, { span: given?.span ?? span })
  if (own.has('primaryKey')) throw refused('columns and options give a primary key')
  const columns = arrayValue(primaryKey.map(({ value }) => value))
  return optionsIn(new Map([...own, ['primaryKey', columns]]), { span: given?.span ?? span })
}

function likeClause(on: Saying, like: Given): MappedText {
  const detailed = like.value.kind === 'object' && !literalIn(like) ? optionsOf(like) : undefined
  const table = detailed?.get('table')
  const options = detailed?.get('options')
  const said = options && optionsOf(options)
  const words = (name: string, word: string): readonly MappedText[] => {
    const given = said?.get(name)
    const all = given ? listOf(given).filter(({ value }) => !isUndefined(value)) : []
    return all.map(each => on.say` ${word} ${stringOf(each)}`)
  }
  const all = [...words('including', 'INCLUDING'), ...words('excluding', 'EXCLUDING')]
  return on.say`LIKE ${literal(table ?? like)}${joined(on.span, all, '')}`
}

function partitionClause(on: Saying, partition: Options): MappedText {
  const undefinedHere = { value: UNDEFINED, span: on.span }
  const columns = listOf(partition.get('columns') ?? undefinedHere).map(each => partitionColumn(on, each))
  const strategy = stringOf(partition.get('strategy') ?? undefinedHere)
  return on.say` PARTITION BY ${strategy} (${joined(on.span, columns)})`
}

function partitionColumn(on: Saying, column: Given): MappedText {
  if (column.value.kind !== 'object') return literal(column)
  const options = optionsOf(column)
  const collate = options.truthy('collate')
  const opclass = options.truthy('opclass')
  const words = [
    ...(collate ? [on.say` COLLATE ${stringOf(collate)}`] : []),
    ...(opclass ? [on.say` ${stringOf(opclass)}`] : []),
  ]
  return on.say`${literal(options.get('name') ?? column)}${joined(on.span, words, '')}`
}

export const dropTable: Write = (on, table, options) => {
  const given = optionsOf(options)
  const ifExists = given.word('ifExists', ' IF EXISTS')
  return on.say`DROP TABLE${ifExists} ${literal(table)}${given.word('cascade', ' CASCADE')};`
}

export const renameTable: Write = (on, table, to) =>
  on.say`ALTER TABLE ${literal(table)} RENAME TO ${literal(to)};`

export const alterTable: Write = (on, table, options) => {
  const given = optionsOf(options)
  const security = given.truthy('levelSecurity')
  const unlogged = given.get('unlogged')
  const definitions = [
    ...(security ? [on.say`${stringOf(security)} ROW LEVEL SECURITY`] : []),
    ...(is(unlogged, true) ? [on.say`SET UNLOGGED`] : []),
    ...(is(unlogged, false) ? [on.say`SET LOGGED`] : []),
  ]
  if (definitions.length === 0) throw refused('no table options are given')
  return on.say`ALTER TABLE ${literal(table)}\n  ${formatLines(on, definitions)};`
}
