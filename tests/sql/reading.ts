/** Shared by the tests of src/sql: read a text, and show what was read without what is not the point. */
import { readSql, type ReadSqlOptions, type SqlReading } from '../../src/sql/read-sql.ts'
import { verbatim } from '../../src/source/mapped-text.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { textOf } from '../../src/source/span.ts'

const START: ReadSqlOptions = { sending: 'together', statement: 0, roundTrip: 0 }

/** Reads the text of a file. */
export function read(text: string, options: Partial<ReadSqlOptions> = {}): SqlReading {
  return readSql(verbatim(createSourceFile('orders.sql', text)), { ...START, ...options })
}

/** The operations without place and numbers. */
export function operationsOf(text: string): object[] {
  return read(text).operations.map(
    ({ span: _span, statement: _statement, roundTrip: _roundTrip, inBlock: _inBlock, ...rest }) => rest,
  )
}

/** The only operation of a text. */
export function operationOf(text: string): object {
  const operations = operationsOf(text)
  if (operations.length !== 1) throw new Error(`${operations.length} operations: ${text}`)
  return operations[0] ?? {}
}

/** The characters that say each operation. */
export function saidBy(text: string): string[] {
  return read(text).operations.map(operation => textOf(operation.span))
}

/** A plain type. */
export function type(name: string, ...args: (number | string)[]): object {
  return { name, arguments: args, dimensions: 0 }
}

/** An expression; what is not given is empty. */
export function expression(sql: string, facts: object = {}): object {
  return { sql, functions: [], columns: [], provesNotNull: [], ...facts }
}
