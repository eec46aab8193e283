/** House test: the claims about locks, rewrites and scans hold on PostgreSQL servers, old and new. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../src/database/connection.ts'
import { statementsFor } from '../effects/statements.ts'
import { judge, openShop, type Shop } from '../effects/truth.ts'
import { installedServer, SERVER_VERSIONS } from './binaries.ts'
import { startServer, type Server } from './server.ts'

for (const version of SERVER_VERSIONS) {
  const missing = installedServer(version) === undefined
  describe.skipIf(missing)(
    `on PostgreSQL ${version}${missing ? ' (no binaries for this platform)' : ''}`,
    () => {
      let server: Server
      let connection: Connection
      let shop: Shop

      beforeAll(async () => {
        server = await startServer(version)
        await server.createDatabase('shop')
        connection = await server.connect('shop')
        shop = await openShop(connection, version)
      })
      afterAll(async () => {
        await connection?.close()
        await server?.stop()
      })

      it.each(statementsFor(version))('%s', async (_title, statement) => {
        expect(await judge(shop, statement)).toEqual([])
      })
    },
  )
}
