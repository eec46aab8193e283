/** Columns as PostgreSQL writes them. */
import type { ColumnDefinition, Generated, Identity } from '../../model/column.ts'
import { words } from '../compiler.ts'
import { printColumnConstraint } from './constraints.ts'
import { operand } from './expressions.ts'
import { dotted, identifier, POSTGRES } from './identifiers.ts'
import { printType } from './types.ts'

/** `status text DEFAULT 'open' NOT NULL`. */
export function printColumn(column: ColumnDefinition): string {
  const named = column.constraints.some(constraint => constraint.kind === 'notNull')
  return words(
    identifier(column.name),
    column.type && printType(column.type),
    column.collation !== undefined && `COLLATE ${dotted(column.collation)}`,
    column.default && `DEFAULT ${operand(column.default)}`,
    column.generated && printGenerated(column.generated),
    column.identity && printIdentity(column.identity),
    column.notNull && !named && 'NOT NULL',
    ...column.constraints.map(constraint => printColumnConstraint(constraint, POSTGRES)),
  )
}

/** `GENERATED ALWAYS AS IDENTITY (START WITH 5)`. */
export function printIdentity({ always, options }: Identity): string {
  return words(
    `GENERATED ${always ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`,
    options !== undefined && `(${options})`,
  )
}

function printGenerated({ expression, stored }: Generated): string {
  return `GENERATED ALWAYS AS (${expression.sql}) ${stored ? 'STORED' : 'VIRTUAL'}`
}
