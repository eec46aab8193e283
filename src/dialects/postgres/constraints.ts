/** Constraints as PostgreSQL writes them, of a table and at a column. */
import type {
  CheckConstraint,
  Constraint,
  ConstraintKind,
  ExcludeConstraint,
  ForeignKeyConstraint,
  PrimaryKeyConstraint,
  UniqueConstraint,
} from '../../model/constraint.ts'
import { list, words } from '../compiler.ts'
import { printIndexPart } from './expressions.ts'
import { identifier, identifiers, qualified } from './identifiers.ts'

type Printers = { readonly [K in ConstraintKind]: (constraint: Extract<Constraint, { kind: K }>) => string }

const OF_TABLE: Printers = {
  primaryKey: constraint => words('PRIMARY KEY', keyOf(constraint)),
  unique: constraint =>
    words('UNIQUE', constraint.nullsNotDistinct && 'NULLS NOT DISTINCT', keyOf(constraint)),
  foreignKey: constraint => words(`FOREIGN KEY (${identifiers(constraint.columns)})`, references(constraint)),
  check,
  exclude,
  notNull: constraint =>
    words('NOT NULL', identifier(constraint.column), constraint.noInherit && 'NO INHERIT'),
}

/** At a column, the column goes without saying. */
const AT_COLUMN: Printers = {
  ...OF_TABLE,
  primaryKey: () => 'PRIMARY KEY',
  unique: constraint => words('UNIQUE', constraint.nullsNotDistinct && 'NULLS NOT DISTINCT'),
  foreignKey: references,
  notNull: constraint => words('NOT NULL', constraint.noInherit && 'NO INHERIT'),
}

/** A constraint in CREATE TABLE, ADD CONSTRAINT or a domain. */
export function printConstraint(constraint: Constraint): string {
  return words(named(constraint), printBody(OF_TABLE, constraint), attributes(constraint))
}

/** A constraint behind a column's type. */
export function printColumnConstraint(constraint: Constraint): string {
  return words(named(constraint), printBody(AT_COLUMN, constraint), attributes(constraint))
}

function printBody(printers: Printers, constraint: Constraint): string {
  const print = printers[constraint.kind] as (constraint: Constraint) => string
  return print(constraint)
}

function named({ name }: Constraint): string | undefined {
  return name === undefined ? undefined : `CONSTRAINT ${identifier(name)}`
}

/** https://www.postgresql.org/docs/current/sql-createtable.html: these stand behind every constraint. */
function attributes(constraint: Constraint): string {
  return words(
    constraint.deferrable && 'DEFERRABLE',
    constraint.initiallyDeferred && 'INITIALLY DEFERRED',
    'notEnforced' in constraint && constraint.notEnforced && 'NOT ENFORCED',
    'notValid' in constraint && constraint.notValid && 'NOT VALID',
  )
}

function keyOf(constraint: PrimaryKeyConstraint | UniqueConstraint): string {
  if (constraint.usingIndex !== undefined) return `USING INDEX ${identifier(constraint.usingIndex)}`
  return words(
    `(${identifiers(constraint.columns)})`,
    constraint.include.length > 0 && `INCLUDE (${identifiers(constraint.include)})`,
  )
}

function references({ references: target, match, onDelete, onUpdate }: ForeignKeyConstraint): string {
  return words(
    `REFERENCES ${qualified(target.table)}`,
    target.columns.length > 0 && `(${identifiers(target.columns)})`,
    match && 'MATCH FULL',
    onDelete && `ON DELETE ${onDelete.toUpperCase()}`,
    onUpdate && `ON UPDATE ${onUpdate.toUpperCase()}`,
  )
}

function check({ expression, noInherit }: CheckConstraint): string {
  return words(`CHECK (${expression.sql})`, noInherit && 'NO INHERIT')
}

function exclude({ using, elements, where }: ExcludeConstraint): string {
  return words(
    'EXCLUDE',
    using !== undefined && `USING ${identifier(using)}`,
    list(elements.map(({ part, operator }) => `${printIndexPart(part)} WITH ${operator}`)),
    where && `WHERE (${where.sql})`,
  )
}
