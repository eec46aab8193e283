/** Statements on rows: https://www.sqlite.org/lang.html */
import type { DataOperation } from '../../model/data-operations.ts'
import { formatName } from '../../model/names.ts'
import type { Printers } from '../compiler.ts'
import { DATA_PRINTERS } from '../postgres/data-operations.ts'
import { refuse, withNotices } from './left-out.ts'

export const SQLITE_DATA_PRINTERS: Printers<DataOperation['kind']> = {
  ...DATA_PRINTERS,
  mergeRows: ({ table }) =>
    refuse(
      'mergeRows',
      `MERGE INTO ${formatName(table)}`,
      'SQLite has no MERGE',
      'Use INSERT … ON CONFLICT, UPDATE … FROM and DELETE',
    ),
  copyRows: ({ table }) =>
    refuse('copyRows', `COPY ${formatName(table)}`, 'SQLite has no COPY', 'Use op.bulkInsert'),
  // https://www.sqlite.org/lang_delete.html#the_truncate_optimization
  truncateTable({ table, cascade, restartIdentity }, { qualified }) {
    if (cascade) {
      const why = 'SQLite does not find the tables that refer to it'
      refuse('truncateTable', `TRUNCATE ${formatName(table)} CASCADE`, why, 'Delete from each of the tables')
    }
    return withNotices(
      [
        restartIdentity &&
          'RESTART IDENTITY left out: an empty table numbers from 1, except with AUTOINCREMENT',
      ],
      `DELETE FROM ${qualified(table)}`,
    )
  },
  // Only a trigger may RAISE; a path that is none stands in the error of json_extract().
  assertQuery: ({ sql, message }, { literal }) =>
    `SELECT CASE WHEN coalesce((${sql}), false) THEN 1 ELSE json_extract('{}', ${literal(
      message ?? `assertion failed: ${sql}`,
    )}) END`,
}
