/** Which Kysely a query runs on. */
import type { MappedText } from '../../source/mapped-text.ts'
import type { HostObject, Value } from '../typescript/values.ts'
import type { Db } from './draft.ts'

/** A Kysely, or a transaction of it. */
export interface DbHost extends HostObject {
  readonly db: Db
}

/** The schema that a Kysely puts before the names of tables. */
export function schemaOf(value: Value | undefined): MappedText | undefined {
  if (value?.kind !== 'host' || !('db' in value.host)) return undefined
  return (value.host as DbHost).db.schema
}
