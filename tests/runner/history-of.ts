/** Migrations of a test, written into a folder of their own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createRunner } from '../../src/runner/create-runner.ts'
import type { Database } from '../../src/database/open-database.ts'
import type { RunEvent } from '../../src/runner/execute/events.ts'
import type { RunnerOptions } from '../../src/runner/options.ts'
import type { Runner } from '../../src/runner/runner.ts'

/** A folder with migrations, and the runner of it. */
export interface TestHistory {
  readonly folder: string
  readonly runner: Runner
  /** What the runner told so far. */
  readonly events: readonly RunEvent[]
  /** Writes a file, or writes it anew. */
  write(path: string, text: string): void
  /** Deletes a file. */
  remove(path: string): void
}

/** Migrations by id, in a line: each follows the one before. The body may use `column`, `t`, `sql`, `reverse`, `irreversible`. */
export function lineOf(bodies: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const ids = Object.keys(bodies)
  return Object.fromEntries(
    Object.entries(bodies).map(([id, body], i) => [`${id}.ts`, migrationText(id, ids[i - 1] ?? null, body)]),
  )
}

/** The text of one file. */
export function migrationText(id: string, parent: string | null, body: string): string {
  return [
    "import { asc, column, desc, irreversible, reverse, sql, t, type Op } from 'migrate-lint/runner'",
    '',
    `export const revision = '${id}'`,
    `export const downRevision = ${parent === null ? 'null' : `'${parent}'`}`,
    '',
    body,
    '',
  ].join('\n')
}

/** `upgrade` and, if it is given, `downgrade`, from the statements in them. */
export function updown(up: string, down?: string): string {
  const fn = (name: string, body: string) => `export async function ${name}(op: Op) {\n  ${body}\n}`
  return [fn('upgrade', up), ...(down === undefined ? [] : [fn('downgrade', down)])].join('\n\n')
}

/** Writes the files below `migrations` and makes the runner; the folder goes with the test. */
export function historyOf(
  files: Readonly<Record<string, string>>,
  database: Database,
  options: RunnerOptions = {},
): TestHistory {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const write = (path: string, text: string) => {
    const file = join(folder, 'migrations', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  mkdirSync(join(folder, 'migrations'))
  for (const [path, text] of Object.entries(files)) write(path, text)
  const events: RunEvent[] = []
  const runner = createRunner({
    cwd: folder,
    database,
    onEvent: event => void events.push(event),
    ...options,
  })
  const remove = (path: string) => rmSync(join(folder, 'migrations', path))
  return { folder, runner, events, write, remove }
}
