/** ALTER TABLE on columns and constraints: https://www.postgresql.org/docs/current/sql-altertable.html */
import type { ColumnOperation } from '../../model/column-operations.ts'
import type { ConstraintOperation } from '../../model/constraint-operations.ts'
import type { Flag, QualifiedName } from '../../model/names.ts'
import { words, type Printers } from '../compiler.ts'
import { printColumn, printIdentity } from './columns.ts'
import { printConstraint } from './constraints.ts'
import { dotted, identifier } from './identifiers.ts'
import { alterTable } from './table-operations.ts'
import { printType } from './types.ts'

interface OnColumn {
  readonly table: QualifiedName
  readonly column: string
  readonly ifTableExists?: Flag
}

function alterColumn({ table, column, ifTableExists }: OnColumn, ...rest: readonly string[]): string {
  return alterTable(table, ifTableExists, 'ALTER COLUMN', identifier(column), ...rest)
}

export const COLUMN_PRINTERS: Printers<ColumnOperation['kind']> = {
  addColumn: ({ table, column, ifNotExists, ifTableExists }) =>
    alterTable(
      table,
      ifTableExists,
      words('ADD COLUMN', ifNotExists && 'IF NOT EXISTS', printColumn(column)),
    ),
  dropColumn: ({ table, column, ifTableExists, ifExists, cascade }) =>
    alterTable(
      table,
      ifTableExists,
      words('DROP COLUMN', ifExists && 'IF EXISTS', identifier(column), cascade && 'CASCADE'),
    ),
  renameColumn: ({ table, column, to, ifTableExists }) =>
    alterTable(table, ifTableExists, `RENAME COLUMN ${identifier(column)} TO ${identifier(to)}`),
  changeColumnType: operation =>
    alterColumn(
      operation,
      words(
        `TYPE ${printType(operation.type)}`,
        operation.collation !== undefined && `COLLATE ${dotted(operation.collation)}`,
        operation.using && `USING ${operation.using.sql}`,
      ),
    ),
  setNotNull: operation => alterColumn(operation, 'SET NOT NULL'),
  dropNotNull: operation => alterColumn(operation, 'DROP NOT NULL'),
  setDefault: operation => alterColumn(operation, 'SET DEFAULT', operation.default.sql),
  dropDefault: operation => alterColumn(operation, 'DROP DEFAULT'),
  addIdentity: operation => alterColumn(operation, 'ADD', printIdentity(operation.identity)),
  dropIdentity: operation =>
    alterColumn(operation, words('DROP IDENTITY', operation.ifExists && 'IF EXISTS')),
  setColumnOption: operation => alterColumn(operation, operation.value),
}

export const CONSTRAINT_PRINTERS: Printers<ConstraintOperation['kind']> = {
  addConstraint: ({ table, constraint, ifTableExists }) =>
    alterTable(table, ifTableExists, 'ADD', printConstraint(constraint)),
  dropConstraint: ({ table, name, ifTableExists, ifExists, cascade }) =>
    alterTable(
      table,
      ifTableExists,
      words('DROP CONSTRAINT', ifExists && 'IF EXISTS', identifier(name), cascade && 'CASCADE'),
    ),
  validateConstraint: ({ table, name, ifTableExists }) =>
    alterTable(table, ifTableExists, 'VALIDATE CONSTRAINT', identifier(name)),
  renameConstraint: ({ table, name, to, ifTableExists }) =>
    alterTable(table, ifTableExists, `RENAME CONSTRAINT ${identifier(name)} TO ${identifier(to)}`),
  alterConstraint: ({ table, name, change, ifTableExists }) =>
    alterTable(table, ifTableExists, 'ALTER CONSTRAINT', identifier(name), change),
}
