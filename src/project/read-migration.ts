/** Reads one migration as the configuration says. */
import type { MigrationSource, ProjectFiles } from '../frontends/frontend.ts'
import type { Migration } from '../model/migration.ts'
import type { Config } from './config.ts'
import type { History } from './find-migrations.ts'

/** A frontend that throws is a mistake in the frontend: the message says which, and about what file. */
export function readMigration(
  { frontend }: History,
  source: MigrationSource,
  files: ProjectFiles,
  config: Config,
): Migration {
  try {
    return frontend.read(source, files, { transaction: config.runner?.transaction })
  } catch (cause) {
    const path = source.paths[0] ?? source.name
    throw new Error(`Reading ${path} as ${frontend.title} failed: ${String(cause)}`, { cause })
  }
}
