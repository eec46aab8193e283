/** Operations as SQL without a database to look at. */
import { printOperation } from '../../dialects/postgres.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { BatchSettings } from '../op/step.ts'

/** Prints operations that belong together; keeps what it needs of those before. */
export interface OfflinePrinter {
  print(operations: readonly BareOperation[], settings: BatchSettings): readonly string[]
}

/** PostgreSQL changes every table as it stands. */
export const postgresPrinter: OfflinePrinter = { print: operations => operations.map(printOperation) }
