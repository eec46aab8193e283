/** Indexes: https://www.sqlite.org/lang_createindex.html */
import type { IndexPart } from '../../model/index-part.ts'
import type { CreateIndex, IndexOperation } from '../../model/index-operations.ts'
import { formatName } from '../../model/names.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import { list, words, type Printers } from '../compiler.ts'
import { printIndexPart } from '../postgres/expressions.ts'
import { INDEX_PRINTERS } from '../postgres/index-operations.ts'
import { sqliteCollation } from './columns.ts'
import { SQLITE } from './identifiers.ts'
import { refuse, withNotices, type Notice } from './left-out.ts'

/** Methods whose index answers other questions than a btree does. */
const OTHER_QUESTIONS: ReadonlySet<string> = new Set([
  'gin',
  'gist',
  'spgist',
  'hnsw',
  'ivfflat',
  'rum',
  'bloom',
])

const ONE_TRANSACTION = 'CONCURRENTLY left out: SQLite has one writer, and readers go on'

export const SQLITE_INDEX_PRINTERS: Printers<IndexOperation['kind']> = {
  createIndex,
  dropIndex: ({ index, concurrently, ifExists, cascade }, spelling) =>
    withNotices(
      [concurrently && ONE_TRANSACTION, cascade && 'CASCADE left out: nothing of SQLite stands on an index'],
      INDEX_PRINTERS.dropIndex({ kind: 'dropIndex', index, ifExists }, spelling),
    ),
  renameIndex: ({ index, to }) =>
    refuse(
      'renameIndex',
      `Renaming index ${formatName(index)} to ${to}`,
      'SQLite has no ALTER INDEX',
      'Drop the index, and create it with the new name',
    ),
  attachIndex: ({ index }) =>
    refuse(
      'attachIndex',
      `Attaching a partition to index ${formatName(index)}`,
      'SQLite has no partitions',
      'Keep all rows in one table for SQLite',
    ),
  reindex: ({ target, name, concurrently }, { qualified }) =>
    withNotices(
      [concurrently && ONE_TRANSACTION],
      words('REINDEX', (target === 'index' || target === 'table') && name && qualified(name)),
    ),
}

function createIndex(operation: Unplaced<CreateIndex>): string {
  const { name, table, parts, using, where, unique } = operation
  const what = `Index ${name ?? 'without a name'} on ${formatName(table)}`
  if (operation.nullsNotDistinct && unique) {
    const why = 'to SQLite two nulls are never equal'
    refuse('createIndex', `${what} with NULLS NOT DISTINCT`, why, 'Index coalesce(column, …) instead')
  }
  if (using !== undefined && OTHER_QUESTIONS.has(using)) {
    const why = 'SQLite has btree indexes only, which do not answer what this one is for'
    refuse(
      'createIndex',
      `${what} with USING ${using}`,
      why,
      'Leave it out for SQLite, or use its FTS5 or R*Tree tables',
    )
  }
  return withNotices(
    noticesOf(operation),
    words(
      'CREATE',
      unique && 'UNIQUE',
      'INDEX',
      operation.ifNotExists && 'IF NOT EXISTS',
      // The index names the database, its table must not.
      SQLITE.qualified({ schema: table.schema, name: name ?? madeName(operation) }),
      'ON',
      SQLITE.identifier(table.name),
      list(parts.map(part => printIndexPart(fitPart(part, what), SQLITE))),
      where && `WHERE ${where.sql}`,
    ),
  )
}

/** As PostgreSQL makes it: https://www.postgresql.org/docs/current/sql-createindex.html */
function madeName({ table, parts }: Unplaced<CreateIndex>): string {
  return [table.name, ...parts.map(nameOfPart), 'idx'].join('_')
}

/** A column, or the function that an expression calls. */
function nameOfPart({ column, expression }: IndexPart): string {
  return column ?? /^(\w+)\(/u.exec(expression?.sql ?? '')?.[1] ?? 'expr'
}

function noticesOf(operation: Unplaced<CreateIndex>): readonly Notice[] {
  const { using, include, storageParameters, tablespace, only, parts } = operation
  return [
    operation.concurrently && ONE_TRANSACTION,
    using !== undefined && using !== 'btree' && `USING ${using} left out: SQLite has btree indexes only`,
    only && 'ONLY left out: SQLite has no partitions',
    include.length > 0 && `INCLUDE (${include.join(', ')}) left out: it only makes reading faster`,
    storageParameters !== undefined &&
      `WITH (${storageParameters}) left out: SQLite has no storage parameters`,
    tablespace !== undefined && `TABLESPACE ${tablespace} left out: SQLite has one file`,
    ...parts.flatMap(part => [
      part.operatorClass !== undefined && `${part.operatorClass} left out: SQLite has no operator classes`,
      !nullsAsAlways(part) &&
        `NULLS ${part.nulls?.toUpperCase()} left out: only the order of the index differs`,
    ]),
  ]
}

/** To SQLite nulls are the smallest values: https://www.sqlite.org/lang_select.html#orderby */
function nullsAsAlways({ nulls, order }: IndexPart): boolean {
  return nulls === undefined || nulls === (order === 'desc' ? 'last' : 'first')
}

function fitPart(part: IndexPart, what: string): IndexPart {
  const { collation } = part
  const fit = collation === undefined ? undefined : sqliteCollation(collation)
  if (collation !== undefined && fit === undefined) {
    const why = 'SQLite has BINARY, NOCASE and RTRIM'
    refuse(
      'createIndex',
      `${what} with the collation ${collation}`,
      why,
      'Leave the collation out for SQLite',
    )
  }
  return { ...part, collation: fit, nulls: undefined, operatorClass: undefined }
}
