/** The commands of the linter and their flags. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { didYouMean } from '../project/closest.ts'
import { ConfigError } from '../project/config-error.ts'
import type { CommandHost } from './command-host.ts'
import type { LintFlags } from './commands/lint.ts'
import { wantsJson, withJsonFlags, type JsonFlags } from './json-flags.ts'

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

Exit codes: 0 no errors found; 1 findings of severity error, or more warnings than --max-warnings;
2 wrong use or configuration, a failure of the tool, or nothing found to lint.
`

/** Adds `lint`, which also runs when no command is named, `explain` and `rules`. */
export function addLintCommands(program: Command, host: CommandHost): void {
  program.commandsGroup('Lint:')
  addLint(program, host)
  program
    .command('explain')
    .argument('<rule>', 'id of the rule')
    .description('say what a rule finds, why it matters, and what to write instead')
    .action(async (rule: string) => {
      const { explain } = await import('./commands/explain.ts')
      host.done(explain(rule, host.io))
    })
  withJsonFlags(
    program.command('rules').description('list all rules'),
    'a list of rules with their texts and options',
  ).action(async (flags: JsonFlags) => {
    const { listRules } = await import('./commands/rules.ts')
    host.done(listRules(wantsJson(flags), host.io))
  })
}

function addLint(program: Command, { io, done }: CommandHost): void {
  const list = (value: string, before: readonly string[] = []) => [...before, value]
  program
    .command('lint', { isDefault: true })
    .description('say what migrations would do to production (this is what runs without a command)')
    .usage('[paths…] [options]')
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
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], _: LintFlags, command: Command) => {
      refuseMistyped(paths, program, io)
      const { lint } = await import('./commands/lint.ts')
      done(await lint(paths, command.optsWithGlobals<LintFlags>(), io))
    })
}

/** What is no command is a path; where it is neither, a command may have been meant. */
function refuseMistyped([word]: readonly string[], program: Command, { cwd }: CommandHost['io']): void {
  if (word === undefined || !/^[a-z-]+$/u.test(word) || existsSync(resolve(cwd, word))) return
  const names = program.commands.map(command => command.name())
  const remedy = didYouMean(word, names)
  if (remedy === undefined) return
  throw new ConfigError({ where: word, problem: 'there is no such command, file or folder', remedy })
}
