/** The commands: what all of them share, and which there are. */
import { Command, CommanderError } from 'commander'
import { version } from '../host/package.ts'
import { addAuthoringCommands } from './authoring-commands.ts'
import type { CommandHost } from './command-host.ts'
import { EXIT } from './exit-codes.ts'
import type { Io } from './io.ts'
import { addLintCommands } from './lint-commands.ts'
import { addRunCommands } from './run-commands.ts'

const NOTES = `
\`migrate-lint <command> --help\` tells more, with examples; \`migrate-lint lint --help\` lists the flags
of the linter, for which \`lint\` need not be written: migrate-lint db/migrations -f json

Exit codes: 0 all is well; 1 a check failed: errors were found, there are several heads, the database
is not where it should be; 2 wrong use or configuration, a migration that failed, or a failure of the tool.
`

/** Runs what the arguments say and gives the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.clean
  const done = (result: number) => {
    code = result
  }
  try {
    await makeProgram({ io, done }).parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? EXIT.clean : EXIT.failure
  }
}

function makeProgram(host: CommandHost): Command {
  const { io } = host
  const program = new Command('migrate-lint')
    .description('Says what database migrations would do to production before they run, and runs them.')
    .usage('[lint] [paths…] [options]\n       migrate-lint <command> [options]')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: text => io.out(text),
      writeErr: text => io.err(text),
      getOutHelpWidth: () => Math.min(io.columns ?? 100, 100),
    })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError(
      '`migrate-lint --help` lists all commands, with --help behind a command all its flags.',
    )
    .option('-c, --config <file>', 'configuration file, instead of the nearest one upwards')
    .option('--no-config', 'use no configuration file')
    .option('--color', 'use colours (default: when stdout is a terminal)')
    .option('--no-color', 'use none')
    .option('--debug', 'print a stack trace when the tool fails')
    .addHelpText('after', NOTES)
  addLintCommands(program, host)
  addAuthoringCommands(program, host)
  addRunCommands(program, host)
  return program
}
