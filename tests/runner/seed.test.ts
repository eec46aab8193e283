/** The guide to Alembic, section by section, on the embedded databases; tests/postgres has it on a server. */
import { beforeAll, describe, onTestFinished } from 'vitest'
import { resetSchema } from '../../src/database/embedded.ts'
import { openDatabase, type Database } from '../../src/database/open-database.ts'
import { itRunsTheSeed } from './seed-sections.ts'
import { sharedDatabase } from '../shared-embedded.ts'

describe('the seed on PGlite', () => {
  let database: Database
  beforeAll(async () => {
    database = await sharedDatabase()
  })
  itRunsTheSeed(async () => {
    await resetSchema(database.connection)
    return database
  })
})

describe('the seed on SQLite', () => {
  itRunsTheSeed(async () => {
    const database = await openDatabase('sqlite::memory:')
    onTestFinished(() => database.connection.close())
    return database
  })
})
