/** What a database has besides its schema: notes of what was run. */
import type { QualifiedName } from '../model/names.ts'
import { openDraft, removeTable } from '../schema/draft.ts'
import { keyFor } from '../schema/resolve.ts'
import type { ReadSchemas } from './both-sides.ts'

/** Where other tools keep theirs. */
const OF_OTHERS: ReadonlySet<string> = new Set([
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

/** Both sides without the tables of the runner, `own`, and those of other tools that the target does not name. */
export function withoutHistories({ wanted, found }: ReadSchemas, own: readonly QualifiedName[]): ReadSchemas {
  const draft = openDraft(found)
  const keys = new Set(own.map(name => keyFor(found, name)))
  for (const { key, name } of found.tables.values()) {
    const isOfOther = OF_OTHERS.has(name) && !wanted.tables.has(key)
    if (keys.has(key) || isOfOther) removeTable(draft, key)
  }
  return { wanted, found: draft.state }
}
