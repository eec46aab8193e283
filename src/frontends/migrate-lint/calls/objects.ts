/** The calls on enums, views, schemas, extensions and comments. */
import type { NamedObjectOperation, ObjectOperation } from '../../../model/object-operations.ts'
import type { Unplaced } from '../../../model/operation-base.ts'
import type { OperationOf } from '../../../model/operation.ts'
import type { TypeOperation } from '../../../model/type-operations.ts'
import { identifier, literal, qualified } from '../../../dialects/postgres/identifiers.ts'
import { entry, flags, method, object, sqlOrText, text, texts, word, type Method } from './code.ts'
import { nameCode } from './names.ts'

type ObjectWriters = {
  readonly [K in TypeOperation['kind'] | NamedObjectOperation['kind']]?: (
    operation: Unplaced<OperationOf<K>>,
  ) => Method | undefined
}

/** The calls on named objects; undefined where `op` has no word for a part. */
export const OBJECT_WRITERS: ObjectWriters = {
  createEnum(operation) {
    const name = nameCode(operation.type)
    return (
      name && method('createEnum', [name, texts(operation.values)], object(flags(operation, 'ifNotExists')))
    )
  },
  addEnumValue(operation) {
    const name = nameCode(operation.type)
    const options = object([
      entry('before', operation.before, text),
      entry('after', operation.after, text),
      ...flags(operation, 'ifNotExists'),
    ])
    return name && method('addEnumValue', [name, text(operation.value)], options)
  },
  renameEnumValue({ type, value, to }) {
    const name = nameCode(type)
    return name && method('renameEnumValue', [name, text(value), text(to)])
  },
  dropType(operation) {
    const name = nameCode(operation.type)
    if (operation.domain || !name) return undefined
    return method('dropEnum', [name], object(flags(operation, 'ifExists', 'cascade')))
  },
  createView(operation) {
    const { view, columns, query } = operation
    const name = nameCode(view)
    const options = object([
      ...flags(operation, 'materialized', 'orReplace', 'ifNotExists', 'temporary', 'noData'),
      columns.length > 0 ? ['columns', texts(columns)] : undefined,
    ])
    return name && method('createView', [name, sqlOrText(query)], options)
  },
  dropView(operation) {
    const name = nameCode(operation.view)
    return name && method('dropView', [name], object(flags(operation, 'materialized', 'ifExists', 'cascade')))
  },
  refreshView(operation) {
    const name = nameCode(operation.view)
    return name && method('refreshView', [name], object(flags(operation, 'concurrently', 'noData')))
  },
  objectDdl: operation =>
    operation.verb === 'comment' ? comment(operation) : (simple(operation) ?? undefined),
}

const SIMPLE = {
  'create schema': 'createSchema',
  'drop schema': 'dropSchema',
  'create extension': 'createExtension',
  'drop extension': 'dropExtension',
} as const

/** A schema or extension about which only its name says something. */
function simple(operation: Unplaced<ObjectOperation>): Method | undefined {
  const { verb, objectType, name, sql, ifNotExists } = operation
  const found = Object.entries(SIMPLE).find(([words]) => words === `${verb} ${objectType}`)?.[1]
  const bare = ['CREATE EXTENSION', ...(ifNotExists ? ['IF NOT EXISTS'] : []), identifier(name.name)].join(
    ' ',
  )
  if (!found || name.schema !== undefined || (sql !== undefined && sql !== bare)) return undefined
  const [exists, other] =
    verb === 'create' ? (['ifNotExists', 'ifExists'] as const) : (['ifExists', 'ifNotExists'] as const)
  if (operation[other] || (verb === 'create' && operation.cascade)) return undefined
  return method(found, [text(name.name)], object(flags(operation, exists, 'cascade')))
}

function comment({ objectType, name, table, sql = '' }: Unplaced<ObjectOperation>): Method | undefined {
  if (objectType === 'table') {
    const [on, said] = [nameCode(name), saidOf(sql, `TABLE ${qualified(name)}`)]
    if (!on || said === undefined) return undefined
    return said === null ? method('dropTableComment', [on]) : method('setTableComment', [on, text(said)])
  }
  if (objectType !== 'column' || !table) return undefined
  const [on, said] = [nameCode(table), saidOf(sql, `COLUMN ${qualified(table)}.${identifier(name.name)}`)]
  if (!on || said === undefined) return undefined
  const value = said === null ? word(null) : text(said)
  return method('alterColumn', [on, text(name.name)], object([['comment', value]]))
}

/** The text of a comment; null for none, undefined where the statement is written in another way. */
function saidOf(sql: string, on: string): string | null | undefined {
  const before = `COMMENT ON ${on} IS `
  if (!sql.startsWith(before)) return undefined
  const rest = sql.slice(before.length)
  if (rest === 'NULL') return null
  const escaped = rest.startsWith("E'")
  const inner = rest.slice(escaped ? 2 : 1, -1).replaceAll("''", "'")
  const said = escaped ? inner.replaceAll('\\\\', '\\') : inner
  return literal(said) === rest ? said : undefined
}
