/**
 * The packed plugin in projects as users have them: `npm run check:eslint-hosts -- [NAME]` installs it under each host and lints.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { commandLineHosts } from './eslint-hosts/command-line.ts'
import { editorHost } from './eslint-hosts/editor-host.ts'
import type { Host } from './eslint-hosts/host.ts'
import { FILES } from './eslint-hosts/project.ts'
import { rulesHost } from './eslint-hosts/rules-host.ts'

const ROOT = resolve(import.meta.dirname, '..')

const HOSTS: readonly Host[] = [...commandLineHosts, rulesHost, editorHost]

function run(cwd: string, command: string, ...args: readonly string[]): string {
  const { stdout, stderr, status, error } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (error) throw error
  if ((status ?? 2) > 1)
    throw new Error(`${command} ${args.join(' ')} ends with ${String(status)}\n${stderr}\n${stdout}`)
  return stdout
}

/** The tarballs of the two packages. */
function pack(): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-lint-packed-'))
  for (const workspace of ['migrate-lint', 'eslint-plugin-migrate-lint'])
    run(ROOT, 'npm', 'pack', '--ignore-scripts', '--pack-destination', folder, '--workspace', workspace)
  return readdirSync(folder).map(name => join(folder, name))
}

const installed = new Map<string, string>()

/** A folder with the packages, which hosts with the same ones share, and nothing else. */
function folderWith(packages: readonly string[]): string {
  const known = installed.get(packages.join())
  if (known === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'migrate-lint-host-'))
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages, ...tarballs)
    installed.set(packages.join(), folder)
    return folder
  }
  for (const name of readdirSync(known))
    if (name !== 'node_modules') rmSync(join(known, name), { recursive: true })
  return known
}

async function wrongWith(host: Host): Promise<readonly string[]> {
  try {
    const folder = folderWith(host.packages)
    const manifest = JSON.stringify({ name: 'host', private: true, type: host.type })
    for (const [path, text] of Object.entries({ ...FILES, ...host.config, 'package.json': manifest })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const commandOf = (name: string) => (isAbsolute(name) ? name : join(folder, 'node_modules/.bin', name))
    return await host.lint({ folder, run: (command, ...args) => run(folder, commandOf(command), ...args) })
  } catch (error) {
    return [error instanceof Error ? error.message.slice(0, 1500) : String(error)]
  }
}

const tarballs = pack()

async function main(): Promise<void> {
  const wanted = process.argv[2]
  for (const host of HOSTS.filter(({ name }) => wanted === undefined || name.includes(wanted))) {
    const wrong = await wrongWith(host)
    console.log(`${wrong.length === 0 ? 'right' : 'WRONG'}  ${host.name}`)
    for (const each of wrong) console.log(`       ${each}`)
    if (wrong.length > 0) process.exitCode = 1
  }
  for (const folder of installed.values()) rmSync(folder, { recursive: true })
}

void main()
