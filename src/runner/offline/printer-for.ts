/** The printer of a dialect. */
import type { Database } from '../../database/open-database.ts'
import { postgresPrinter, type OfflinePrinter } from './offline-printer.ts'

export function printerFor(dialect: Database['dialect']): OfflinePrinter {
  return dialect === 'postgres' ? postgresPrinter : postgresPrinter
}
