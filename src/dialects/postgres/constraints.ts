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
import type { Spelling } from '../spelling.ts'
import { printIndexPart } from './expressions.ts'

type Printers = {
  readonly [K in ConstraintKind]: (constraint: Extract<Constraint, { kind: K }>, spelling: Spelling) => string
}

const OF_TABLE: Printers = {
  primaryKey: (constraint, spelling) => words('PRIMARY KEY', keyOf(constraint, spelling)),
  unique: (constraint, spelling) =>
    words('UNIQUE', constraint.nullsNotDistinct && 'NULLS NOT DISTINCT', keyOf(constraint, spelling)),
  foreignKey: (constraint, spelling) =>
    words(`FOREIGN KEY (${spelling.identifiers(constraint.columns)})`, references(constraint, spelling)),
  check,
  exclude,
  notNull: (constraint, spelling) =>
    words('NOT NULL', spelling.identifier(constraint.column), constraint.noInherit && 'NO INHERIT'),
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
export function printConstraint(constraint: Constraint, spelling: Spelling): string {
  return words(named(constraint, spelling), printBody(OF_TABLE, constraint, spelling), attributes(constraint))
}

/** A constraint behind a column's type. */
export function printColumnConstraint(constraint: Constraint, spelling: Spelling): string {
  return words(
    named(constraint, spelling),
    printBody(AT_COLUMN, constraint, spelling),
    attributes(constraint),
  )
}

function printBody(printers: Printers, constraint: Constraint, spelling: Spelling): string {
  const print = printers[constraint.kind] as (constraint: Constraint, spelling: Spelling) => string
  return print(constraint, spelling)
}

function named({ name }: Constraint, { identifier }: Spelling): string | undefined {
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

function keyOf(constraint: PrimaryKeyConstraint | UniqueConstraint, spelling: Spelling): string {
  const { identifier, identifiers } = spelling
  if (constraint.usingIndex !== undefined) return `USING INDEX ${identifier(constraint.usingIndex)}`
  return words(
    `(${identifiers(constraint.columns)})`,
    constraint.include.length > 0 && `INCLUDE (${identifiers(constraint.include)})`,
  )
}

function references(
  { references: target, match, onDelete, onUpdate }: ForeignKeyConstraint,
  { qualified, identifiers }: Spelling,
): string {
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

function exclude({ using, elements, where }: ExcludeConstraint, spelling: Spelling): string {
  return words(
    'EXCLUDE',
    using !== undefined && `USING ${spelling.identifier(using)}`,
    list(elements.map(({ part, operator }) => `${printIndexPart(part, spelling)} WITH ${operator}`)),
    where && `WHERE (${where.sql})`,
  )
}
