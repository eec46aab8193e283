/** The commands that write and show migrations, and need no database for it. */
import type { Command } from 'commander'
import type { CommandHost } from './command-host.ts'
import type { BranchesFlags } from './commands/branches.ts'
import type { HeadsFlags } from './commands/heads.ts'
import type { HistoryFlags } from './commands/history.ts'
import type { InitFlags } from './commands/init.ts'
import type { MergeFlags } from './commands/merge.ts'
import type { RevisionFlags } from './commands/revision.ts'
import type { ShowFlags } from './commands/show.ts'
import type { EnvironmentFlags } from './runner/environments.ts'
import { withEnvironmentFlags, withFolderFlags } from './environment-flags.ts'
import { withJsonFlags } from './json-flags.ts'

/** What `-f json` prints, for the help. */
const LIST = 'a list of revisions with parents, branches, message and path'

/** Adds `init`, `revision`, `merge`, `edit`, `heads`, `branches`, `history` and `show`. */
export function addAuthoringCommands(program: Command, host: CommandHost): void {
  program.commandsGroup('Migrations:')
  addInit(program, host)
  addRevision(program, host)
  addMerge(program, host)
  addEdit(program, host)
  addHistory(program, host)
  addHeads(program, host)
  addBranches(program, host)
  addShow(program, host)
}

/** What `-f json` prints of a file that was written. */
const WRITTEN = 'an object with revision, path, parents, dependsOn and branchLabels'

const list = (value: string, before: readonly string[] = []) => [...before, value]

function addInit(program: Command, { io, done }: CommandHost): void {
  withJsonFlags(program.command('init'), 'an object with the paths created, changed and kept')
    .argument('[folder]', 'folder of the migrations (default: migrations)')
    .description('make a folder for migrations, with the environment they run in')
    .action(async (folder: string | undefined, _: InitFlags, command: Command) => {
      const { init } = await import('./commands/init.ts')
      done(await init(folder, command.optsWithGlobals<InitFlags>(), io))
    })
}

const REVISION_EXAMPLES = `
Examples:
  migrate-lint revision -m "add phone"                             after the head
  migrate-lint revision -m "invoices" --head base --branch-label billing
  migrate-lint revision -m "taxes" --head billing@head --depends-on a1b2c3
  migrate-lint revision --autogenerate -m "phone"                  what the target has and the database lacks
`

function addRevision(program: Command, { io, done }: CommandHost): void {
  withJsonFlags(
    withFolderFlags(program.command('revision')),
    `${WRITTEN}; of --autogenerate also changes, remarks and notCompared`,
  )
    .description('write a new migration, to be filled in, or from a comparison with the target')
    .option('-m, --message <text>', 'what it does; names the file')
    .option(
      '--head <revision>',
      'what it follows: a head, branch@head, base; repeatable (default: head)',
      list,
    )
    .option('--splice', 'it may follow a revision that is followed already, and begins a branch there')
    .option('--branch-label <name>', 'a name for the branch that begins here; repeatable', list)
    .option('--depends-on <revision>', 'what has to be applied before, on another branch; repeatable', list)
    .option('--rev-id <id>', 'its id, instead of a random one')
    .option('--version-path <folder>', 'where the file goes, instead of the folder of what it follows')
    .option('--autogenerate', 'write what leads from the database to the target of env.ts')
    .option('--rename <old:new>', 'of --autogenerate: users.a:users.b or orders:purchases; repeatable', list)
    .option('--allow-empty', 'of --autogenerate: write a file also where nothing changes')
    .option('--url <url>', 'of --autogenerate: the database, over what env.ts says')
    .addHelpText('after', REVISION_EXAMPLES)
    .action(async (_: RevisionFlags, command: Command) => {
      const { revision } = await import('./commands/revision.ts')
      done(await revision(command.optsWithGlobals<RevisionFlags>(), io))
    })
}

function addMerge(program: Command, { io, done }: CommandHost): void {
  withJsonFlags(withFolderFlags(program.command('merge')), WRITTEN)
    .argument('[revisions...]', 'ids, branches, or heads for all of them (default: heads)')
    .description('write a migration that joins branches and does nothing else')
    .option('-m, --message <text>', 'why; names the file (default: which they are)')
    .option('--branch-label <name>', 'a name for what follows; repeatable', list)
    .option('--rev-id <id>', 'its id, instead of a random one')
    .action(async (revisions: readonly string[], _: MergeFlags, command: Command) => {
      const { merge } = await import('./commands/merge.ts')
      done(await merge(revisions, command.optsWithGlobals<MergeFlags>(), io))
    })
}

function addEdit(program: Command, { io, done }: CommandHost): void {
  withEnvironmentFlags(program.command('edit'))
    .argument('<revision>', 'an id or its beginning, a branch, head, current')
    .description('open the file of a revision in $VISUAL or $EDITOR')
    .action(async (revision: string, _: EnvironmentFlags, command: Command) => {
      const { edit } = await import('./commands/edit.ts')
      done(await edit(revision, command.optsWithGlobals<EnvironmentFlags>(), io))
    })
}

function addHistory(program: Command, { io, done }: CommandHost): void {
  withJsonFlags(withEnvironmentFlags(program.command('history')), LIST)
    .description('list the revisions, newest first')
    .option('-r, --rev-range <from:to>', 'only these, both ends included: a1b2:head, current:, :-2')
    .option('-v, --verbose', 'a block for each, with the whole comment of the file')
    .option('-i, --indicate-current', 'mark where the database is; this alone needs one')
    .addHelpText('after', '\nExamples:\n  migrate-lint history -r current:heads   what upgrade would run\n')
    .action(async (_: HistoryFlags, command: Command) => {
      const { history } = await import('./commands/history.ts')
      done(await history(command.optsWithGlobals<HistoryFlags>(), io))
    })
}

const HEADS_EXAMPLES = `
Examples:
  migrate-lint heads --with origin/main   in CI: fails when this branch and main fork the history,
                                          which neither shows by itself
`

function addHeads(program: Command, { io, done }: CommandHost): void {
  withJsonFlags(
    withFolderFlags(program.command('heads')),
    `${LIST}; with --with an object that also names the side of each`,
  )
    .description('list the ends of the history; --with: check that a merge leaves one')
    .option(
      '--with <ref>',
      'as they will be after a merge with this git ref; exit with 1 if there are several',
    )
    .option('-v, --verbose', 'a block for each')
    .option('--resolve-dependencies', 'leave out heads that another revision depends on')
    .addHelpText('after', HEADS_EXAMPLES)
    .action(async (_: HeadsFlags, command: Command) => {
      const { heads } = await import('./commands/heads.ts')
      done(await heads(command.optsWithGlobals<HeadsFlags>(), io))
    })
}

function addBranches(program: Command, { io, done }: CommandHost): void {
  withJsonFlags(withFolderFlags(program.command('branches')), 'a list of revisions, each with its branches')
    .description('list the revisions that several others follow')
    .option('-v, --verbose', 'a block for each, and the messages of the branches')
    .action(async (_: BranchesFlags, command: Command) => {
      const { branches } = await import('./commands/branches.ts')
      done(await branches(command.optsWithGlobals<BranchesFlags>(), io))
    })
}

function addShow(program: Command, { io, done }: CommandHost): void {
  withJsonFlags(withEnvironmentFlags(program.command('show')), LIST)
    .argument('<revision>', 'an id or its beginning, a branch, head, heads, head-1, current')
    .description('print what a revision says of itself')
    .action(async (revision: string, _: ShowFlags, command: Command) => {
      const { show } = await import('./commands/show.ts')
      done(await show(revision, command.optsWithGlobals<ShowFlags>(), io))
    })
}
