/** Runs the command line in this process, on a real folder, with its output caught. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { main } from '../../src/cli/main.ts'
import type { Io } from '../../src/cli/io.ts'

/** How a run went. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A folder with files, removed by `remove`. */
export interface TemporaryProject {
  readonly root: string
  readonly path: (name: string) => string
  readonly write: (name: string, content: string | Uint8Array) => void
  readonly run: (argv: readonly string[], io?: Partial<Io>) => Promise<Ran>
  readonly remove: () => void
}

/** Makes a folder that looks like a git repository, so that nothing above it is searched. */
export function temporaryProject(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): TemporaryProject {
  const root = mkdtempSync(join(tmpdir(), 'migrate-lint-'))
  const path = (name: string) => join(root, name)
  const write = (name: string, content: string | Uint8Array) => {
    mkdirSync(dirname(path(name)), { recursive: true })
    writeFileSync(path(name), content)
  }
  mkdirSync(path('.git'))
  for (const [name, content] of Object.entries(files)) write(name, content)
  return {
    root,
    path,
    write,
    run: (argv, io) => runCli(root, argv, io),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

async function runCli(cwd: string, argv: readonly string[], io: Partial<Io> = {}): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await main(argv, {
    cwd,
    env: {},
    isTerminal: false,
    out: text => void out.push(text),
    err: text => void err.push(text),
    stdin: () => '',
    ...io,
  })
  return { code, out: out.join(''), err: err.join('') }
}

/** A finding in the JSON report, as far as tests look at it. */
export interface JsonFinding {
  readonly rule: string
  readonly path: string
  readonly line: number
  readonly what: string
}
