/** Short histories for tests: SQL in, state out, without a database. */
import { place, type BareOperation, type Operation } from '../../src/model/operation.ts'
import type { Flow } from '../../src/model/operation-base.ts'
import { applyOperation, startMigration } from '../../src/schema/apply.ts'
import { emptySchema } from '../../src/schema/empty.ts'
import type { SchemaState, TableState } from '../../src/schema/schema-state.ts'
import { verbatim } from '../../src/source/mapped-text.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { spanOf } from '../../src/source/span.ts'
import { readSql } from '../../src/sql/read-sql.ts'

/** The operations of a text. */
export function operationsOf(sql: string): readonly Operation[] {
  const file = createSourceFile('migrations/1.sql', sql)
  const { operations, parseErrors } = readSql(verbatim(file), {
    sending: 'apart',
    statement: 0,
    roundTrip: 0,
  })
  if (parseErrors[0]) throw new SyntaxError(parseErrors[0].message)
  return operations
}

/** The state after one more migration. */
export function migrate(state: SchemaState, sql: string, flow?: Flow): SchemaState {
  return operationsOf(sql).reduce(
    (before, operation) => applyOperation(before, flow ? { ...operation, flow } : operation),
    startMigration(state),
  )
}

/** The state after migrations that start from an empty database. */
export function historyOf(...migrations: readonly string[]): SchemaState {
  return migrations.reduce((state, sql) => migrate(state, sql), emptySchema({ complete: true }))
}

/** The state after migrations of a database that was there before them. */
export function laterHistoryOf(...migrations: readonly string[]): SchemaState {
  return migrations.reduce((state, sql) => migrate(state, sql), emptySchema({ complete: false }))
}

/** The state after an operation that no SQL gives. */
export function withOperation(state: SchemaState, operation: BareOperation): SchemaState {
  const file = createSourceFile('migrations/1.ts', '')
  return applyOperation(state, place(operation, { span: spanOf(file, 0, 0), statement: 0, roundTrip: 0 }))
}

/** A table of `public` that must be there. */
export function tableOf(state: SchemaState, name: string): TableState {
  const table = state.tables.get(`public.${name}`)
  if (!table) throw new RangeError(`there is no table ${name}`)
  return table
}

/** The names of a list. */
export function namesOf(list: readonly { readonly name: string }[]): readonly string[] {
  return list.map(({ name }) => name)
}
