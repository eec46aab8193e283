/** The flags that say where the migrations and the database are. */
import type { Command } from 'commander'

const list = (value: string, before: readonly string[] = []) => [...before, value]

/** Adds those for the migrations. */
export function withFolderFlags(command: Command): Command {
  return command
    .option('--folder <path>', 'folder of the migrations; repeatable (default: migrations)', list)
    .option('--database <name>', 'only this one of the databases that env.ts names')
}

/** Adds those for the migrations and the database. */
export function withEnvironmentFlags(command: Command): Command {
  return withFolderFlags(command).option(
    '--url <url>',
    'postgres://…, pglite:./folder or sqlite:./file.db, over what env.ts says',
  )
}
