import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startRecordingServer, type RecordingServer } from './recording-server.ts'

let server: RecordingServer

beforeAll(async () => {
  server = await startRecordingServer()
})

afterAll(async () => {
  await server.close()
})

it('runs what a driver sends and remembers it', async () => {
  const client = new pg.Client({ connectionString: server.connectionString })
  await client.connect()
  await client.query('CREATE TABLE orders (id int PRIMARY KEY)')
  await client.query('INSERT INTO orders VALUES ($1)', [7])
  const { rows } = await client.query('SELECT id FROM orders')
  await client.end()
  expect(rows).toEqual([{ id: 7 }])
  expect(server.taken()).toEqual([
    'CREATE TABLE orders (id int PRIMARY KEY)',
    'INSERT INTO orders VALUES ($1)',
    'SELECT id FROM orders',
  ])
  expect(server.taken()).toEqual([])
})

it('goes on after an error', async () => {
  const client = new pg.Client({ connectionString: server.connectionString })
  await client.connect()
  await expect(client.query('SELECT FROM customers')).rejects.toThrow('relation "customers" does not exist')
  const { rows } = await client.query('SELECT 1 AS one')
  expect(rows).toEqual([{ one: 1 }])
  await client.end()
})
