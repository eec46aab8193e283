/** `migrate-lint upgrade` and `migrate-lint downgrade`: runs migrations, or prints them as a script. */
import { createRunner } from '../../runner/create-runner.ts'
import type { Direction } from '../../runner/execute/events.ts'
import { describeUrl, dialectOf, type Database } from '../../database/open-database.ts'
import { ConfigError } from '../../project/config-error.ts'
import type { Policy } from '../../runner/policy.ts'
import { EXIT } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { wantsJson, type JsonFlags } from '../json-flags.ts'
import {
  configFor,
  environmentOf,
  environmentsOf,
  type EnvironmentFlags,
  type NamedEnvironment,
} from '../runner/environments.ts'
import { progress, seconds } from '../runner/progress.ts'
import { onInterrupt } from '../runner/on-interrupt.ts'

export interface RunFlags extends EnvironmentFlags, JsonFlags {
  readonly sql?: true
  readonly dialect?: string
  readonly verbose?: true
  /** The linter is asked first. */
  readonly policy?: true
}

/** Runs to the target on every database in turn; the first that fails ends it. */
export async function run(direction: Direction, target: string, flags: RunFlags, io: Io): Promise<number> {
  if (flags.sql) return script(direction, target, flags, io)
  for (const environment of await environmentsOf(flags, io))
    await runOn(environment, direction, target, flags, io)
  return EXIT.clean
}

async function runOn(
  { name, options }: NamedEnvironment,
  direction: Direction,
  target: string,
  flags: RunFlags,
  io: Io,
): Promise<void> {
  const json = wantsJson(flags)
  if (!json) io.out(titleOf(name, options.url))
  const policy = flags.policy ? await policyFor(flags, io) : undefined
  const runner = createRunner({
    ...options,
    ...(policy && { policy }),
    onEvent: progress(io, { json, verbose: flags.verbose === true }),
  })
  const start = Date.now()
  const release = onInterrupt(io)
  try {
    const { ran, current } =
      direction === 'upgrade' ? await runner.upgrade(target) : await runner.downgrade(target)
    const at = current.length === 0 ? 'at the base' : `at ${current.join(', ')}`
    const done = `${String(ran.length)} migration${ran.length === 1 ? '' : 's'} in ${seconds(Date.now() - start)}`
    if (json)
      io.out(
        `${JSON.stringify({ kind: 'report', ...(name !== undefined && { database: name }), ran, current })}\n`,
      )
    else
      io.out(
        ran.length === 0
          ? `There is nothing to do: the database is ${at}.\n`
          : `${done}. The database is ${at}.\n`,
      )
  } finally {
    release()
  }
}

/** Which database it is: the one that env.ts falls back to is easily taken for another. */
function titleOf(name: string | undefined, url: string | undefined): string {
  const where = url === undefined ? '' : describeUrl(url)
  if (name === undefined) return where === '' ? '' : `Database ${where}\n`
  return `${name}${where === '' ? '' : `, ${where}`}:\n`
}

/** The rules are loaded only for those who ask them. */
async function policyFor(flags: RunFlags, io: Io): Promise<Policy> {
  const { lintPolicy } = await import('../runner/lint-policy.ts')
  return lintPolicy(io.cwd, await configFor(flags, io))
}

/** The script has stdout for itself. */
async function script(direction: Direction, range: string, flags: RunFlags, io: Io): Promise<number> {
  const { options } = await environmentOf(flags, io, { opens: false })
  const dialect = dialectFlag(flags.dialect) ?? (options.url ? dialectOf(options.url) : undefined)
  io.out(await createRunner(options).script(direction, range, dialect))
  return EXIT.clean
}

const DIALECTS: readonly Database['dialect'][] = ['postgres', 'sqlite']

function dialectFlag(flag: string | undefined): Database['dialect'] | undefined {
  const found = DIALECTS.find(each => each === flag)
  if (found || flag === undefined) return found
  throw new ConfigError({
    where: '--dialect',
    problem: `there is no dialect ${flag}`,
    expected: DIALECTS.join(' or '),
  })
}
