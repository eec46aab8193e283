/** Reads one migration as the configuration says. */
import type { Frontend, MigrationSource, ProjectFiles } from '../frontends/frontend.ts'
import type { Migration } from '../model/migration.ts'
import type { Config } from './config.ts'

/** A frontend that throws is a mistake in the frontend: the message says which, and about what file. */
export function readMigration(
  { frontend }: { readonly frontend: Frontend },
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
