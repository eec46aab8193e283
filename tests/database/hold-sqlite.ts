/** A process that writes to an SQLite file and holds its transaction open until it is killed: `jiti hold-sqlite.ts FILE SQL`. */
import { openSqlite } from '../../src/database/sqlite.ts'

const [path = '', sql = ''] = process.argv.slice(2)
const connection = await openSqlite(path)
await connection.query(sql)
console.log('ready')
// A connection that nothing refers to is closed when memory is collected, and lets its lock go.
setInterval(() => connection, 1_000_000)
