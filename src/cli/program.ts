/** The commands and their flags. */
import { Command, CommanderError } from 'commander'
import { version } from '../project/tool.ts'
import type { LintFlags } from './commands/lint.ts'
import { EXIT } from './exit-codes.ts'
import type { Io } from './io.ts'

const EXAMPLES = `
Examples:
  migrate-lint                                   every migration below this folder
  migrate-lint db/migrations -f stylish -f sarif=out.sarif
  migrate-lint --preset strict --postgres 16
  migrate-lint --fix-suggestions --fix-dry-run   what would be written, as a patch
  migrate-lint --since origin/main               only what this branch adds or changes
  migrate-lint --rule lock-without-timeout=off --max-warnings 0
  migrate-lint --stdin-filename migrations/7_orders.sql < 7_orders.sql
  migrate-lint --print-operations db/migrations/7_orders.ts
  migrate-lint explain create-index-blocks-writes

Exit codes: 0 no errors found; 1 findings of severity error, or more warnings than --max-warnings;
2 wrong use or configuration, a failure of the tool, or nothing found to lint.
`

/** Runs what the arguments say and gives the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.clean
  const program = makeProgram(io, result => {
    code = result
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? EXIT.clean : EXIT.failure
  }
}

function makeProgram(io: Io, done: (code: number) => void): Command {
  const program = new Command('migrate-lint')
    .description(
      'Finds what database migrations would do to production, before they run. It never runs them.',
    )
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: text => io.out(text),
      writeErr: text => io.err(text),
      getOutHelpWidth: () => Math.min(io.columns ?? 100, 100),
    })
    .showHelpAfterError('`migrate-lint --help` lists all flags.')
    .usage('[lint] [paths…] [options]')
  addLint(program, io, done)
  program
    .command('explain')
    .argument('<rule>', 'id of the rule')
    .description('say what a rule finds, why it matters, and what to write instead')
    .action(async (rule: string) => {
      const { explain } = await import('./commands/explain.ts')
      done(explain(rule, io))
    })
  program
    .command('rules')
    .option('--json', 'as JSON')
    .description('list all rules')
    .action(async (flags: { readonly json?: true }) => {
      const { listRules } = await import('./commands/rules.ts')
      done(listRules(flags.json === true, io))
    })
  return program
}

/** `lint` is what runs when no command is named, so its flags stand in the main help. */
function addLint(program: Command, io: Io, done: (code: number) => void): void {
  const list = (value: string, before: readonly string[] = []) => [...before, value]
  program
    .argument('[paths...]', 'folders, files or patterns; this folder when there are none')
    .option(
      '-f, --format <name[=file]>',
      'stylish, json or sarif, to a file if one is given; repeatable',
      list,
    )
    .option('--rule <id=severity>', 'severity of a rule: off, info, warning or error; repeatable', list)
    .option('--preset <name>', 'which rules run, and how loud: recommended, strict or all')
    .option('--postgres <version>', 'major version of the server, 12 to 18 (default: 14)')
    .option('--since <ref>', 'report only migrations that are new or changed since this git ref')
    .option('--schema <file>', 'dump of the database before the first migration that is linted')
    .option('-c, --config <file>', 'configuration file, instead of the nearest one upwards')
    .option('--no-config', 'use no configuration file')
    .option('--max-warnings <n>', 'exit with 1 when there are more warnings')
    .option('--quiet', 'report errors only')
    .option(
      '--fix',
      'write what is safe to write: `await`, names of constraints by the naming convention, IF [NOT] EXISTS for not-rerunnable',
    )
    .option('--fix-suggestions', 'also write what changes how a migration runs, with new migrations')
    .option('--fix-dry-run', 'print what would be written as a patch, and write nothing')
    .option(
      '--print-operations',
      'print how the migrations were read (-f json: for programs), and judge nothing',
    )
    .option('--stdin', 'lint the text on stdin')
    .option('--stdin-filename <file>', 'the file that the text on stdin stands for')
    .option('--no-error-on-unmatched-pattern', 'exit with 0 when there is nothing to lint')
    .option('--color', 'use colours (default: when stdout is a terminal)')
    .option('--no-color', 'use none')
    .option('--debug', 'print a stack trace when the tool fails')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], flags: LintFlags) => {
      const { lint } = await import('./commands/lint.ts')
      const wanted = paths[0] === 'lint' ? paths.slice(1) : paths
      done(await lint(wanted, flags, io))
    })
}
