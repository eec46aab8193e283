/** Indexes: https://www.postgresql.org/docs/current/sql-createindex.html */
import type { CreateIndex, IndexOperation } from '../../model/index-operations.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import { list, words, type Printers } from '../compiler.ts'
import { printIndexPart } from './expressions.ts'
import type { Spelling } from '../spelling.ts'

export const INDEX_PRINTERS: Printers<IndexOperation['kind']> = {
  createIndex,
  dropIndex: ({ index, concurrently, ifExists, cascade }, { qualified }) =>
    words(
      'DROP INDEX',
      concurrently && 'CONCURRENTLY',
      ifExists && 'IF EXISTS',
      qualified(index),
      cascade && 'CASCADE',
    ),
  renameIndex: ({ index, to, ifExists }, { qualified, identifier }) =>
    words('ALTER INDEX', ifExists && 'IF EXISTS', qualified(index), 'RENAME TO', identifier(to)),
  attachIndex: ({ index, partitionIndex }, { qualified }) =>
    `ALTER INDEX ${qualified(index)} ATTACH PARTITION ${qualified(partitionIndex)}`,
  reindex: ({ target, name, concurrently }, { qualified }) =>
    words('REINDEX', target.toUpperCase(), concurrently && 'CONCURRENTLY', name && qualified(name)),
}

function createIndex(operation: Unplaced<CreateIndex>, spelling: Spelling): string {
  const { identifier, identifiers, qualified } = spelling
  return words(
    'CREATE',
    operation.unique && 'UNIQUE',
    'INDEX',
    operation.concurrently && 'CONCURRENTLY',
    operation.ifNotExists && 'IF NOT EXISTS',
    operation.name !== undefined && identifier(operation.name),
    'ON',
    operation.only && 'ONLY',
    qualified(operation.table),
    operation.using !== undefined && `USING ${identifier(operation.using)}`,
    list(operation.parts.map(part => printIndexPart(part, spelling))),
    operation.include.length > 0 && `INCLUDE (${identifiers(operation.include)})`,
    operation.nullsNotDistinct && 'NULLS NOT DISTINCT',
    operation.storageParameters !== undefined && `WITH (${operation.storageParameters})`,
    operation.tablespace !== undefined && `TABLESPACE ${identifier(operation.tablespace)}`,
    operation.where && `WHERE ${operation.where.sql}`,
  )
}
