/** House test: what the rules claim is seen on PostgreSQL servers, old and new, and not in their good examples. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../src/database/connection.ts'
import { splitExample } from '../../src/dev/example.ts'
import { fileAt } from '../../src/dev/folders.ts'
import { runHistoryExample } from '../../src/dev/run-history-example.ts'
import { proofObserved } from '../../src/dev/proof.ts'
import { runExample } from '../../src/dev/run-example.ts'
import { rules } from '../../rules/index.ts'
import { installedServer, SERVER_VERSIONS } from './binaries.ts'
import { startServer, type Server } from './server.ts'

/** Examples in SQL for PostgreSQL that have something to show. */
const examples = rules.flatMap(rule =>
  ['bad', 'good'].flatMap(side => {
    const file = fileAt(`rules/${rule.id}/${side}.sql`)
    const example = file && splitExample(file)
    return !example || example.dialect || 'none' in rule.proof ? [] : [{ rule, side, example }]
  }),
)

for (const version of SERVER_VERSIONS) {
  const missing = installedServer(version) === undefined
  describe.skipIf(missing)(
    `on PostgreSQL ${version}${missing ? ' (no binaries for this platform)' : ''}`,
    () => {
      let server: Server
      let connection: Connection

      beforeAll(async () => {
        server = await startServer(version)
        await server.createDatabase('shop')
        connection = await server.connect('shop')
      })
      afterAll(async () => {
        await connection?.close()
        await server?.stop()
      })

      it.each(examples.map(each => [each.rule.id, each.side, each] as const))(
        '%s: %s.sql',
        async (_id, side, { rule, example }) => {
          const history = await runHistoryExample(connection, example)
          const run = history ? { migrations: [], history } : await runExample(connection, example)
          expect(proofObserved(rule.proof, run)).toBe(side === 'bad')
        },
      )
    },
  )
}
