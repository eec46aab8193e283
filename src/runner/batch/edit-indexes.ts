/** Indexes of a table that is rebuilt: those that go, and those that come. */
import type { IndexOperation } from '../../model/index-operations.ts'
import { sqliteTokens } from '../../sql/sqlite/tokens.ts'
import { BatchError, enumeration } from './batch-error.ts'
import type { Draft, NamedSql } from './draft.ts'
import type { Edits } from './edit.ts'
import { sameName } from './names.ts'
import { identifier, printOperation } from './print.ts'

/** What each operation does to the list of indexes. */
export const INDEX_EDITS: Pick<Edits, Exclude<IndexOperation['kind'], 'attachIndex' | 'reindex'>> = {
  createIndex: (draft, operation) => {
    const made = namedSql(printOperation(operation), 'INDEX')
    if (operation.ifNotExists && hasIndex(draft, made.name)) return draft
    return { ...draft, indexes: [...draft.indexes, made] }
  },
  dropIndex: (draft, { index, ifExists }) => {
    if (!hasIndex(draft, index.name) && !ifExists) throw noIndex(draft, index.name)
    return { ...draft, indexes: draft.indexes.filter(each => !sameName(each.name, index.name)) }
  },
  renameIndex: (draft, { index, to, ifExists }) => {
    if (!hasIndex(draft, index.name) && !ifExists) throw noIndex(draft, index.name)
    const indexes = draft.indexes.map(each =>
      sameName(each.name, index.name) ? { name: to, sql: renamedIndex(each.sql, to) } : each,
    )
    return { ...draft, indexes }
  },
}

/** The statement with the name behind INDEX or TRIGGER. */
export function namedSql(sql: string, word: 'INDEX' | 'TRIGGER'): NamedSql {
  const tokens = sqliteTokens(sql)
  let at = tokens.findIndex(token => token.word === word) + 1
  if (tokens[at]?.word === 'IF') at += 3
  // `main.ix_note`
  const name = tokens[at + 1]?.word === '.' ? tokens[at + 2] : tokens[at]
  return { name: name?.name ?? '', sql }
}

/** The statement that makes the same index under another name. */
export function renamedIndex(sql: string, to: string): string {
  const tokens = sqliteTokens(sql)
  const name = tokens[tokens.findIndex(({ word }) => word === 'INDEX') + 1]
  return sql.slice(0, name?.start) + identifier(to) + sql.slice(name?.end)
}

function hasIndex({ indexes }: Draft, name: string): boolean {
  return indexes.some(each => sameName(each.name, name))
}

function noIndex(draft: Draft, name: string): BatchError {
  const names = draft.indexes.map(each => each.name)
  const there = names.length === 0 ? 'it has none' : `it has ${enumeration(names)}`
  return new BatchError(`Table ${draft.name} has no index ${name}; ${there}.`)
}
