/** The guide to Alembic, section by section, on a server. */
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest'
import { openDatabase } from '../../src/database/open-database.ts'
import { itRunsTheSeed } from '../runner/seed-sections.ts'
import { startServer, type Server } from './server.ts'

describe('the seed on PostgreSQL', () => {
  let server: Server
  let databases = 0
  beforeAll(async () => {
    server = await startServer(16)
  })
  afterAll(() => server.stop())
  itRunsTheSeed(async () => {
    const name = `seed_${String(databases++)}`
    await server.createDatabase(name)
    const database = await openDatabase(
      `postgres://postgres@localhost/${name}?host=${encodeURIComponent(server.socket)}`,
    )
    onTestFinished(() => database.connection.close())
    return database
  })
})
