/** Opens the session of a command and closes it again. */
import { openDatabase, type Database } from '../database/open-database.ts'
import type { RunnerOptions } from './options.ts'
import { RunnerError } from './runner-error.ts'

/** Does the work in a session of the database that the options name; one that was open already stays open. */
export async function withDatabase<T>(
  { database: given, url, cwd, beforeRun }: Pick<RunnerOptions, 'database' | 'url' | 'cwd' | 'beforeRun'>,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  if (given) {
    await beforeRun?.(given.connection)
    return work(given)
  }
  if (url === undefined) throw new RunnerError(NO_DATABASE)
  const database = await openDatabase(url, cwd)
  try {
    await beforeRun?.(database.connection)
    return await work(database)
  } finally {
    await database.connection.close().catch(() => undefined)
  }
}

const NO_DATABASE =
  "No database is named. Write its url into migrations/env.ts: export default defineEnv({ url: env('DATABASE_URL') }); or give it as --url, such as postgres://localhost/shop, pglite:./data or sqlite:./shop.db."
