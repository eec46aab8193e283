/** The real db-migrate with its PostgreSQL driver, on a server that remembers what it is sent. */
import { createRequire } from 'node:module'
import { startRecordingServer } from '../recording-server.ts'

const require = createRequire(import.meta.url)
/** What the runner and its driver bring along. */
const ofRunner = createRequire(require.resolve('db-migrate/package.json'))
const ofDriver = createRequire(require.resolve('db-migrate-pg'))

interface Driver {
  startMigration(): Promise<unknown>
  endMigration(): Promise<unknown>
  readonly connection: { end(): Promise<void> }
}

interface LoadedMigration {
  setup(): ((options: object, seed: object) => void) | undefined
  up(db: object): Promise<unknown>
  down(db: object): Promise<unknown>
}

interface Parts {
  readonly connect: (config: object, internals: object, done: (error: unknown, db: Driver) => void) => void
  readonly reduce: (db: object, shape: unknown) => Driver
  readonly shape: unknown
  readonly Migration: new (path: string, internals: object) => LoadedMigration
  readonly dataType: object
  readonly Promise: unknown
}

function parts(): Parts {
  const driver = require('db-migrate/lib/driver/index.js') as Pick<Parts, 'connect'>
  const shared = ofRunner('db-migrate-shared') as {
    readonly dataType: object
    readonly log: { silence(silent: boolean): void }
    readonly util: { reduceToInterface: Parts['reduce'] }
  }
  shared.log.silence(true)
  return {
    connect: driver.connect,
    reduce: shared.util.reduceToInterface,
    shape: require('db-migrate/lib/interface/migratorInterface.js'),
    Migration: require('db-migrate/lib/migration.js') as Parts['Migration'],
    dataType: shared.dataType,
    Promise: ofDriver('bluebird'),
  }
}

/** What one direction sent, the transaction of the runner included. */
export type Direction = 'up' | 'down'

/** A runner that is connected. */
export interface RecordingRunner {
  /** An empty database, then this SQL. */
  reset(setup: string): Promise<void>
  /** Runs one direction as `migrator.js` does; a migration that fails is rejected. */
  run(path: string, direction: Direction): Promise<readonly string[]>
  close(): Promise<void>
}

/** Connects the driver. */
export async function startRunner(): Promise<RecordingRunner> {
  const { connect, reduce, shape, Migration, dataType, Promise: Bluebird } = parts()
  const server = await startRecordingServer()
  const internals = { notransactions: false, migrationTable: 'migrations', argv: {} }
  const original = await new Promise<Driver>((resolve, reject) => {
    const config = {
      driver: 'pg',
      host: server.host,
      port: server.port,
      user: 'postgres',
      database: 'postgres',
    }
    connect(config, internals, (error, db) => {
      if (error) reject(error as Error)
      else resolve(db)
    })
  })
  const driver = reduce(original, shape)
  return {
    async reset(setup) {
      const schemas = ['public', 'billing']
      await server.database.exec(schemas.map(each => `DROP SCHEMA IF EXISTS ${each} CASCADE;`).join(''))
      await server.database.exec(`CREATE SCHEMA public; SET search_path TO DEFAULT; ${setup}`)
    },
    async run(path, direction) {
      server.taken()
      const migration = new Migration(path, internals)
      try {
        await driver.startMigration()
        migration.setup()?.({ dbmigrate: { dataType }, Promise: Bluebird }, {})
        await migration[direction](driver)
        await driver.endMigration()
      } catch (error) {
        await server.database.exec('ROLLBACK')
        throw error
      }
      return server.taken()
    },
    async close() {
      await original.connection.end()
      await server.close()
    },
  }
}
