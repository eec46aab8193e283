/** Errors in words that help whoever sees them. */
import { TargetError } from '../autogenerate/target-error.ts'
import { ConnectionFailed, ConnectionLost } from '../database/connection.ts'
import { EmbeddedDatabaseMissing } from '../database/embedded.ts'
import { PostgresDriverMissing } from '../database/node-postgres.ts'
import { UnknownDatabaseUrl } from '../database/open-database.ts'
import { SqliteMissing } from '../database/sqlite-drivers.ts'
import { ConfigError } from '../project/config-error.ts'
import { NothingFoundError } from '../project/nothing-found.ts'
import { version } from '../host/package.ts'
import { RevisionError } from '../runner/graph/revision-error.ts'
import { LockLost, LockTimeout } from '../runner/lock/lock.ts'
import { RunnerError } from '../runner/runner-error.ts'

/** Errors of the user: their messages say what to do. */
const OF_THE_USER = [
  ConfigError,
  NothingFoundError,
  RevisionError,
  RunnerError,
  TargetError,
  ConnectionFailed,
  ConnectionLost,
  LockTimeout,
  LockLost,
  UnknownDatabaseUrl,
  SqliteMissing,
  PostgresDriverMissing,
  EmbeddedDatabaseMissing,
]

/** The message for stderr; a stack only where it was asked for. */
export function explainError(error: unknown, argv: readonly string[]): string {
  const debug = argv.includes('--debug')
  if (error instanceof Error && OF_THE_USER.some(kind => error instanceof kind)) {
    const stack = debug && error.cause instanceof Error ? `\n${error.cause.stack ?? ''}` : ''
    return `error: ${error.message}${stack}\n`
  }
  const message = error instanceof Error ? error.message : String(error)
  const lines = [
    `error: migrate-lint itself failed: ${message}`,
    'This is a bug in migrate-lint, not in your migrations.',
    debug
      ? stackOf(error)
      : 'Run it again with --debug and report what it prints, with the migration if you can share it.',
    `migrate-lint ${version()}, Node ${process.version}, ${process.platform}-${process.arch}`,
  ]
  return `${lines.join('\n')}\n`
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const own = error.stack ?? error.message
  return error.cause === undefined ? own : `${own}\ncaused by: ${stackOf(error.cause)}`
}
