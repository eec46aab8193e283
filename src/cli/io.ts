/** What the command line needs of its process, so that tests can give it another one. */
import { readFileSync } from 'node:fs'

export interface Io {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Columns of the terminal that stdout is; absent when it is none. */
  readonly columns?: number | undefined
  readonly isTerminal: boolean
  out(text: string): void
  err(text: string): void
  stdin(): string
  /** Waits for a line of whoever sits at the terminal; absent where nobody does. */
  readonly ask?: ((question: string) => Promise<string>) | undefined
}

/** The process itself. */
export function processIo(): Io {
  const { stdout, stderr } = process
  // A reader that has seen enough (`| head`) closes the pipe: nothing is wrong then.
  const closed = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  }
  for (const stream of [stdout, stderr]) if (stream.listenerCount('error') === 0) stream.on('error', closed)
  return {
    cwd: process.cwd(),
    env: process.env,
    columns: stdout.columns,
    isTerminal: stdout.isTTY === true,
    out: text => void stdout.write(text),
    err: text => void stderr.write(text),
    stdin: () => readFileSync(0, 'utf8'),
    ask: process.stdin.isTTY && stdout.isTTY ? askAtTerminal : undefined,
  }
}

async function askAtTerminal(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await terminal.question(question)
  } finally {
    terminal.close()
  }
}

/** Whether to colour: the flag first, then NO_COLOR and FORCE_COLOR, then the terminal. https://no-color.org */
export function wantsColor({ env, isTerminal }: Io, flag: boolean | undefined): boolean {
  if (flag !== undefined) return flag
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false
  const forced = env['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return isTerminal && env['TERM'] !== 'dumb'
}
