/** The commands that work on a database. */
import type { Command } from 'commander'
import type { CommandHost } from './command-host.ts'
import type { CheckFlags } from './commands/check.ts'
import type { CurrentFlags } from './commands/current.ts'
import type { PlanFlags } from './commands/plan.ts'
import type { RepairFlags } from './commands/repair.ts'
import type { RunFlags } from './commands/run.ts'
import type { StampFlags } from './commands/stamp.ts'
import { withEnvironmentFlags } from './environment-flags.ts'
import { withJsonFlags } from './json-flags.ts'

/** Adds `upgrade`, `downgrade`, `current`, `check`, `plan`, `stamp`, `repair` and `verify-checksums`. */
export function addRunCommands(program: Command, host: CommandHost): void {
  program.commandsGroup('Database:')
  addRun(program, host, 'upgrade')
  addRun(program, host, 'downgrade')
  addCurrent(program, host)
  addCheck(program, host)
  addPlan(program, host)
  addStamp(program, host)
  addRepair(program, host)
}

const TEXTS = {
  upgrade: {
    description: 'run the migrations that are missing',
    target: 'head, heads, +1, an id or its beginning, branch@head',
    examples: `
Examples:
  migrate-lint upgrade                     all up to the head
  migrate-lint upgrade +1 --verbose        the next one, with its statements
  migrate-lint upgrade --policy            not before the linter has no error in them
  migrate-lint upgrade a1b2:head --sql     as a script for a database that is at a1b2
`,
  },
  downgrade: {
    description: 'undo migrations',
    target: '-1, base, an id or its beginning: what lies above it is undone',
    examples: `
Examples:
  migrate-lint downgrade -1                the last one
  migrate-lint downgrade head:a1b2 --sql   as a script
`,
  },
} as const

function addRun(program: Command, { io, done }: CommandHost, direction: keyof typeof TEXTS): void {
  const { description, target, examples } = TEXTS[direction]
  const command =
    direction === 'upgrade'
      ? program.command('upgrade').argument('[target]', target, 'head')
      : program.command('downgrade').argument('<target>', target)
  withJsonFlags(withEnvironmentFlags(command), 'one object per line: events, then a report')
    .description(description)
    .option('--sql', 'print the SQL instead of running it; no database is asked')
    .option('--dialect <name>', 'of --sql: postgres or sqlite (default: that of the url, else postgres)')
    .option('--policy', 'run nothing while the linter finds an error in what would run')
    .option('-v, --verbose', 'print every statement')
    .allowUnknownOption(direction === 'downgrade')
    .addHelpText('after', examples)
    .action(async (where: string, _: RunFlags, self: Command) => {
      const { run } = await import('./commands/run.ts')
      done(await run(direction, where, self.optsWithGlobals<RunFlags>(), io))
    })
}

const list = (value: string, before: readonly string[] = []) => [...before, value]

const STATUS = 'a list with current, pending, unfinished and changed revisions of each database'

function addCurrent(program: Command, { io, done }: CommandHost): void {
  withJsonFlags(withEnvironmentFlags(program.command('current')), STATUS)
    .description('say where the database is')
    .option('--check-heads', 'exit with 1 unless every head is applied')
    .action(async (_: CurrentFlags, self: Command) => {
      const { current } = await import('./commands/current.ts')
      done(await current(self.optsWithGlobals<CurrentFlags>(), io))
    })
}

function addCheck(program: Command, { io, done }: CommandHost): void {
  withJsonFlags(
    withEnvironmentFlags(program.command('check')),
    `${STATUS}; with a target also changes, remarks and notCompared`,
  )
    .description(
      'exit with 1 unless every migration is applied as its file says, and the target needs no other',
    )
    .option('--rename <old:new>', 'as for `revision --autogenerate`; repeatable', list)
    .action(async (_: CheckFlags, self: Command) => {
      const { check } = await import('./commands/check.ts')
      done(await check(self.optsWithGlobals<CheckFlags>(), io))
    })
}

function addPlan(program: Command, { io, done }: CommandHost): void {
  withJsonFlags(
    withEnvironmentFlags(program.command('plan')),
    'the statements with transactions and locks, and the findings',
  )
    .description('show what upgrade would send: statements, transactions, locks, findings')
    .argument('[target]', TEXTS.upgrade.target)
    .option('--down', 'what downgrade would send (default target: -1)')
    .action(async (target: string | undefined, _: PlanFlags, self: Command) => {
      const { plan } = await import('./commands/plan.ts')
      done(await plan(target, self.optsWithGlobals<PlanFlags>(), io))
    })
}

const STAMP_EXAMPLES = `
Examples:
  migrate-lint stamp head                  the schema is there already; nothing is run
  migrate-lint stamp a1b2 --from knex      the project changes over from Knex: its last run must have ended well
  migrate-lint stamp head --purge          the table names revisions that no file has any more
`

function addStamp(program: Command, { io, done }: CommandHost): void {
  withJsonFlags(withEnvironmentFlags(program.command('stamp')), 'an object with current')
    .description('write down where the database is, without running anything')
    .argument('<targets...>', 'ids or their beginnings, head, heads, base')
    .option('--purge', 'forget first what the version table says')
    .option(
      '--from <runner>',
      'alembic, knex, typeorm, kysely, drizzle or prisma: look first whether its last run ended well',
    )
    .addHelpText('after', STAMP_EXAMPLES)
    .action(async (targets: readonly string[], _: StampFlags, self: Command) => {
      const { stamp } = await import('./commands/stamp.ts')
      done(await stamp(targets, self.optsWithGlobals<StampFlags>(), io))
    })
}

function addRepair(program: Command, { io, done }: CommandHost): void {
  withJsonFlags(withEnvironmentFlags(program.command('repair')), 'an object with accepted')
    .description('accept files that were changed after they were applied, as they are now')
    .action(async (_: RepairFlags, self: Command) => {
      const { repair } = await import('./commands/repair.ts')
      done(await repair(self.optsWithGlobals<RepairFlags>(), io))
    })
  withJsonFlags(
    withEnvironmentFlags(program.command('verify-checksums')),
    'an object with changed and unchecked',
  )
    .description('exit with 1 when a file was changed after it was applied')
    .action(async (_: RepairFlags, self: Command) => {
      const { verifyChecksums } = await import('./commands/repair.ts')
      done(await verifyChecksums(self.optsWithGlobals<RepairFlags>(), io))
    })
}
