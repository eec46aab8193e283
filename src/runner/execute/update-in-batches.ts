/** `op.updateInBatches`: a walk along the key of a table, a batch at a time. */
import type { Database } from '../../database/open-database.ts'
import { identifier, qualified } from '../../dialects/postgres/identifiers.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { BatchesStep } from '../op/step.ts'
import { RunnerError } from '../runner-error.ts'
import { text } from '../tables/sql-text.ts'
import { NOTHING, type Send, type Unit } from './unit.ts'

const DEFAULT_SIZE = 1000

/** The part; each batch of it is committed by itself. */
export function batchesOf({ operation, pause }: BatchesStep, dialect: Database['dialect']): Unit {
  const { table, set, where, size = DEFAULT_SIZE } = operation
  const assignments = set
    .map(({ column, value }) => `${identifier(column)} = ${value?.sql ?? 'NULL'}`)
    .join(', ')
  const condition = where ? ` AND (${where.sql})` : ''
  return {
    text: `UPDATE ${qualified(table)} SET ${assignments} WHERE true${condition} BY ${operation.key ?? ''}`,
    batches: {
      pause,
      async next(send, after) {
        const key = identifier(operation.key ?? (await primaryKeyOf(send, table, dialect)))
        const behind = after === undefined ? 'true' : `${key} > ${after}`
        const inner = `SELECT ${key} FROM ${qualified(table)} WHERE ${behind} AND ${key} IS NOT NULL${condition} ORDER BY ${key} LIMIT ${String(size)}`
        const last = await lastKey(send, inner, key, dialect)
        if (last === undefined) return undefined
        await send(
          `UPDATE ${qualified(table)} SET ${assignments} WHERE ${behind} AND ${key} <= ${last}${condition}`,
        )
        return last
      },
    },
    // No order leads to rows without a key; only a unique column that was named has some.
    perform: send =>
      operation.key === undefined
        ? Promise.resolve(NOTHING)
        : send(
            `UPDATE ${qualified(table)} SET ${assignments} WHERE ${identifier(operation.key)} IS NULL${condition}`,
          ),
  }
}

/** The same in one statement, for a script. */
export function wholeUpdate({ operation: { table, set, where } }: BatchesStep): string {
  const assignments = set
    .map(({ column, value }) => `${identifier(column)} = ${value?.sql ?? 'NULL'}`)
    .join(', ')
  return `UPDATE ${qualified(table)} SET ${assignments}${where ? ` WHERE ${where.sql}` : ''}`
}

/** As a literal: PostgreSQL reads a quoted text as a value of the column's type, SQLite knows the type by the literal. */
async function lastKey(
  send: Send,
  inner: string,
  key: string,
  dialect: Database['dialect'],
): Promise<string | undefined> {
  // Not max(): PostgreSQL has none for uuid before 18.
  const value = dialect === 'postgres' ? `${key}::text` : `quote(${key})`
  const { rows } = await send(`SELECT ${value} AS last FROM (${inner}) AS batch ORDER BY ${key} DESC LIMIT 1`)
  const last = rows[0]?.['last']
  if (typeof last !== 'string') return undefined
  return dialect === 'postgres' ? text(last) : last
}

async function primaryKeyOf(send: Send, table: QualifiedName, dialect: Database['dialect']): Promise<string> {
  const { rows } = await send(
    dialect === 'postgres'
      ? `SELECT a.attname AS name FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) WHERE i.indrelid = to_regclass(${text(qualified(table))}) AND i.indisprimary`
      : `SELECT name FROM pragma_table_info(${text(table.name)}) WHERE pk > 0`,
  )
  const [only] = rows
  if (only && rows.length === 1) return String(only['name'])
  throw new RunnerError(
    `${qualified(table)} has no primary key of one column to walk along. Name a unique column: { key: 'id' }`,
  )
}
