/** A connection to a PostgreSQL server: node-postgres, an optional dependency of the project that uses it. */
import type { Client, ClientConfig, CustomTypesConfig } from 'pg'
import type * as Pg from 'pg'
import { connectionFailed, describeDestination, type Destination } from './connection-failure.ts'
import {
  ConnectionFailed,
  ConnectionLost,
  type Connection,
  type Notice,
  type QueryResult,
} from './connection.ts'
import { refusalFrom } from './refusal.ts'
import { sendAhead, type DriverResults, type SendAhead } from './send-ahead.ts'
import { TEXT_ARRAY, TEXT_ARRAYS, TEXT_TYPES } from './postgres-values.ts'

type Driver = typeof Pg

/** The package pg is not installed. */
export class PostgresDriverMissing extends Error {
  override readonly name = 'PostgresDriverMissing'

  constructor(cause: unknown) {
    super(
      'A PostgreSQL server is reached through the package pg, which is not installed. Run: npm install pg',
      {
        cause,
      },
    )
  }
}

/** Opens one session, as `postgres://user:password@host:5432/database` says. */
export async function openPostgres(url: string): Promise<Connection> {
  const driver = await loadDriver()
  const client = clientFor(driver, url)
  const destination = {
    host: client.host,
    port: client.port,
    database: client.database ?? '',
    user: client.user ?? '',
  }
  const ahead = sendAhead(client, driver.Query)
  const session: Session = { client, ahead, destination, lost: undefined, notices: [] }
  // Without a listener, a server that ends the session would end this process.
  client.on('error', error => (session.lost ??= error))
  client.on('notice', ({ severity, message }) =>
    session.notices.push({ severity: severity ?? '', message: message ?? '' }),
  )
  await client.connect().catch((error: unknown) => {
    throw connectionFailed(error, destination)
  })
  return connectionOf(session)
}

async function loadDriver(): Promise<Driver> {
  // Older versions are CommonJS, whose exports Node finds only in the default.
  const module = await import('pg').catch((cause: unknown) => {
    throw new PostgresDriverMissing(cause)
  })
  return module.default as unknown as Driver
}

function clientFor({ Client, types }: Driver, url: string): Client {
  const settings: ClientConfig = {
    connectionString: url,
    connectionTimeoutMillis: 15_000,
    fallback_application_name: 'migrate-lint',
    // A long build says nothing for hours, and firewalls forget a silent connection.
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    types: valuesBy(types),
  }
  try {
    return new Client(settings)
  } catch (error) {
    // The error of a URL holds the URL, and with it the password: it is not passed on.
    const reason = error instanceof Error && !('input' in error) ? ` (${error.message})` : ''
    throw new ConnectionFailed(
      `The database URL cannot be read${reason}. Write postgres://user:password@host:5432/database, with special characters of the password percent-encoded.`,
    )
  }
}

function valuesBy(types: Driver['types']): CustomTypesConfig {
  const asText = (text: string) => text
  return {
    getTypeParser(oid: number, format?: 'text' | 'binary') {
      if (TEXT_TYPES.has(oid)) return asText
      return types.getTypeParser(TEXT_ARRAYS.has(oid) ? TEXT_ARRAY : oid, format as 'text')
    },
  } as CustomTypesConfig
}

interface Session {
  readonly client: Client
  readonly ahead: SendAhead
  readonly destination: Destination
  /** Why the session is no more. */
  lost: Error | undefined
  /** Of the statement that runs. */
  notices: Notice[]
}

function connectionOf(session: Session): Connection {
  let last: Promise<unknown> = Promise.resolve()
  /** Statements of which nothing may be ahead: they run, or wait for their turn. */
  let alone = 0
  const inTurn = async <T>(work: () => T | Promise<T>): Promise<T> => {
    alone++
    try {
      await last
      return await work()
    } finally {
      alone--
    }
  }
  const asLast = <T>(result: Promise<T>): Promise<T> => {
    last = result.catch(() => undefined)
    return result
  }
  return {
    // One after the other, so that each statement has its own notices.
    query: (sql, parameters) => asLast(inTurn(() => run(session, sql, parameters))),
    ahead(sql, begins) {
      const send = () => runAhead(session, sql, begins)
      return asLast(alone > 0 ? inTurn(() => undefined).then(send) : send())
    },
    close: () => session.client.end(),
    process: processOf(session.client),
  }
}

/** The types of pg leave it out. https://www.postgresql.org/docs/current/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-BACKENDKEYDATA */
function processOf(client: Client): number | undefined {
  return 'processID' in client && typeof client.processID === 'number' ? client.processID : undefined
}

async function run(session: Session, sql: string, parameters?: readonly unknown[]): Promise<QueryResult> {
  session.notices = []
  try {
    const result = await session.client.query(sql, parameters && [...parameters])
    return { rows: rowsOf(result), notices: session.notices }
  } catch (error) {
    throw failureOf(session, error, sql)
  }
}

async function runAhead(session: Session, sql: string, begins?: () => void): Promise<QueryResult> {
  const notices: Notice[] = []
  try {
    const begun = () => {
      session.notices = notices
      begins?.()
    }
    const result = await session.ahead(sql, begun, begins === undefined)
    return { rows: rowsOf(result), notices }
  } catch (error) {
    throw failureOf(session, error, sql, notices)
  }
}

/** Of several statements, those of the last. */
function rowsOf(results: DriverResults): QueryResult['rows'] {
  return [results].flat().at(-1)?.rows ?? []
}

/** Classes of SQLSTATE after which the server ends the session. */
const ENDS_SESSION = /^(?:08|57P0[1-5]|25P0[34])/u

function failureOf(session: Session, error: unknown, sql: string, notices = session.notices): unknown {
  const refusal = refusalFrom(error, sql, notices)
  if (session.lost || (refusal && ENDS_SESSION.test(refusal.sqlstate))) {
    const cause = session.lost ?? (error as Error)
    const where = describeDestination(session.destination)
    return new ConnectionLost(`The connection to ${where} was lost: ${cause.message}.`, sql, error)
  }
  return refusal ?? error
}
