/** The calls on rows and on the session. */
import type { DataOperation } from '../../../model/data-operations.ts'
import type { Unplaced } from '../../../model/operation-base.ts'
import type { OperationOf } from '../../../model/operation.ts'
import type { SessionOperation } from '../../../model/session-operations.ts'
import { entry, method, object, sqlOrText, text, word, type Entry, type Method } from './code.ts'
import { nameCode } from './names.ts'
import { conditionCode, valueCode } from './values.ts'

type DataWriters = {
  readonly [K in DataOperation['kind'] | SessionOperation['kind']]?: (
    operation: Unplaced<OperationOf<K>>,
  ) => Method | undefined
}

const LIMITS: Readonly<Record<string, string>> = {
  lock_timeout: 'lockTimeout',
  statement_timeout: 'statementTimeout',
}

/** The calls on rows and the session; undefined where `op` has no word for a part. */
export const DATA_WRITERS: DataWriters = {
  updateInBatches({ table, set, where, key, size }) {
    const name = nameCode(table)
    const values = set.map(({ column, value }): Entry | undefined => value && [column, valueCode(value)])
    if (!name || !values.every(each => each !== undefined)) return undefined
    const options = object([
      ['set', { kind: 'object', entries: values }],
      entry('where', where, conditionCode),
      entry('key', key, text),
      entry('size', size, word),
    ])
    return method('updateInBatches', [name], options)
  },
  assertQuery: ({ sql, message }) =>
    method('assert', [sqlOrText(sql), ...(message === undefined ? [] : [text(message)])]),
  setParameter({ name, value, scope, unknown }) {
    const option = LIMITS[name]
    if (option === undefined || scope !== 'local' || value === undefined || unknown) return undefined
    return method('setLocal', [], object([[option, text(value)]]))
  },
}
