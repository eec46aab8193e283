/** A real Kysely for PostgreSQL whose connection answers by itself and remembers what it was to send. */
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'

/** The SQL of one direction, in order, without the questions of the introspection. */
export async function recordSql(work: (db: Kysely<unknown>) => Promise<unknown>): Promise<readonly string[]> {
  const sent: string[] = []
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => recordingDriver(sent),
      createIntrospector: database => new PostgresIntrospector(database),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  await work(db)
  return sent.filter(text => !text.includes('"pg_catalog"'))
}

function recordingDriver(sent: string[]): Driver {
  const connection: DatabaseConnection = {
    executeQuery: ({ sql }) => {
      sent.push(sql)
      return Promise.resolve({ rows: [{}] as never[], numAffectedRows: 1n })
    },
    async *streamQuery({ sql }) {
      sent.push(sql)
      yield { rows: [{}] as never[] }
    },
  }
  const send = (text: string) => async (to: DatabaseConnection) => {
    await to.executeQuery(CompiledQuery.raw(text))
  }
  const savepoint =
    (command: string): NonNullable<Driver['savepoint']> =>
    (to, name) =>
      send(`${command} "${name}"`)(to)
  return {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    releaseConnection: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
    beginTransaction: send('begin'),
    commitTransaction: send('commit'),
    rollbackTransaction: send('rollback'),
    savepoint: savepoint('savepoint'),
    rollbackToSavepoint: savepoint('rollback to'),
    releaseSavepoint: savepoint('release'),
  }
}
