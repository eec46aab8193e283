/** Operations as parts of a migration on PostgreSQL. */
import { printOperation } from '../../dialects/postgres.ts'
import type { BareOperation } from '../../model/operation.ts'
import { operationUnit } from './statement-units.ts'
import type { OperationUnits } from './units-of.ts'

const units = (operations: readonly BareOperation[]) =>
  operations.map(operation => operationUnit(operation, printOperation(operation)))

/** Every operation is a statement; a batch is its operations one after the other. */
export const postgresUnits: OperationUnits = { units, batch: units }
