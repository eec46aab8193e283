/** ALTER TABLE on columns and constraints: https://www.postgresql.org/docs/current/sql-altertable.html */
import type { ColumnOperation } from '../../model/column-operations.ts'
import type { ConstraintOperation } from '../../model/constraint-operations.ts'
import type { Flag, QualifiedName } from '../../model/names.ts'
import { words, type Printers } from '../compiler.ts'
import type { Spelling } from '../spelling.ts'
import { printColumn, printIdentity } from './columns.ts'
import { printConstraint } from './constraints.ts'
import { dotted } from './identifiers.ts'
import { alterTable } from './table-operations.ts'
import { printType } from './types.ts'

interface OnColumn {
  readonly table: QualifiedName
  readonly column: string
  readonly ifTableExists?: Flag
}

function alterColumn(
  spelling: Spelling,
  { table, column, ifTableExists }: OnColumn,
  ...rest: readonly string[]
): string {
  return alterTable(spelling, table, ifTableExists, 'ALTER COLUMN', spelling.identifier(column), ...rest)
}

export const COLUMN_PRINTERS: Printers<ColumnOperation['kind']> = {
  addColumn: ({ table, column, ifNotExists, ifTableExists }, spelling) =>
    alterTable(
      spelling,
      table,
      ifTableExists,
      words('ADD COLUMN', ifNotExists && 'IF NOT EXISTS', printColumn(column)),
    ),
  dropColumn: ({ table, column, ifTableExists, ifExists, cascade }, spelling) =>
    alterTable(
      spelling,
      table,
      ifTableExists,
      words('DROP COLUMN', ifExists && 'IF EXISTS', spelling.identifier(column), cascade && 'CASCADE'),
    ),
  renameColumn: ({ table, column, to, ifTableExists }, spelling) =>
    alterTable(
      spelling,
      table,
      ifTableExists,
      `RENAME COLUMN ${spelling.identifier(column)} TO ${spelling.identifier(to)}`,
    ),
  changeColumnType: (operation, spelling) =>
    alterColumn(
      spelling,
      operation,
      words(
        `TYPE ${printType(operation.type)}`,
        operation.collation !== undefined && `COLLATE ${dotted(operation.collation)}`,
        operation.using && `USING ${operation.using.sql}`,
      ),
    ),
  setNotNull: (operation, spelling) => alterColumn(spelling, operation, 'SET NOT NULL'),
  dropNotNull: (operation, spelling) => alterColumn(spelling, operation, 'DROP NOT NULL'),
  setDefault: (operation, spelling) => alterColumn(spelling, operation, 'SET DEFAULT', operation.default.sql),
  dropDefault: (operation, spelling) => alterColumn(spelling, operation, 'DROP DEFAULT'),
  addIdentity: (operation, spelling) =>
    alterColumn(spelling, operation, 'ADD', printIdentity(operation.identity)),
  dropIdentity: (operation, spelling) =>
    alterColumn(spelling, operation, words('DROP IDENTITY', operation.ifExists && 'IF EXISTS')),
  setColumnOption: (operation, spelling) => alterColumn(spelling, operation, operation.value),
}

export const CONSTRAINT_PRINTERS: Printers<ConstraintOperation['kind']> = {
  addConstraint: ({ table, constraint, ifTableExists }, spelling) =>
    alterTable(spelling, table, ifTableExists, 'ADD', printConstraint(constraint, spelling)),
  dropConstraint: ({ table, name, ifTableExists, ifExists, cascade }, spelling) =>
    alterTable(
      spelling,
      table,
      ifTableExists,
      words('DROP CONSTRAINT', ifExists && 'IF EXISTS', spelling.identifier(name), cascade && 'CASCADE'),
    ),
  validateConstraint: ({ table, name, ifTableExists }, spelling) =>
    alterTable(spelling, table, ifTableExists, 'VALIDATE CONSTRAINT', spelling.identifier(name)),
  renameConstraint: ({ table, name, to, ifTableExists }, spelling) =>
    alterTable(
      spelling,
      table,
      ifTableExists,
      `RENAME CONSTRAINT ${spelling.identifier(name)} TO ${spelling.identifier(to)}`,
    ),
  alterConstraint: ({ table, name, change, ifTableExists }, spelling) =>
    alterTable(spelling, table, ifTableExists, 'ALTER CONSTRAINT', spelling.identifier(name), change),
}
