/** A schema of Drizzle as a target: what it makes is what Drizzle's own migration makes, as drizzle-kit 0.31.10 has written it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drizzle } from '../../src/autogenerate/index.ts'
import { readSchemas } from '../../src/autogenerate/read-schemas.ts'
import { wantedSchema, type Target } from '../../src/autogenerate/target.ts'
import { openDatabase, type Database } from '../../src/database/open-database.ts'
import * as postgresShop from './drizzle/shop-postgres.ts'
import * as sqliteShop from './drizzle/shop-sqlite.ts'
import { sharedDatabase } from '../shared-embedded.ts'
import { expectSame } from './states.ts'

const written = (name: string) => readFileSync(join(import.meta.dirname, 'drizzle', name), 'utf8')
const CWD = join(import.meta.dirname, '../..')

const wanted = (target: Target, dialect: 'postgres' | 'sqlite', cwd = CWD) =>
  wantedSchema(target, { dialect, cwd })

describe('a schema of Drizzle', () => {
  let database: Database
  let sqlite: Database
  beforeAll(async () => {
    database = await sharedDatabase()
    sqlite = await openDatabase('sqlite::memory:')
  })
  afterAll(async () => {
    await sqlite.connection.close()
  })

  it('is what its migration makes on PostgreSQL', async () => {
    const { operations, notCompared } = await wanted(
      drizzle(postgresShop, { casing: 'snake_case' }),
      'postgres',
    )
    expect(notCompared).toEqual([
      'storage parameters and tablespaces of indexes',
      'policy own on customers',
      'role auditor',
    ])
    await database.connection.query(`CREATE ROLE auditor; ${written('shop-postgres.sql')}
      CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id integer)`)
    expectSame(await readSchemas(database, operations))
  })

  it('is what its migration makes on SQLite', async () => {
    const { operations, notCompared } = await wanted(
      drizzle([sqliteShop], { casing: 'snake_case' }),
      'sqlite',
    )
    expect(notCompared).toEqual([])
    await sqlite.connection.query(
      `${written('shop-sqlite.sql')}; CREATE TABLE __drizzle_migrations (id integer)`,
    )
    expectSame(await readSchemas(sqlite, operations), 'sqlite')
  })

  it('calls columns by their keys where the project has no casing', async () => {
    const { operations } = await wanted(drizzle(sqliteShop), 'sqlite')
    expect(JSON.stringify(operations)).toContain('\\"fullName\\" text DEFAULT')
  })

  it('is refused where it has no table of the dialect, or the project has no Drizzle', async () => {
    await expect(wanted(drizzle(sqliteShop), 'postgres')).rejects.toThrow(
      'The schema of Drizzle that is given has a SQLiteTable and no PgTable. Give the module that exports the tables.',
    )
    await expect(wanted(drizzle({}), 'postgres')).rejects.toThrow('has no table.')
    await expect(wanted(drizzle(sqliteShop), 'sqlite', '/')).rejects.toThrow(
      'drizzle-orm/sqlite-core cannot be loaded from /. Run: npm install drizzle-orm',
    )
  })
})
