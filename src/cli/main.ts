/** The command line: runs a command and gives the exit code. Everything but this file is loaded when it is needed. */
import { version } from '../host/package.ts'
import { EXIT } from './exit-codes.ts'
import { processIo, type Io } from './io.ts'

/** Runs the command line; nothing escapes but the exit code. */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<number> {
  if (argv.length === 1 && ['--version', '-V', '-v'].includes(argv[0] ?? '')) {
    io.out(`${version()}\n`)
    return EXIT.clean
  }
  try {
    const { run } = await import('./program.ts')
    return await run(argv, io)
  } catch (error) {
    const { explainError } = await import('./explain-error.ts')
    io.err(explainError(error, argv))
    return EXIT.failure
  }
}
