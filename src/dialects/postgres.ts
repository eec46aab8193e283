/** Operations as the SQL of PostgreSQL. */
import type { BareOperation, OperationKind } from '../model/operation.ts'
import { printWith, type Printers } from './compiler.ts'
import type { Dialect } from './dialect.ts'
import { COLUMN_PRINTERS, CONSTRAINT_PRINTERS } from './postgres/column-operations.ts'
import { DATA_PRINTERS } from './postgres/data-operations.ts'
import { POSTGRES } from './postgres/identifiers.ts'
import { INDEX_PRINTERS } from './postgres/index-operations.ts'
import { OBJECT_PRINTERS } from './postgres/object-operations.ts'
import { SESSION_PRINTERS } from './postgres/session-operations.ts'
import { TABLE_PRINTERS } from './postgres/table-operations.ts'
import { TYPE_PRINTERS } from './postgres/type-operations.ts'

const PRINTERS: Printers = {
  ...TABLE_PRINTERS,
  ...COLUMN_PRINTERS,
  ...CONSTRAINT_PRINTERS,
  ...INDEX_PRINTERS,
  ...TYPE_PRINTERS,
  ...OBJECT_PRINTERS,
  ...DATA_PRINTERS,
  ...SESSION_PRINTERS,
}

/** Whether there is a kind of operation of that name. */
export function isOperationKind(kind: string): kind is OperationKind {
  return Object.hasOwn(PRINTERS, kind)
}

/** One operation as a statement without a semicolon. */
export function printOperation(operation: BareOperation): string {
  return printWith(PRINTERS, operation, POSTGRES)
}

/** Operations as statements, in order. */
export function printOperations(operations: readonly BareOperation[]): readonly string[] {
  return operations.map(printOperation)
}

export const postgres: Dialect = { name: 'postgres', printOperation, printOperations }
