/** Which Kysely a query runs on. */
import type { HostObject, Value } from '../typescript/values.ts'
import type { Db } from './draft.ts'
import type { Plugins } from './parts.ts'

/** A Kysely, or a transaction of it. */
export interface DbHost extends HostObject {
  readonly db: Db
}

/** The plugins of the Kysely that something is executed on. */
export function pluginsOf(value: Value | undefined): Plugins {
  if (value?.kind !== 'host' || !('db' in value.host)) return {}
  return (value.host as DbHost).db.plugins
}
