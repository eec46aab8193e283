/** The SQL of a step on PostgreSQL. */
import { printOperation } from '../../../src/dialects/postgres.ts'
import { insertStatements } from '../../../src/runner/execute/rows-sql.ts'
import type { Seen } from './collecting-sink.ts'

export function statementsOf(seen: Seen): readonly string[] {
  if (typeof seen === 'string') return []
  switch (seen.kind) {
    case 'operations':
    case 'batch':
      return seen.operations.map(printOperation)
    case 'rows':
      return insertStatements(seen, 'postgres')
    case 'sql':
      return [seen.sql]
    default:
      return [printOperation(seen.operation)]
  }
}
