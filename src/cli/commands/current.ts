/** `migrate-lint current`: where a database is. */
import { createRunner } from '../../runner/create-runner.ts'
import { revisionLine, type RevisionLine } from '../../runner/graph/revision-line.ts'
import type { Status } from '../../runner/runner.ts'
import { painter } from '../../reporters/paint.ts'
import { EXIT } from '../exit-codes.ts'
import { wantsColor, type Io } from '../io.ts'
import { jsonText, wantsJson, type JsonFlags } from '../json-flags.ts'
import { revisionText } from '../revisions/revision-text.ts'
import { statusJson } from '../revisions/status-json.ts'
import { reasonsAgainst } from '../revisions/status-reasons.ts'
import { environmentsOf, type EnvironmentFlags } from '../runner/environments.ts'

export interface CurrentFlags extends EnvironmentFlags, JsonFlags {
  readonly checkHeads?: true
}

/** Prints the rows of the version table, and what is not as it should be. */
export async function current(flags: CurrentFlags, io: Io): Promise<number> {
  const statuses = await statusesOf(flags, io)
  if (wantsJson(flags)) printJson(statuses, io)
  else for (const status of statuses) printCurrent(status, statuses.length > 1, flags, io)
  const behind = statuses.some(({ status }) => status.pending.length > 0)
  if (!flags.checkHeads || !behind) return EXIT.clean
  io.err('Database is not on all head revisions. `migrate-lint upgrade` brings it there.\n')
  return EXIT.findings
}

interface NamedStatus {
  readonly name: string | undefined
  readonly status: Status
  readonly lines: readonly RevisionLine[]
}

async function statusesOf(flags: EnvironmentFlags, io: Io): Promise<readonly NamedStatus[]> {
  const found: NamedStatus[] = []
  for (const { name, options } of await environmentsOf(flags, io)) {
    const runner = createRunner(options)
    const status = await runner.status()
    const graph = runner.graph()
    found.push({ name, status, lines: status.current.map(id => revisionLine(graph, id)) })
  }
  return found
}

function printJson(statuses: readonly NamedStatus[], io: Io): void {
  io.out(jsonText(statuses.map(({ name, status }) => statusJson(name, status))))
}

function printCurrent(
  { name, status, lines }: NamedStatus,
  isOneOfMany: boolean,
  flags: CurrentFlags,
  io: Io,
): void {
  const paint = painter(wantsColor(io, flags.color))
  if (isOneOfMany && name !== undefined) io.out(`${name}:\n`)
  for (const line of lines) io.out(`${revisionText(line, { labels: true, message: true }, paint)}\n`)
  if (lines.length === 0) io.err('note: No migration is applied.\n')
  for (const reason of reasonsAgainst(status)) io.err(`note: ${reason}\n`)
}
