/** The schema after each migration of a history, kept as long as the migrations up to it are the same. */
import { withRetirements } from '../../lint/retirements.ts'
import type { Migration } from '../../model/migration.ts'
import { applyOperation, startMigration } from '../../schema/apply.ts'
import { emptySchema } from '../../schema/empty.ts'
import type { SchemaState } from '../../schema/schema-state.ts'

/** What a migration finds. */
export interface Standing {
  readonly state: SchemaState
  /** Columns that were declared retired. */
  readonly retired: ReadonlySet<string>
}

interface Link extends Standing {
  readonly migration: Migration
}

/** Replays a history and remembers every step. */
export interface Chain {
  /** What is there after the first so many migrations. */
  after(count: number, migration: (index: number) => Migration): Standing
}

const NOTHING: Standing = { state: emptySchema({ complete: false }), retired: new Set() }

/** Begins with nothing replayed. */
export function chain(): Chain {
  const links: Link[] = []
  return {
    after(count, migration) {
      let standing = NOTHING
      for (let i = 0; i < count; i++) {
        const now = migration(i)
        const link = links[i]
        if (link?.migration === now) standing = link
        else {
          links.length = i
          standing = step(standing, now)
          links.push({ ...standing, migration: now })
        }
      }
      return standing
    },
  }
}

/** What is there after one more migration. */
export function step({ state, retired }: Standing, migration: Migration): Standing {
  return {
    state: migration.up.reduce(applyOperation, startMigration(state)),
    retired: withRetirements(retired, migration),
  }
}
