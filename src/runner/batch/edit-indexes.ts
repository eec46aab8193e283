/** Indexes of a table that is rebuilt: those that go, and those that come. */
import type { IndexOperation } from '../../model/index-operations.ts'
import { sqliteTokens } from '../../sql/sqlite/tokens.ts'
import { BatchError, enumeration } from './batch-error.ts'
import type { Draft } from './draft.ts'
import type { Edits } from './edit.ts'
import { sameName } from './names.ts'
import { identifier } from './print.ts'

/** What each operation does to the list of indexes. */
export const INDEX_EDITS: Pick<Edits, Exclude<IndexOperation['kind'], 'attachIndex' | 'reindex'>> = {
  createIndex: (draft, operation) => {
    const isThere = operation.name !== undefined && hasIndex(draft, operation.name)
    if (isThere && operation.ifNotExists) return draft
    return { ...draft, newIndexes: [...draft.newIndexes, operation] }
  },
  dropIndex: (draft, { index, ifExists }) => {
    if (!hasIndex(draft, index.name) && !ifExists) throw noIndex(draft, index.name)
    return {
      ...draft,
      indexes: draft.indexes.filter(each => !sameName(each.name, index.name)),
      newIndexes: draft.newIndexes.filter(each => !sameName(each.name ?? '', index.name)),
    }
  },
  renameIndex: (draft, { index, to, ifExists }) => {
    if (!hasIndex(draft, index.name) && !ifExists) throw noIndex(draft, index.name)
    return {
      ...draft,
      indexes: draft.indexes.map(each =>
        sameName(each.name, index.name) ? { name: to, sql: renamedIndex(each.sql, to) } : each,
      ),
      newIndexes: draft.newIndexes.map(each =>
        sameName(each.name ?? '', index.name) ? { ...each, name: to } : each,
      ),
    }
  },
}

/** The statement that makes the same index under another name. */
export function renamedIndex(sql: string, to: string): string {
  const tokens = sqliteTokens(sql)
  const name = tokens[tokens.findIndex(({ word }) => word === 'INDEX') + 1]
  return sql.slice(0, name?.start) + identifier(to) + sql.slice(name?.end)
}

function hasIndex({ indexes, newIndexes }: Draft, name: string): boolean {
  return [...indexes, ...newIndexes].some(each => sameName(each.name ?? '', name))
}

function noIndex(draft: Draft, name: string): BatchError {
  const names = draft.indexes.map(each => each.name)
  const there = names.length === 0 ? 'it has none' : `it has ${enumeration(names)}`
  return new BatchError(`Table ${draft.name} has no index ${name}; ${there}.`)
}
