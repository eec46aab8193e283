/** `migrate-lint check`: whether a database is where it should be, and as its target wants it. */
import type { Differences } from '../../autogenerate/autogenerate.ts'
import { createRunner } from '../../runner/create-runner.ts'
import type { Status } from '../../runner/runner.ts'
import { withDatabase } from '../../runner/with-database.ts'
import { changeLines, compareTarget, differencesJson, openLines } from '../autogenerate/compare-target.ts'
import { EXIT } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { jsonText, wantsJson, type JsonFlags } from '../json-flags.ts'
import { statusJson } from '../revisions/status-json.ts'
import { isUpToDate, reasonsAgainst } from '../revisions/status-reasons.ts'
import { environmentsOf, type EnvironmentFlags, type NamedEnvironment } from '../runner/environments.ts'

export interface CheckFlags extends EnvironmentFlags, JsonFlags {
  readonly rename?: readonly string[]
}

/** What is known of one database. */
interface Checked {
  readonly name: string | undefined
  readonly status: Status
  /** Against the target, where there is one and the migrations are applied. */
  readonly differences: Differences | undefined
}

/** Fails unless every migration is applied as its file says, and none is missing for the target. */
export async function check(flags: CheckFlags, io: Io): Promise<number> {
  const checked: Checked[] = []
  for (const environment of await environmentsOf(flags, io)) checked.push(await checkOne(environment, flags))
  if (wantsJson(flags)) io.out(jsonText(checked.map(checkedJson)))
  else print(checked, io)
  return checked.every(isFine) ? EXIT.clean : EXIT.findings
}

function checkOne({ name, options }: NamedEnvironment, flags: CheckFlags): Promise<Checked> {
  return withDatabase(options, async database => {
    const status = await createRunner({ ...options, database, beforeRun: undefined }).status()
    const differences = isUpToDate(status) ? await compareTarget(database, options, flags.rename) : undefined
    return { name, status, differences }
  })
}

function isFine({ status, differences }: Checked): boolean {
  return reasonsAgainst(status).length === 0 && (differences?.changes.length ?? 0) === 0
}

function checkedJson({ name, status, differences }: Checked) {
  return { ...statusJson(name, status), ...(differences && differencesJson(differences)) }
}

function print(checked: readonly Checked[], io: Io): void {
  for (const { differences } of checked)
    for (const line of differences ? openLines(differences) : []) io.err(`${line}\n`)
  const behind = checked.flatMap(({ name, status }) =>
    reasonsAgainst(status).map(reason => shown(name, reason)),
  )
  const missing = checked.flatMap(({ name, differences }) =>
    differences ? changeLines(differences).map(line => shown(name, line.trimStart())) : [],
  )
  if (behind.length > 0) io.err(`Target database is not up to date.\n${behind.join('')}`)
  if (missing.length > 0)
    io.err(
      `New upgrade operations detected; \`migrate-lint revision --autogenerate\` writes them:\n${missing.join('')}`,
    )
  if (behind.length > 0 || missing.length > 0) return
  const isCompared = checked.some(({ differences }) => differences !== undefined)
  io.out(`Every migration is applied, and no file has changed since.\n`)
  if (isCompared) io.out('The database is as the target wants it.\n')
}

function shown(name: string | undefined, line: string): string {
  return `  ${name === undefined ? '' : `${name}: `}${line}\n`
}
