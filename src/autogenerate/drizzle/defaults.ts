/** The default values of columns as Drizzle's own migrations write them. */
import { isSql, type ColumnEntity } from './entities.ts'
import { constant, type Words } from './words.ts'

/** The default of a column of PostgreSQL; undefined where it has none in the database. */
export function postgresDefault(column: ColumnEntity, words: Words): string | undefined {
  const value = column.default
  if (value === undefined) return undefined
  if (isSql(value)) return words.sql(value)
  const type = column.getSQLType().toLowerCase()
  if (typeof value === 'string') return constant(value)
  if (/^jsonb?$/u.test(type)) return `${constant(JSON.stringify(value))}::${type}`
  if (value instanceof Date) return constant(dateText(value, type))
  if (Array.isArray(value) && type.includes('[')) return constant(arrayText(value, type.split('[')[0] ?? ''))
  return String(value as number)
}

/** The default of a column of SQLite. */
export function sqliteDefault({ default: value }: ColumnEntity, words: Words): string | undefined {
  if (value === undefined) return undefined
  if (isSql(value)) return words.sql(value)
  if (typeof value === 'string') return constant(value)
  return typeof value === 'object' ? constant(JSON.stringify(value)) : String(value as number)
}

function dateText(value: Date, type: string): string {
  const text = value.toISOString()
  if (type === 'date') return text.slice(0, 10)
  return type === 'timestamp' ? text.replace('T', ' ').slice(0, 23) : text
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-INPUT */
function arrayText(values: readonly unknown[], type: string): string {
  const elements = values.map(value => {
    if (Array.isArray(value)) return arrayText(value, type)
    if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
      return String(value)
    if (value instanceof Date) return `"${dateText(value, type)}"`
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return `"${text.replace(/["\\]/gu, character => `\\${character}`)}"`
  })
  return `{${elements.join(',')}}`
}
