/** Runners as processes of their own, which can be killed. */
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { RunnerOptions } from '../../../src/runner/options.ts'

/** How a process ended. */
export interface Outcome {
  /** Null where a signal ended it. */
  readonly code: number | null
  /** What it printed: the revisions that it ran, or its error. */
  readonly output: string
}

/** A process that runs `upgrade head`. */
export interface UpgradeProcess {
  readonly ended: Promise<Outcome>
  /** Statements of migrations that it has sent so far. */
  readonly sent: number
  /** Resolves when it sends its statement of that number, or has ended. */
  reaches(statement: number): Promise<unknown>
  /** Ends it where it stands. */
  kill(): void
}

/** The build, since Node does not read the sources. */
const RUNNER = pathToFileURL(resolve(import.meta.dirname, '../../../dist/src/runner/index.js')).href

/** It writes a byte to the descriptor 3 for each statement. */
const PROGRAM = `
  import { writeSync } from 'node:fs'
  const { createRunner } = await import(${JSON.stringify(RUNNER)})
  const onEvent = ({ kind }) => void (kind === 'statement' && writeSync(3, '.'))
  const runner = createRunner({ ...JSON.parse(process.argv[1]), onEvent })
  try {
    const { ran } = await runner.upgrade('head')
    console.log(ran.join(' '))
  } catch (error) {
    console.log(error.name + ': ' + error.message)
    process.exitCode = 1
  }`

/** Starts it. */
export function startUpgrade(options: RunnerOptions): UpgradeProcess {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const [, stdout, stderr, statements] = child.stdio
  let output = ''
  let sent = 0
  for (const stream of [stdout, stderr]) stream?.on('data', data => (output += String(data)))
  statements?.on('data', (data: Buffer) => (sent += data.length))
  const ended = new Promise<Outcome>(done =>
    child.once('close', code => done({ code, output: output.trim() })),
  )
  const reaches = (statement: number) =>
    new Promise<void>(resolve => {
      const look = () => void (sent >= statement && resolve())
      statements?.on('data', look)
      look()
    })
  return {
    ended,
    get sent() {
      return sent
    },
    reaches: statement => Promise.race([ended, reaches(statement)]),
    kill: () => child.kill('SIGKILL'),
  }
}
