/** The question whether a migration may run, asked before it does. */
import type { Database } from '../database/open-database.ts'
import type { MigrationFile } from './revisions/migration-files.ts'

/** Why a migration must not run, one sentence each with its place; empty lets it run. */
export type Policy = (
  pending: readonly MigrationFile[],
  direction: 'upgrade' | 'downgrade',
  dialect: Database['dialect'],
) => Promise<readonly string[]>
