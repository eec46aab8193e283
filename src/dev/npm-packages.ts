/** Packages that only a benchmark or a proof needs, installed on demand from npm beside the project. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const CACHE = resolve(import.meta.dirname, '../../.cache/packages')

/**
 * Installs packages, given as alias to exact `name@version`, and returns the folder of each alias. They are
 * kept out of package-lock.json: the binaries of other platforms that they name as optional are not on every
 * registry, and `npm ci` refuses a lock without them.
 */
export function npmPackages(packages: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const folder = (alias: string) => join(CACHE, 'node_modules', alias)
  const missing = Object.entries(packages).filter(
    ([alias, spec]) => !existsSync(folder(alias)) || installedSpec(alias) !== spec,
  )
  if (missing.length > 0) {
    mkdirSync(CACHE, { recursive: true })
    if (!existsSync(join(CACHE, 'package.json')))
      writeFileSync(join(CACHE, 'package.json'), '{ "private": true }\n')
    const specs = missing.map(([alias, spec]) => `${alias}@npm:${spec}`)
    const flags = ['--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact']
    // npm is a script on Windows, which only a shell can start; the arguments are constants of this project.
    execFileSync('npm', ['install', ...flags, ...specs], {
      cwd: CACHE,
      stdio: 'pipe',
      shell: process.platform === 'win32',
    })
  }
  return Object.fromEntries(Object.keys(packages).map(alias => [alias, folder(alias)]))
}

/** What the folder's own package.json says was asked for: `name@version`. */
function installedSpec(alias: string): string | undefined {
  const manifest = JSON.parse(readFileSync(join(CACHE, 'package.json'), 'utf8')) as {
    readonly dependencies?: Readonly<Record<string, string>>
  }
  return manifest.dependencies?.[alias]?.replace(/^npm:/u, '')
}
