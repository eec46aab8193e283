/** Statements on rows: as they were written, or from their parts where those say all. */
import type { Assignment, DataOperation } from '../../model/data-operations.ts'
import type { Expression } from '../../model/expression.ts'
import type { QualifiedName } from '../../model/names.ts'
import { comment, words, type Printers } from '../compiler.ts'
import type { Spelling } from '../spelling.ts'
import { literal, qualified } from './identifiers.ts'

export const DATA_PRINTERS: Printers<DataOperation['kind']> = {
  insertRows: ({ sql, table }, { qualified }) =>
    sql ?? comment(`INSERT INTO ${qualified(table)}: the rows are not known`),
  updateRows: ({ sql, table, set, where }, spelling) => sql ?? update(spelling, table, set, where),
  deleteRows: ({ sql, table, where }, { qualified }) =>
    sql ?? words('DELETE FROM', qualified(table), whereClause(where)),
  mergeRows: ({ sql, table }) => sql ?? comment(`MERGE INTO ${qualified(table)}: the statement is not known`),
  copyRows: ({ sql, table, direction }) =>
    sql ?? `COPY ${qualified(table)} ${direction === 'from' ? 'FROM STDIN' : 'TO STDOUT'}`,
  truncateTable: ({ table, cascade, restartIdentity }) =>
    words('TRUNCATE TABLE', qualified(table), restartIdentity && 'RESTART IDENTITY', cascade && 'CASCADE'),
  selectRows: ({ sql }) => sql ?? comment('SELECT: the query is not known'),
  // The runner sends it batch by batch; as one statement it is this.
  updateInBatches: ({ table, set, where }, spelling) => update(spelling, table, set, where),
  assertQuery: ({ sql, message }) =>
    [
      'DO $assert$ BEGIN',
      `  IF NOT coalesce((${sql}), false) THEN`,
      `    RAISE EXCEPTION USING MESSAGE = ${literal(message ?? `assertion failed: ${sql}`)};`,
      '  END IF;',
      'END $assert$',
    ].join('\n'),
}

function update(
  { qualified, identifier }: Spelling,
  table: QualifiedName,
  set: readonly Assignment[],
  where: Expression | undefined,
): string {
  const assignments = set.flatMap(({ column, value }) =>
    value ? [`${identifier(column)} = ${value.sql}`] : [],
  )
  if (assignments.length < set.length || set.length === 0) {
    return comment(`UPDATE ${qualified(table)}: the values are not known`)
  }
  return words('UPDATE', qualified(table), 'SET', assignments.join(', '), whereClause(where))
}

function whereClause(where: Expression | undefined): string | undefined {
  return where && `WHERE ${where.sql}`
}
