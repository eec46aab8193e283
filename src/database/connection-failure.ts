/** Why a PostgreSQL server could not be reached, in one sentence with a remedy and without the password. */
import { ConnectionFailed } from './connection.ts'

/** Where the connection was to go. */
export interface Destination {
  /** A name, an address or the folder of a socket. */
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
}

/** `database "shop" on db.example.com:5432`, as all messages name it. */
export function describeDestination({ host, port, database }: Destination): string {
  const place = host.startsWith('/') ? `the socket ${host}/.s.PGSQL.${port}` : `${host}:${port}`
  return `database "${database}" on ${place}`
}

/** The error of a driver that could not open a session. */
export function connectionFailed(error: unknown, destination: Destination): ConnectionFailed {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const message = error instanceof Error ? error.message : String(error)
  const reason = reasonFor(code, message, destination)
  const sentence = `Cannot connect to ${describeDestination(destination)}: ${reason}`
  return new ConnectionFailed(/[.?!]$/u.test(sentence) ? sentence : `${sentence}.`, { cause: error })
}

function reasonFor(code: string, message: string, destination: Destination): string {
  const byCode = BY_CODE[code]
  if (byCode) return byCode(destination, message)
  return BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1] ?? message
}

type Reason = (destination: Destination, message: string) => string

const nobodyListens = 'nothing listens there; start the server, or correct host and port'
const unknownHost: Reason = ({ host }) => `the host name ${host} is not known; correct it`
const noAnswer = 'no answer came; check host, port and firewall'
const certificate: Reason = (_, message) =>
  `its TLS certificate is not trusted (${message}); name the authority with sslrootcert=file, or, if you accept any server, add sslmode=no-verify`

/** By code of Node or SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const BY_CODE: Readonly<Record<string, Reason>> = {
  ECONNREFUSED: () => nobodyListens,
  ENOENT: () => `there is no such socket; start the server, or correct its folder and port`,
  EACCES: () => 'this user may not open the socket',
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ETIMEDOUT: () => noAnswer,
  EHOSTUNREACH: () => noAnswer,
  ENETUNREACH: () => noAnswer,
  '28P01': ({ user }) => `the password is not that of user "${user}"`,
  '28000': (_, message) =>
    `${message}; change pg_hba.conf, or add sslmode=verify-full where TLS is what it misses`,
  '3D000': ({ database }) =>
    `it does not exist; create it (CREATE DATABASE "${database}"), or correct the name`,
  '42501': ({ user }, message) => `${message}; grant CONNECT to user "${user}"`,
  '53300': (_, message) => `${message}; close other sessions, or raise max_connections`,
  '57P03': (_, message) => `${message}; try again in a moment`,
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
  SELF_SIGNED_CERT_IN_CHAIN: certificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate,
  CERT_HAS_EXPIRED: certificate,
  ERR_TLS_CERT_ALTNAME_INVALID: certificate,
}

/** What pg says without a code. */
const BY_MESSAGE: readonly (readonly [RegExp, string])[] = [
  [
    /does not support SSL/u,
    'the server speaks no TLS; remove sslmode from the URL, or turn ssl on in the server',
  ],
  [
    /password must be a (?:non-empty )?string/iu,
    'the server asks for a password and the URL has none; add it, or set PGPASSWORD',
  ],
  [/timeout expired/u, noAnswer],
  [
    /terminated unexpectedly/u,
    'the server closed the connection at once; is it PostgreSQL that listens there?',
  ],
]
