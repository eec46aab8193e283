/** House test: every claim about locks, rewrites and scans holds on the embedded PostgreSQL. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../src/database/connection.ts'
import { statementsFor } from './statements.ts'
import { judge, openShop, type Shop } from './truth.ts'
import { sharedEmbedded } from '../shared-embedded.ts'

const VERSION_OF_PGLITE = 18

describe('on the embedded PostgreSQL, what is claimed happens', () => {
  let connection: Connection
  let shop: Shop

  beforeAll(async () => {
    connection = await sharedEmbedded()
    shop = await openShop(connection, VERSION_OF_PGLITE)
  })

  it('is the version that the claims are made for', async () => {
    const { rows } = await connection.query(
      `SELECT current_setting('server_version_num')::int / 10000 AS major`,
    )
    expect(rows).toEqual([{ major: VERSION_OF_PGLITE }])
  })

  it.each(statementsFor(VERSION_OF_PGLITE))('%s', async (_title, statement) => {
    expect(await judge(shop, statement)).toEqual([])
  })
})
