/** `migrate-lint stamp`: says where a database is, without running anything. */
import { openDatabase } from '../../database/open-database.ts'
import { createRunner } from '../../runner/create-runner.ts'
import { EXIT } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { jsonText, wantsJson, type JsonFlags } from '../json-flags.ts'
import { environmentsOf, type EnvironmentFlags } from '../runner/environments.ts'
import { readForeignHistory } from '../runner/foreign-histories.ts'
import { RunnerError } from '../../runner/runner-error.ts'

export interface StampFlags extends EnvironmentFlags, JsonFlags {
  readonly purge?: true
  /** The runner that the database was migrated with so far. */
  readonly from?: string
}

/** Writes the version table of every database. */
export async function stamp(targets: readonly string[], flags: StampFlags, io: Io): Promise<number> {
  const json = wantsJson(flags)
  for (const { name, options } of await environmentsOf(flags, io)) {
    if (flags.from !== undefined) {
      if (options.url === undefined)
        throw new RunnerError('stamp --from has to read the database: name it with --url.')
      const { connection } = await openDatabase(options.url, io.cwd)
      const found = await readForeignHistory(flags.from, connection).finally(() => connection.close())
      if (!json)
        io.out(
          `${found.table} has ${String(found.applied)} applied migrations, the last of them ${found.last}.\n`,
        )
    }
    const { current } = await createRunner(options).stamp(targets, { purge: flags.purge === true })
    const at = current.length === 0 ? 'the base' : current.join(', ')
    if (json) io.out(jsonText({ ...(name !== undefined && { database: name }), current }))
    else
      io.out(`${name === undefined ? '' : `${name}: `}The version table says ${at} now. Nothing was run.\n`)
  }
  return EXIT.clean
}
