/** When two defaults of a column are the same. */
import type { Expression } from '../../model/expression.ts'
import type { ColumnState, SchemaState, TableState } from '../../schema/schema-state.ts'
import { canonical } from './texts.ts'
import type { Sides } from './sides.ts'

/** Whether the column takes its numbers from a sequence that it owns, as a serial column does. */
export function isNumbered(state: SchemaState, table: TableState, column: ColumnState): boolean {
  return (
    column.default?.functions.includes('nextval') === true &&
    ownedSequence(state, table, column) !== undefined
  )
}

/** The sequence that goes with a column. */
export function ownedSequence(state: SchemaState, table: TableState, column: ColumnState) {
  const ids = state.links.objectsOf.get(table.key)?.toArray() ?? []
  return ids
    .flatMap(id => state.objects.get(id) ?? [])
    .find(each => each.objectType === 'sequence' && each.column === column.name)
}

/** Whether the default gives the same value: a constant is one however it is written or cast. */
export function sameDefault(
  sides: Pick<Sides, 'isSqlite'>,
  one: Expression | undefined,
  other: Expression | undefined,
  type: string | undefined,
): boolean {
  const [a, b] = [present(sides, one), present(sides, other)]
  if (!a || !b) return a === b
  if (a.literal !== undefined && b.literal !== undefined)
    return constant(sides, a, type) === constant(sides, b, type)
  return clockless(canonical(sides, a)) === clockless(canonical(sides, b))
}

/** DEFAULT NULL is no default; true and false are numbers to SQLite: https://www.sqlite.org/datatype3.html#boolean_datatype */
function present(
  { isSqlite }: Pick<Sides, 'isSqlite'>,
  expression: Expression | undefined,
): Expression | undefined {
  if (!expression || expression.literal === null) return undefined
  const number = isSqlite ? BOOLEANS[expression.sql.toLowerCase()] : undefined
  return number === undefined ? expression : { ...expression, sql: String(number), literal: number }
}

const BOOLEANS: Readonly<Record<string, number>> = { true: 1, false: 0 }

const NUMBERS: ReadonlySet<string> = new Set(
  'smallint integer bigint numeric real double'
    .split(' ')
    .concat('double precision', 'int', 'decimal', 'float'),
)

/** Of a number the value counts, of all else the text. */
function constant({ isSqlite }: Pick<Sides, 'isSqlite'>, { literal, sql }: Expression, type = ''): string {
  const text = String(literal)
  const isNumber = NUMBERS.has(type.toLowerCase()) || (!isSqlite && typeof literal === 'number')
  if (isNumber) return decimal(text, sql)
  return text
}

/** A number of more digits than JavaScript keeps is compared as it is written. */
function decimal(text: string, sql: string): string {
  const written = /-?\d+(?:\.\d+)?/u.exec(sql)?.[0] ?? text
  const [whole = '', fraction = ''] = written.split('.')
  const digits = fraction.replace(/0+$/u, '')
  return digits === '' ? whole : `${whole}.${digits}`
}

/** The beginning of the transaction has several names: https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-CURRENT */
function clockless(sql: string): string {
  return /^(?:now\(\)|transaction_timestamp\(\)|current_timestamp)$/iu.test(sql.replace(/\s/gu, ''))
    ? 'now()'
    : sql
}
