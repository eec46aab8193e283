/** The schema that is wanted and the one that is there. */
import type { SchemaState } from '../schema/schema-state.ts'

/** Both sides, with equal text for what is equal. */
export interface ReadSchemas {
  readonly wanted: SchemaState
  /** All that the database has, the tables in which the runner and its like note what they have run apart. */
  readonly found: SchemaState
}
