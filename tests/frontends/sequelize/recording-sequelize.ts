/** A real Sequelize on the embedded server, and what it sends for a migration. */
import { Sequelize } from 'sequelize'
import type { RecordingServer } from '../recording-server.ts'

/** What Sequelize asks for itself: versions, settings of the session, types and what exists. */
const BOOKKEEPING =
  /^\s*(?:SHOW |SET (?:standard_conforming_strings|client_min_messages)|(?:SELECT|WITH) [\s\S]*\b(?:pg_\w+|information_schema)\b)/iu

/** Runs work with Sequelize and gives the statements that it sent of its own accord. */
export async function recordSql(
  server: RecordingServer,
  work: (sequelize: Sequelize) => unknown,
): Promise<readonly string[]> {
  const sequelize = new Sequelize(server.connectionString, { dialect: 'postgres', logging: false })
  await sequelize.authenticate()
  server.taken()
  try {
    await work(sequelize)
    return server.taken().filter(sql => !BOOKKEEPING.test(sql))
  } finally {
    await sequelize.close()
  }
}
