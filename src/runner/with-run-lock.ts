/** Keeps other runs away from a database while one is under way. */
import { withForeignKeysOff } from './batch/foreign-keys.ts'
import type { RunContext } from './run-context.ts'

/** Throws when the lock has been lost meanwhile. */
export type StillAlone = () => Promise<void>

/** Does the work while nobody else can run migrations there. */
export async function withRunLock<T>(
  { database }: RunContext,
  work: (stillAlone: StillAlone) => Promise<T>,
): Promise<T> {
  const stillAlone = () => Promise.resolve()
  // The pragma does nothing inside a transaction: https://www.sqlite.org/pragma.html#pragma_foreign_keys
  return database.dialect === 'sqlite'
    ? withForeignKeysOff(database.connection, () => work(stillAlone))
    : work(stillAlone)
}
