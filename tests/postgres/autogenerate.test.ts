/** A model that grows, on a server. */
import { afterAll, beforeAll, describe } from 'vitest'
import { openDatabase } from '../../src/database/open-database.ts'
import { itGrows } from '../cli/growing-model.ts'
import { startServer, type Server } from './server.ts'

describe('a model that grows', () => {
  let server: Server
  beforeAll(async () => {
    server = await startServer(18)
    await server.createDatabase('shop')
  })
  afterAll(() => server.stop())
  itGrows(() => openDatabase(server.url('shop')))
})
