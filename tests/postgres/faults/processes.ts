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
  readonly pid: number
  readonly ended: Promise<Outcome>
  /** Ends it where it stands. */
  kill(): void
}

/** The build, since Node does not read the sources. */
const RUNNER = pathToFileURL(resolve(import.meta.dirname, '../../../dist/src/runner/index.js')).href

const PROGRAM = `
  const { createRunner } = await import(${JSON.stringify(RUNNER)})
  const runner = createRunner(JSON.parse(process.argv[1]))
  try {
    const { ran } = await runner.upgrade('head')
    console.log(ran.join(' '))
  } catch (error) {
    console.log(error.name + ': ' + error.message)
    if (!('details' in error) && !/Error$|Lost$|Timeout$|Failed$/.test(error.name)) console.log(error.stack)
    process.exitCode = 1
  }`

/** Starts it. */
export function startUpgrade(options: RunnerOptions): UpgradeProcess {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', data => (output += String(data)))
  child.stderr.on('data', data => (output += String(data)))
  const ended = new Promise<Outcome>(done =>
    child.once('close', code => done({ code, output: output.trim() })),
  )
  return { pid: child.pid ?? 0, ended, kill: () => child.kill('SIGKILL') }
}
