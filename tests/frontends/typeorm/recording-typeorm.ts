/** A real TypeORM on a real server: what its runner sends for a migration, without its own bookkeeping. */
import { DataSource, type MigrationInterface } from 'typeorm'
import type { RecordingServer } from '../recording-server.ts'

type MigrationClass = new () => MigrationInterface

/** The class of a module that is a migration. */
export function migrationClassIn(module: object): MigrationClass {
  const candidates = Object.values(module).flatMap(each =>
    typeof each === 'object' && each !== null ? [each, ...Object.values(each as object)] : [each],
  )
  const found = candidates.find(
    (each): each is MigrationClass =>
      typeof each === 'function' && typeof (each.prototype as Partial<MigrationInterface>).up === 'function',
  )
  if (!found) throw new TypeError('no migration is exported')
  return found
}

/** What was sent for each direction; the way back is undefined when there is nothing to run. */
export interface Sent {
  readonly up: readonly string[]
  readonly down: readonly string[] | Error
}

/** Runs a migration up and down in an empty database, after `setup`. */
export async function recordTypeorm(
  server: RecordingServer,
  migration: MigrationClass,
  setup: string,
): Promise<Sent> {
  await server.database.exec(
    'DROP SCHEMA IF EXISTS public, billing, shop, reporting, old CASCADE; CREATE SCHEMA public',
  )
  await server.database.exec(setup)
  // A migration that says so of itself is refused unless each has its own transaction.
  const says = new migration().transaction !== undefined
  const dataSource = new DataSource({
    type: 'postgres',
    url: server.connectionString,
    migrations: [migration],
    migrationsTransactionMode: says ? 'each' : 'all',
  })
  await dataSource.initialize()
  try {
    server.taken()
    await dataSource.runMigrations()
    const up = ofTheMigration(server.taken())
    const down = await dataSource.undoLastMigration({ transaction: says ? 'none' : 'all' }).then(
      () => ofTheMigration(server.taken()),
      (error: unknown) => (isOfTheRunner(error) ? ofTheMigration(server.taken()) : (error as Error)),
    )
    return { up, down }
  } finally {
    await dataSource.destroy()
  }
}

/** A migration may have dropped the runner's own table. */
function isOfTheRunner(error: unknown): boolean {
  return error instanceof Error && error.message === 'relation "migrations" does not exist'
}

/** TypeORM's own tables, and what it asks the catalog before it decides. */
const BOOKKEEPING =
  /"migrations"|current_schema\(\)|current_database\(\)|"typeorm_metadata"|\b(?:FROM|JOIN)\s+"?(?:information_schema|pg_\w+)\b|^SELECT version\(\)/u

function ofTheMigration(statements: readonly string[]): readonly string[] {
  const own = statements.filter(sql => !BOOKKEEPING.test(sql))
  const wrapped = own[0] === 'START TRANSACTION' && /^(?:COMMIT|ROLLBACK)$/u.test(own.at(-1) ?? '')
  return wrapped ? own.slice(1, -1) : own
}
