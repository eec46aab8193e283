/** The tables in which other runners keep what they applied: read once, when a project changes over. */
import { DatabaseError, type Connection } from '../../database/connection.ts'
import { didYouMean } from '../../project/closest.ts'
import { ConfigError } from '../../project/config-error.ts'
import { RunnerError } from '../../runner/runner-error.ts'

/** What such a table says. */
export interface ForeignHistory {
  readonly table: string
  /** Number of applied migrations. */
  readonly applied: number
  readonly last: string
}

interface Keeper {
  readonly table: string
  /** Names of applied migrations, oldest first. */
  readonly names: string
  /** What must give no row: a run under way, or one that failed; `why` says so. */
  readonly trouble?: { readonly sql: string; readonly why: string }
}

const KEEPERS: Readonly<Record<string, Keeper>> = {
  alembic: { table: 'alembic_version', names: 'SELECT version_num AS name FROM alembic_version' },
  knex: {
    table: 'knex_migrations',
    names: 'SELECT name FROM knex_migrations ORDER BY id',
    trouble: {
      sql: 'SELECT 1 FROM knex_migrations_lock WHERE is_locked = 1',
      why: 'knex_migrations_lock is locked: a run of Knex is under way or died. End it, or run `knex migrate:unlock`',
    },
  },
  typeorm: { table: 'migrations', names: 'SELECT name FROM migrations ORDER BY "timestamp"' },
  kysely: { table: 'kysely_migration', names: 'SELECT name FROM kysely_migration ORDER BY name' },
  drizzle: {
    table: 'drizzle.__drizzle_migrations',
    names: 'SELECT hash AS name FROM drizzle.__drizzle_migrations ORDER BY created_at',
  },
  prisma: {
    table: '_prisma_migrations',
    names:
      'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY started_at',
    trouble: {
      sql: 'SELECT 1 FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL',
      why: 'a migration of Prisma failed or is under way. Finish it with `prisma migrate resolve` first',
    },
  },
}

/** Reads the table of a runner. Throws a RunnerError when it is not there, is empty, or its last run did not end well. */
export async function readForeignHistory(runner: string, connection: Connection): Promise<ForeignHistory> {
  const keeper = Object.hasOwn(KEEPERS, runner) ? KEEPERS[runner] : undefined
  const names = Object.keys(KEEPERS)
  if (!keeper) {
    throw new ConfigError({
      where: '--from',
      problem: `there is no runner ${runner}`,
      expected: `one of ${names.join(', ')}`,
      remedy: didYouMean(runner, names),
    })
  }
  const { table, trouble } = keeper
  const applied = await rowsOf(keeper.names, connection, table, runner)
  if (trouble && (await rowsOf(trouble.sql, connection, table, runner)).length > 0)
    throw new RunnerError(`${trouble.why}. Nothing was stamped.`)
  const last = applied.at(-1)?.['name']
  if (last === undefined)
    throw new RunnerError(`${table} is empty: ${runner} applied nothing here. Nothing was stamped.`)
  return { table, applied: applied.length, last: String(last) }
}

async function rowsOf(sql: string, connection: Connection, table: string, runner: string) {
  try {
    return (await connection.query(sql)).rows
  } catch (cause) {
    if (!(cause instanceof DatabaseError)) throw cause
    throw new RunnerError(
      `${table} of ${runner} cannot be read (${cause.message}). Nothing was stamped.`,
      cause,
    )
  }
}
