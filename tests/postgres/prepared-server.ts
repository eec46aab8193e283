/** The programs of a PostgreSQL server with an empty cluster, which each server starts from a copy of: `initdb` takes seconds. */
import { execFileSync } from 'node:child_process'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { NOBODY, unpackServer, type ServerVersion } from './binaries.ts'

/** Names the folder where the files of one run of tests find what others have prepared. */
export const SHARED_FOLDER = 'MIGRATE_LINT_TEST_SERVERS'

export interface PreparedServer {
  readonly programs: string
  readonly data: string
  /** Removes it, unless others share it. */
  readonly remove: () => void
}

/** Takes the one that is there, or makes it. */
export function preparedServer(version: ServerVersion): PreparedServer {
  const shared = process.env[SHARED_FOLDER]
  if (shared === undefined) {
    const home = prepare(version)
    return partsOf(home, () => rmSync(home, { recursive: true, force: true }))
  }
  const home = join(shared, `postgres-${version}`)
  if (!existsSync(home)) renameSync(prepare(version), home)
  return partsOf(home, () => undefined)
}

function partsOf(home: string, remove: () => void): PreparedServer {
  return { programs: join(home, 'native', 'bin'), data: join(home, 'data'), remove }
}

function prepare(version: ServerVersion): string {
  const home = unpackServer(version)
  const options = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N']
  execFileSync(join(home, 'native', 'bin', 'initdb'), ['-D', join(home, 'data'), ...options], {
    ...NOBODY,
    cwd: home,
    stdio: 'pipe',
  })
  return home
}
