/** The `env.ts` that a new folder of migrations gets. */

/** Where the database is that needs nothing to be installed. */
export const DATA_FOLDER = '.migrate-lint'

/** Works as it is: on the database of DATABASE_URL, and without one on a database of its own. */
export const ENV_TEXT = `/**
 * Which database the migrations in this folder are for, and how careful to be with it.
 *
 * DATABASE_URL is postgres://user:password@host:5432/shop, sqlite:./shop.db or pglite:./folder. Without it this is
 * PGlite: PostgreSQL inside of Node, with its data in ./${DATA_FOLDER}. Before you deploy, take that second argument
 * away, so that a DATABASE_URL that was forgotten is an error and not a new, empty database.
 */
import { defineEnv, env } from 'migrate-lint/runner'

export default defineEnv({
  url: env('DATABASE_URL', 'pglite:./${DATA_FOLDER}/db'),

  // Milliseconds that a statement waits for a lock before its migration is rolled back and tried again:
  // lockTimeout: 5000,

  // The schema as it should be, by migrate-lint/schema: \`revision --autogenerate\` writes what leads there.
  // target: defineSchema([table('users', [column('id', t.bigint(), { primaryKey: true })])]),

  // The table that says which revisions are applied; this one is Alembic's:
  // versionTable: 'alembic_version',
})
`

/** A configuration that says where the migrations are. */
export function configText(folder: string): string {
  return `import { defineConfig } from 'migrate-lint'

export default defineConfig({
  runner: { folders: '${folder.replaceAll("'", "\\'")}' },
})
`
}
