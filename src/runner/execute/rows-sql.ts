/** Rows of `op.bulkInsert` as INSERT statements. */
import { identifiers, qualified } from '../../dialects/postgres/identifiers.ts'
import type { RowsStep } from '../op/step.ts'
import { rowValue, type LiteralDialect } from './row-value.ts'

/** One statement for each chunk of neighbouring rows that have the same columns. */
export function insertStatements(step: RowsStep, dialect: LiteralDialect): readonly string[] {
  const table = qualified(step.operation.table)
  const suffix = step.onConflict === undefined ? '' : ` ${step.onConflict}`
  const json = new Set(step.json)
  const valueOf = (row: Row, name: string): unknown =>
    json.has(name) && Array.isArray(row[name]) ? JSON.stringify(row[name]) : row[name]
  return chunksOf(step).map(({ columns, rows }) => {
    if (columns.length === 0) return `INSERT INTO ${table} DEFAULT VALUES${suffix}`
    const values = rows.map(
      row => `(${columns.map(name => rowValue(valueOf(row, name), dialect, `of ${name}`)).join(', ')})`,
    )
    return `INSERT INTO ${table} (${identifiers(columns)}) VALUES ${values.join(', ')}${suffix}`
  })
}

type Row = RowsStep['rows'][number]

interface Chunk {
  readonly columns: readonly string[]
  readonly rows: Row[]
}

/** DEFAULT VALUES makes one row only. */
function chunksOf({ rows, chunk }: RowsStep): readonly Chunk[] {
  const chunks: Chunk[] = []
  for (const row of rows) {
    const columns = Object.keys(row).filter(name => row[name] !== undefined)
    const last = chunks.at(-1)
    const fits = last && columns.length > 0 && last.rows.length < chunk && sameNames(last.columns, columns)
    if (fits) last.rows.push(row)
    else chunks.push({ columns, rows: [row] })
  }
  return chunks
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i])
}
