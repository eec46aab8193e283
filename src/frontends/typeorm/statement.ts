/** A statement that TypeORM sends for a call, being written. */
import type { Constraint } from '../../model/constraint.ts'
import type { Operation } from '../../model/operation.ts'
import type { MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { unknownAmong } from '../typescript/arguments.ts'
import { stringValue } from '../typescript/value-tools.ts'
import type { HostCall } from '../typescript/values.ts'
import { write } from '../typescript/written-sql.ts'
import type { TablePath } from './names.ts'

/** Of which table a statement is, and where the code says it. */
export interface On {
  readonly table: TablePath
  readonly span: Span
  /** Names that TypeORM makes, as they come up. */
  readonly made: Set<string>
}

/** A piece of a statement; empty pieces are left out. */
export type Words = readonly (string | MappedText)[]

/** A table, and the place where the statement will be found. */
export function on(table: TablePath, span: Span): On {
  return { table, span, made: new Set() }
}

/** Sends a statement; findings about it point at the call, as far as that is one line. */
export function send(call: HostCall, { span, made }: Pick<On, 'span' | 'made'>, ...words: Words): void {
  call.sql(stringValue(write(span, ...words)), 'together', operation =>
    markMade(operation.span.start === span.start ? { ...operation, span } : operation, made),
  )
}

/** `ALTER TABLE "orders" …`. */
export function alterTable(call: HostCall, target: On, ...words: Words): void {
  send(call, target, 'ALTER TABLE ', target.table.sql, ' ', ...words)
}

/** Records that a call cannot be read. */
export function unreadable(call: HostCall, table?: TablePath): void {
  const value = unknownAmong(call.args)
  const message = value
    ? `The call cannot be read: ${value.message}.`
    : 'The call cannot be read: a name is missing, or known only at run time.'
  call.opaque(
    { reason: value?.reason ?? 'run-time value', message, remedy: 'Write names and definitions out.' },
    undefined,
    table ? [table.plain] : undefined,
  )
}

/** TypeORM drops the primary key that the table has, and makes one of all its columns. */
export function newPrimaryKey(call: HostCall, { table, span }: On): void {
  const message = 'The primary key is made anew from the columns that the table has in the database.'
  const remedy = 'Write the change of the primary key as SQL.'
  call.opaque({ reason: 'query result', message, remedy }, span, [table.plain])
}

function markMade(operation: Operation, made: ReadonlySet<string>): Operation {
  const mark = (constraint: Constraint): Constraint =>
    made.has(constraint.name ?? '') ? { ...constraint, nameIsMade: true } : constraint
  if (operation.kind === 'addConstraint') return { ...operation, constraint: mark(operation.constraint) }
  if (operation.kind === 'createTable') {
    return { ...operation, constraints: operation.constraints.map(mark) }
  }
  return operation
}
