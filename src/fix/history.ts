/** A history as it is fixed: its migrations with their sources, and the schema before each of them. */
import type { Frontend, FrontendSettings } from '../frontends/frontend.ts'
import type { MigrationSource, ProjectFiles } from '../frontends/project-files.ts'
import type { Writer } from '../frontends/writer.ts'
import type { Migration } from '../model/migration.ts'
import type { Operation } from '../model/operation.ts'
import { applyOperation, startMigration } from '../schema/apply.ts'
import { emptySchema } from '../schema/empty.ts'
import type { SchemaState } from '../schema/schema-state.ts'

/** One migration, read. */
export interface Chapter {
  readonly source: MigrationSource
  readonly migration: Migration
  /** The schema in which it begins. */
  readonly start: SchemaState
}

/** What a fix may look at. */
export interface FixedHistory {
  readonly frontend: Frontend
  readonly writer: Writer
  readonly settings: FrontendSettings
  readonly files: ProjectFiles
  readonly chapters: readonly Chapter[]
  /** The schema after the last of them. */
  readonly end: SchemaState
}

/** The schema before each migration, and after all. */
export function replayAll(
  all: readonly { readonly source: MigrationSource; readonly migration: Migration }[],
): Pick<FixedHistory, 'chapters' | 'end'> {
  let state: SchemaState = emptySchema({ complete: false })
  const chapters = all.map(each => {
    const start = startMigration(state)
    state = each.migration.up.reduce(applyOperation, start)
    return { ...each, start }
  })
  return { chapters, end: state }
}

/** The operations of the way back. */
export function downOf({ down }: Migration): readonly Operation[] {
  return down.kind === 'operations' ? down.operations : []
}
