/** Columns as SQLite writes them: https://www.sqlite.org/syntax/column-def.html */
import type { ColumnDefinition, Generated } from '../../model/column.ts'
import type { CheckConstraint, Constraint } from '../../model/constraint.ts'
import { formatType, isSerial } from '../../model/data-type.ts'
import { formatName } from '../../model/names.ts'
import { words } from '../compiler.ts'
import { columnConstraint, fitConstraint, type Place } from './constraints.ts'
import { defaultText } from './expressions.ts'
import { SQLITE } from './identifiers.ts'
import { refuse, type Notice } from './left-out.ts'
import { declaredType, type EnumValues } from './types.ts'

/** What a column has to know of its table. */
export interface ColumnPlace extends Place {
  readonly strict: boolean
  readonly enumValues: EnumValues
  /** The columns of the primary key, wherever it is written. */
  readonly key: readonly string[]
}

/** The column's definition, and what it leaves out. */
export interface PrintedColumn {
  readonly text: string
  readonly notices: readonly Notice[]
}

/** Whether the column takes its numbers from a sequence of its own. */
export function isNumbered({ type, identity }: ColumnDefinition): boolean {
  return identity !== undefined || (type !== undefined && isSerial(type))
}

/** `status VARCHAR(6) DEFAULT 'open' NOT NULL CHECK (status IN ('open', 'closed'))`. */
export function printColumn(column: ColumnDefinition, place: ColumnPlace): PrintedColumn {
  const { name, identity } = column
  refuseNumbers(column, place)
  const { text, values, notices, collation } = typeOf(column, place)
  const fitted = column.constraints.map(constraint => fitConstraint(constraint, place))
  const isNamed = column.constraints.some(({ kind }) => kind === 'notNull')
  // AUTOINCREMENT stands right behind PRIMARY KEY.
  const [keys, others] = partition(
    fitted.map(each => each.constraint),
    ({ kind }) => kind === 'primaryKey',
  )
  return {
    text: words(
      SQLITE.identifier(name),
      text,
      collation !== undefined && `COLLATE ${collation}`,
      defaultOf(column, place),
      column.generated && generated(column.generated),
      isRequired(column, place) && !isNamed && 'NOT NULL',
      ...others.map(columnConstraint),
      values && columnConstraint(oneOf(name, values)),
      ...keys.map(columnConstraint),
      identity && keys.length > 0 && 'AUTOINCREMENT',
    ),
    notices: [
      ...notices,
      identity?.always && `GENERATED ALWAYS left out at ${name}: SQLite takes a number that is given, too`,
      ...fitted.flatMap(each => each.notices),
    ],
  }
}

/** SQLite numbers rows in one place only: https://www.sqlite.org/autoinc.html */
function refuseNumbers(column: ColumnDefinition, place: ColumnPlace): void {
  if (!isNumbered(column)) return
  const what = `Column ${column.name} of ${formatName(place.table)}`
  if (place.key.length !== 1 || place.key[0] !== column.name) {
    const why = 'SQLite numbers the rows only where the column alone is the primary key'
    refuse(place.operation, what, why, 'Make it the primary key, or give the numbers with each INSERT')
  }
  const { options } = column.identity ?? {}
  if (options !== undefined && !/^(?:START WITH 1\b\s*|INCREMENT BY 1\b\s*)*$/iu.test(options)) {
    const why = `SQLite counts by one from the highest number on, not ${options}`
    refuse(
      place.operation,
      what,
      why,
      'Leave the options out, and insert the first row with the number wanted',
    )
  }
}

/** A primary key of SQLite takes nulls unless it numbers the rows: https://www.sqlite.org/quirks.html#primary_keys_can_sometimes_contain_nulls */
function isRequired(column: ColumnDefinition, { key }: ColumnPlace): boolean {
  if (column.notNull || !key.includes(column.name)) return column.notNull === true
  return !isNumbered(column) && !(key.length === 1 && column.type?.name === 'integer')
}

function typeOf(column: ColumnDefinition, place: ColumnPlace) {
  const { type, name } = column
  const collation = collationOf(column, place)
  if (column.identity) return { text: 'INTEGER', collation, notices: [] }
  if (!type) return { text: place.strict ? 'ANY' : '', collation, notices: [] }
  const declared = declaredType(type, place.strict, place.enumValues)
  if ('refused' in declared) {
    const what = `Column ${name} of ${formatName(place.table)} with the type ${formatType(type)}`
    return refuse(place.operation, what, declared.refused, 'Use text or jsonb for both databases')
  }
  return {
    text: declared.text,
    values: declared.values,
    collation: collation ?? declared.collation,
    notices: [
      declared.unknown &&
        `${formatType(type)} at ${name} is TEXT: its values are not known here, so that nothing checks them`,
    ],
  }
}

const COLLATIONS: Readonly<Record<string, string>> = {
  c: 'BINARY',
  posix: 'BINARY',
  ucs_basic: 'BINARY',
  binary: 'BINARY',
  nocase: 'NOCASE',
  rtrim: 'RTRIM',
}

/** SQLite's name of a collation, of which it has three. */
export function sqliteCollation(name: string): string | undefined {
  return COLLATIONS[name.toLowerCase().replace(/^pg_catalog\./u, '')]
}

function collationOf({ name, collation }: ColumnDefinition, place: ColumnPlace): string | undefined {
  if (collation === undefined) return undefined
  const what = `Column ${name} of ${formatName(place.table)} with the collation ${collation}`
  return (
    sqliteCollation(collation) ??
    refuse(place.operation, what, 'SQLite has BINARY, NOCASE and RTRIM', 'Leave the collation out for SQLite')
  )
}

const BOOLEANS: Readonly<Record<string, string>> = { true: 'true', t: 'true', false: 'false', f: 'false' }

/** The DEFAULT of a column, with its word. */
export function defaultOf(column: ColumnDefinition, place: Place): string | undefined {
  if (!column.default) return undefined
  const { literal } = column.default
  // A column of SQLite keeps the text 'false', which is as true as any.
  const boolean =
    column.type?.name === 'boolean' && typeof literal === 'string' ? BOOLEANS[literal] : undefined
  if (boolean !== undefined) return `DEFAULT ${boolean}`
  const printed = defaultText(column.default)
  if ('text' in printed) return `DEFAULT ${printed.text}`
  const what = `The default ${column.default.sql} of column ${column.name} of ${formatName(place.table)}`
  return refuse(place.operation, what, printed.refused, 'Give the value with each INSERT, or another default')
}

function generated({ expression, stored }: Generated): string {
  return `GENERATED ALWAYS AS (${expression.sql}) ${stored ? 'STORED' : 'VIRTUAL'}`
}

function oneOf(column: string, values: readonly string[]): CheckConstraint {
  const sql = `${SQLITE.identifier(column)} IN (${values.map(SQLITE.literal).join(', ')})`
  return { kind: 'check', expression: { sql, functions: [], columns: [column], provesNotNull: [] } }
}

function partition(
  constraints: readonly Constraint[],
  isFirst: (constraint: Constraint) => boolean,
): readonly [readonly Constraint[], readonly Constraint[]] {
  return [constraints.filter(isFirst), constraints.filter(each => !isFirst(each))]
}
