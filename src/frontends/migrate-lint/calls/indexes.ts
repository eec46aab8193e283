/** The calls on indexes. */
import type { CreateIndex, IndexOperation } from '../../../model/index-operations.ts'
import type { IndexPart } from '../../../model/index-part.ts'
import type { Unplaced } from '../../../model/operation-base.ts'
import type { OperationOf } from '../../../model/operation.ts'
import {
  entry,
  flags,
  list,
  method,
  object,
  text,
  texts,
  word,
  type Code,
  type Entry,
  type Method,
} from './code.ts'
import { givenName, nameCode, type Known } from './names.ts'
import { conditionCode, keyCode } from './values.ts'

type IndexWriters = {
  readonly [K in IndexOperation['kind']]?: (
    operation: Unplaced<OperationOf<K>>,
    known: Known,
  ) => Method | undefined
}

/** The calls on indexes; undefined where `op` has no word for a part. */
export const INDEX_WRITERS: IndexWriters = {
  createIndex,
  dropIndex(operation) {
    const { index, table, cascade } = operation
    const [name, on] = [nameCode(index), table && nameCode(table)]
    if (cascade || !name || (table && !on)) return undefined
    const options = object([
      entry('table', on, each => each),
      ...flags(operation, 'concurrently', 'ifExists'),
    ])
    return method('dropIndex', [name], options)
  },
  renameIndex({ index, to, ifExists }) {
    const name = nameCode(index)
    return ifExists || !name ? undefined : method('renameIndex', [name, text(to)])
  },
}

function createIndex(operation: Unplaced<CreateIndex>, known: Known): Method | undefined {
  const { name, parts, using, include, where, storageParameters, tablespace, only } = operation
  const table = nameCode(operation.table)
  if (only || !table) return undefined
  const options = object([
    ...flags(operation, 'unique'),
    entry('where', where, conditionCode),
    entry('using', using, text),
    include.length > 0 ? ['include', texts(include)] : undefined,
    classes(parts),
    ...flags(operation, 'nullsNotDistinct'),
    entry('with', storageParameters, storageCode),
    entry('tablespace', tablespace, text),
    ...flags(operation, 'concurrently', 'ifNotExists'),
  ])
  return method('createIndex', [givenName(name, 'ix', known), table, list(parts.map(keyCode))], options)
}

/** The operator classes of the columns; those of expressions stand in their SQL. */
function classes(parts: readonly IndexPart[]): Entry | undefined {
  const own = parts.flatMap(({ column, collation, operatorClass }): Entry[] =>
    column === undefined || collation !== undefined || operatorClass === undefined
      ? []
      : [[column, text(operatorClass)]],
  )
  return own.length > 0 ? ['opclass', { kind: 'object', entries: own }] : undefined
}

/** `{ fillfactor: 70 }` where every value is a number or a word that needs no quotes. */
function storageCode(parameters: string): Code {
  const pairs = parameters.split(', ').map(each => /^(\w+) = (-?\d+|[a-z]+)$/u.exec(each))
  if (!pairs.every(pair => pair !== null)) return text(parameters)
  const entries = pairs.map(([, name = '', value = '']): Entry => {
    const isWord = /^[a-z]/u.test(value) && value !== 'true' && value !== 'false'
    return [name, isWord ? text(value) : word(value)]
  })
  return { kind: 'object', entries }
}
