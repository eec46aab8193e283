/** One round of harm done to runners, and what came of it: for a few rounds in a test and hundreds in the bench. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connection } from '../../../src/database/connection.ts'
import type { RunnerOptions } from '../../../src/runner/options.ts'
import type { Server } from '../server.ts'
import { writeHistory, type Size } from './history.ts'
import { startUpgrade, type UpgradeProcess } from './processes.ts'
import { tracesOf, type Traces } from './traces.ts'

/** Where the rounds take place. */
export interface Ground {
  readonly server: Server
  /** How runs reach a database: without it, by the server's own URL. */
  readonly through?: Through | undefined
  /** Folder of the history. */
  readonly folders: string
  /** What a run leaves that nobody disturbs. */
  readonly expected: Traces
  /** Statements that it sent. */
  readonly statements: number
  /** Milliseconds that it took, with the start of its process. */
  readonly duration: number
}

/** Options of a run on the database of that name. */
export type Through = (database: string) => RunnerOptions

/** What was wrong after a round; nothing where all is well. */
export interface Round {
  readonly problems: readonly string[]
  /** Where the harm met the run: a migration and its state, or `before` and `after` all. */
  readonly met: readonly string[]
}

/** Writes the history and runs it once in peace. */
export async function prepareGround(server: Server, size: Size, through?: Through): Promise<Ground> {
  const folders = mkdtempSync(join(tmpdir(), 'history-'))
  writeHistory(folders, size)
  return withDatabase({ server, through }, async ({ options, watcher }) => {
    const began = performance.now()
    const run = startUpgrade({ ...options, folders })
    const { code, output } = await run.ended
    if (code !== 0) throw new Error(`the run that nobody disturbs failed: ${output}`)
    const duration = performance.now() - began
    return { server, through, folders, expected: await tracesOf(watcher), statements: run.sent, duration }
  })
}

/** A database of its own, and a session that looks on. */
interface Arena {
  readonly options: RunnerOptions
  readonly watcher: Connection
}

let databases = 0

/** Makes a database for the work and drops it afterwards. */
export async function withDatabase<T>(
  { server, through = database => ({ url: server.url(database) }) }: Pick<Ground, 'server' | 'through'>,
  work: (arena: Arena) => Promise<T>,
): Promise<T> {
  const name = `shop_${process.pid}_${++databases}`
  await server.createDatabase(name)
  const watcher = await server.connect(name)
  try {
    return await work({ options: through(name), watcher })
  } finally {
    await watcher.close()
    const admin = await server.connect('postgres')
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`).catch(() => admin.query(`DROP DATABASE ${name}`))
    await admin.close()
  }
}

/** Resolves at the moment to kill, or when the run has ended. */
export type Moment = (arena: Arena, victim: UpgradeProcess) => Promise<unknown>

/** Kills a run at each of the moments, runs `upgrade head` again at once each time, as a supervisor does, and lets the last run be. */
export function killRound(ground: Ground, moments: readonly Moment[]): Promise<Round> {
  return harmRound(ground, moments, (_, victim) => Promise.resolve(victim.kill()))
}

/** What is done to a run. */
export type Harm = (arena: Arena, victim: UpgradeProcess) => Promise<unknown>

/** The same with any other harm, after which the run ends by itself. */
export function harmRound(ground: Ground, moments: readonly Moment[], harm: Harm): Promise<Round> {
  const { folders, expected } = ground
  return withDatabase(ground, async arena => {
    const options = { ...arena.options, folders }
    const met: string[] = []
    for (const moment of moments) {
      const victim = startUpgrade(options)
      await moment(arena, victim)
      await harm(arena, victim)
      const { code } = await victim.ended
      met.push(code === 0 ? 'after' : await whereItStands(arena.watcher))
    }
    const last = await startUpgrade(options).ended
    const problems = last.code === 0 ? [] : [`a repair is needed: ${last.output}`]
    const found = await tracesOf(arena.watcher).catch((error: unknown) => String(error))
    return { met, problems: [...problems, ...differences(expected, found)] }
  })
}

/** Starts so many runs at the same time. */
export function togetherRound(ground: Ground, runs: number): Promise<Round> {
  const { folders, expected } = ground
  return withDatabase(ground, async arena => {
    const all = Array.from({ length: runs }, () => startUpgrade({ ...arena.options, folders }))
    const outcomes = await Promise.all(all.map(({ ended }) => ended))
    const failed = outcomes.filter(({ code }) => code !== 0).map(({ output }) => `a run failed: ${output}`)
    const workers = outcomes.filter(({ output }) => output !== '').length
    const found = await tracesOf(arena.watcher).catch((error: unknown) => String(error))
    return {
      met: [`${workers} of ${runs} did something`],
      problems: [...failed, ...differences(expected, found)],
    }
  })
}

/** Ends the server's session that runs a statement of the run. */
export async function terminateBackend({ watcher }: Arena): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    const { rows } = await watcher.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND (state = 'active' OR xact_start IS NOT NULL) LIMIT 1`,
    )
    if (rows.length > 0) return
  }
}

/** A moment so many milliseconds after the start. */
export function after(ms: number): Moment {
  return (_, { ended }) => Promise.race([ended, sleep(ms)])
}

/** A moment so many milliseconds after a statement was sent: the machine may be busy, and time says little. */
export function atStatement(number: number, extraMs: number): Moment {
  return async (_, victim) => {
    await victim.reaches(number)
    await after(extraMs)(_, victim)
  }
}

/** A moment while a statement runs whose text is like this. */
export function during(pattern: string, extraMs = 0): Moment {
  return async (arena, victim) => {
    let over = false
    void victim.ended.then(() => (over = true))
    while (!over) {
      const { rows } = await arena.watcher.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid() AND query LIKE $1`,
        [pattern],
      )
      if (rows.length > 0) return after(extraMs)(arena, victim)
    }
    return undefined
  }
}

async function whereItStands(watcher: Connection): Promise<string> {
  const last = watcher.query(
    `SELECT revision, state FROM migrate_lint_history WHERE state <> 'part' ORDER BY id DESC LIMIT 1`,
  )
  const rows = await last.then(result => result.rows).catch(() => [])
  return rows[0] ? `${String(rows[0].revision)} ${String(rows[0].state)}` : 'before'
}

function differences(expected: Traces, found: Traces | string): readonly string[] {
  if (typeof found === 'string') return [found]
  const twice = Object.entries(found.steps).filter(([, times]) => times > 1)
  const missing = Object.keys(expected.steps).filter(step => !(step in found.steps))
  const { steps: _, ...wanted } = expected
  const { steps: __, ...had } = found
  return [
    ...twice.map(([step, times]) => `double: ${step} was done ${times} times`),
    ...missing.map(step => `lost: ${step}`),
    ...(JSON.stringify(wanted) === JSON.stringify(had)
      ? []
      : [`other than undisturbed: ${difference(wanted, had)}`]),
  ]
}

type Comparable = Omit<Traces, 'steps'>

function difference(wanted: Comparable, had: Comparable): string {
  const less = wanted.schema.filter(line => !had.schema.includes(line)).map(line => `-${line}`)
  const more = had.schema.filter(line => !wanted.schema.includes(line)).map(line => `+${line}`)
  return [...less, ...more, JSON.stringify(had.rows), JSON.stringify(had.version)].join('\n  ')
}

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
