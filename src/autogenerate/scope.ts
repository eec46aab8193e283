/** What of a database a target speaks of. */
import type { QualifiedName } from '../model/names.ts'
import { openDraft, removeObject, removeTable, removeType, removeView } from '../schema/draft.ts'
import { keyFor } from '../schema/resolve.ts'
import type { ObjectKey, SchemaState, TableState } from '../schema/schema-state.ts'

/** Both sides, and the schemas in which the target has something. */
export interface Sides {
  readonly wanted: SchemaState
  readonly found: SchemaState
  readonly schemas: ReadonlySet<string>
}

/** Where other tools note what they have run. */
const HISTORIES: ReadonlySet<string> = new Set([
  '__drizzle_migrations',
  '_prisma_migrations',
  'knex_migrations',
  'knex_migrations_lock',
  'kysely_migration',
  'kysely_migration_lock',
  'mikro_orm_migrations',
  'pgmigrations',
  'SequelizeMeta',
])

/**
 * The found side without what is not compared: tables and enums stay that the target could have and has not, and of
 * all else what it has. `own` are tables that belong to nobody's schema.
 */
export function scopedTo({ wanted, found, schemas }: Sides, own: readonly QualifiedName[]): SchemaState {
  const draft = openDraft(found)
  const ownKeys = new Set<ObjectKey>(own.map(name => keyFor(found, name)))
  const isPartition = ({ key, partitionOf }: TableState) =>
    partitionOf !== undefined && !wanted.tables.has(key)
  const isHistory = ({ key, name }: TableState) => HISTORIES.has(name) && !wanted.tables.has(key)
  for (const table of found.tables.values()) {
    const isForeign = !schemas.has(table.schema) || ownKeys.has(table.key)
    if (isForeign || isPartition(table) || isHistory(table)) removeTable(draft, table.key)
  }
  for (const key of found.views.keys()) if (!wanted.views.has(key)) removeView(draft, key)
  for (const { key, schema } of found.enums.values()) if (!schemas.has(schema)) removeType(draft, key)
  for (const key of found.domains.keys()) if (!wanted.domains.has(key)) removeType(draft, key)
  for (const id of found.objects.keys()) if (!wanted.objects.has(id)) removeObject(draft, id)
  return draft.state
}
