/** Constraints as SQLite writes them: https://www.sqlite.org/syntax/table-constraint.html */
import type { Constraint, ConstraintKind, ForeignKeyConstraint } from '../../model/constraint.ts'
import { formatName, type QualifiedName } from '../../model/names.ts'
import type { OperationKind } from '../../model/operation.ts'
import { printColumnConstraint, printConstraint } from '../postgres/constraints.ts'
import { SQLITE } from './identifiers.ts'
import { refuse, type Notice } from './left-out.ts'

/** Where a constraint stands. */
export interface Place {
  readonly operation: OperationKind
  readonly table: QualifiedName
}

/** The constraint without what SQLite does not need, and what that was. */
export interface Fitted {
  readonly constraint: Constraint
  readonly notices: readonly Notice[]
}

type Fit = {
  readonly [K in ConstraintKind]: (constraint: Extract<Constraint, { kind: K }>, place: Place) => Fitted
}

const FIT: Fit = {
  primaryKey: key,
  unique: key,
  foreignKey,
  check(constraint, place) {
    if (constraint.notEnforced) {
      stop(place, constraint, 'SQLite enforces every CHECK', 'Leave the constraint out for SQLite')
    }
    return {
      constraint: without(constraint, 'notValid', 'noInherit', 'deferrable', 'initiallyDeferred'),
      notices: [
        constraint.notValid && 'NOT VALID left out: SQLite checks the rows that are there',
        constraint.noInherit && 'NO INHERIT left out: no table of SQLite inherits',
      ],
    }
  },
  exclude: (constraint, place) =>
    stop(
      place,
      constraint,
      'SQLite has no EXCLUDE',
      'Keep the rows apart with a UNIQUE constraint or a trigger of SQLite',
    ),
  notNull: constraint => ({ constraint: without(constraint, 'noInherit', 'notValid'), notices: [] }),
}

function key(constraint: Extract<Constraint, { kind: 'primaryKey' | 'unique' }>, place: Place): Fitted {
  if (constraint.deferrable || constraint.initiallyDeferred) {
    const why = 'SQLite compares keys row by row and cannot defer that'
    stop(place, constraint, why, 'Leave DEFERRABLE out for SQLite')
  }
  if (constraint.usingIndex !== undefined) {
    const why = 'SQLite cannot make a constraint of an index'
    stop(
      place,
      constraint,
      why,
      'Name the columns of the constraint instead; a unique index alone does the same',
    )
  }
  if (constraint.kind === 'unique' && constraint.nullsNotDistinct) {
    const why = 'to SQLite two nulls are never equal'
    stop(place, constraint, why, 'Use a unique index on coalesce(column, …) for SQLite')
  }
  return {
    constraint: { ...constraint, include: [] },
    notices: [constraint.include.length > 0 && 'INCLUDE left out: it only makes reading faster'],
  }
}

function foreignKey(constraint: ForeignKeyConstraint, place: Place): Fitted {
  const { references, columns, initiallyDeferred } = constraint
  if (constraint.notEnforced) {
    const why = 'SQLite enforces all foreign keys or none'
    stop(place, constraint, why, 'Leave the constraint out for SQLite')
  }
  if (constraint.match && columns.length > 1) {
    const why = 'SQLite reads MATCH FULL and does not do it'
    stop(
      place,
      constraint,
      why,
      'Add a CHECK that all columns of the key are null or none is, and leave MATCH out',
    )
  }
  const [schema, own] = [schemaOf(references.table), schemaOf(place.table)]
  if (schema !== undefined && schema !== own) {
    const why = `a foreign key of SQLite cannot lead into another database (${formatName(references.table)})`
    stop(place, constraint, why, 'Put both tables into one schema')
  }
  return {
    constraint: {
      ...without(constraint, 'notValid', 'match'),
      references: { ...references, table: { name: references.table.name } },
      ...(initiallyDeferred && { deferrable: true }),
    },
    notices: [constraint.notValid && 'NOT VALID left out: SQLite never checks the rows that are there'],
  }
}

function schemaOf({ schema }: QualifiedName): string | undefined {
  return schema === 'public' || schema === 'main' ? undefined : schema
}

/** The constraint as SQLite can say it. */
export function fitConstraint(constraint: Constraint, place: Place): Fitted {
  const fit = FIT[constraint.kind] as (constraint: Constraint, place: Place) => Fitted
  return fit(constraint, place)
}

/** A constraint in CREATE TABLE. */
export function tableConstraint(constraint: Constraint): string {
  return printConstraint(constraint, SQLITE)
}

/** A constraint behind a column's type. */
export function columnConstraint(constraint: Constraint): string {
  return printColumnConstraint(constraint, SQLITE)
}

/** Stops at a constraint that SQLite would not keep. */
function stop({ operation, table }: Place, { kind, name }: Constraint, why: string, remedy: string): never {
  const what = name === undefined ? WORDS[kind] : `${WORDS[kind]} ${name}`
  return refuse(operation, `${what} of ${formatName(table)}`, why, remedy)
}

const WORDS: Readonly<Record<ConstraintKind, string>> = {
  primaryKey: 'PRIMARY KEY',
  unique: 'UNIQUE',
  foreignKey: 'FOREIGN KEY',
  check: 'CHECK',
  exclude: 'EXCLUDE',
  notNull: 'NOT NULL',
}

function without<T extends object, K extends keyof T>(value: T, ...fields: readonly K[]): T {
  const left: ReadonlySet<PropertyKey> = new Set(fields)
  return Object.fromEntries(Object.entries(value).filter(([field]) => !left.has(field))) as T
}
