/** `migrate-lint current` and `migrate-lint check`: where a database is, and whether that is where it should be. */
import { createRunner } from '../../runner/create-runner.ts'
import { revisionLine, type RevisionLine } from '../../runner/graph/revision-line.ts'
import type { Status } from '../../runner/runner.ts'
import { partsDone } from '../../runner/tables/progress.ts'
import { painter } from '../../reporters/paint.ts'
import { EXIT } from '../exit-codes.ts'
import { wantsColor, type Io } from '../io.ts'
import { jsonText, wantsJson, type JsonFlags } from '../json-flags.ts'
import { revisionText } from '../revisions/revision-text.ts'
import { environmentsOf, type EnvironmentFlags } from '../runner/environments.ts'

export interface CurrentFlags extends EnvironmentFlags, JsonFlags {
  readonly checkHeads?: true
}

/** What a program reads of one database. */
function statusJson(name: string | undefined, status: Status) {
  return {
    ...(name !== undefined && { database: name }),
    current: status.current,
    pending: status.pending.map(({ id, path, message }) => ({ revision: id, path, message })),
    unfinished: status.unfinished.map(({ revision, direction, error, progress }) => ({
      revision,
      direction,
      operationsDone: progress ? partsDone(progress) : 0,
      ...(error !== undefined && { error }),
    })),
    changed: status.changed.map(({ id, path }) => ({ revision: id, path })),
    unchecked: status.unchecked,
  }
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

/** Fails unless every migration is applied as its file says. */
export async function check(flags: CurrentFlags, io: Io): Promise<number> {
  const statuses = await statusesOf(flags, io)
  const isFine = statuses.every(({ status }) => reasonsAgainst(status).length === 0)
  if (wantsJson(flags)) printJson(statuses, io)
  else if (isFine) io.out('Every migration is applied, and no file has changed since.\n')
  else {
    io.err('Target database is not up to date.\n')
    for (const { name, status } of statuses)
      for (const reason of reasonsAgainst(status))
        io.err(`  ${name === undefined ? '' : `${name}: `}${reason}\n`)
  }
  return isFine ? EXIT.clean : EXIT.findings
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

/** What is not as it should be, in sentences. */
function reasonsAgainst({ pending, unfinished, changed }: Status): readonly string[] {
  const [next] = pending
  return [
    ...unfinished.map(
      ({ revision, direction, progress }) =>
        `The ${direction} of ${revision} stopped behind ${count(progress ? partsDone(progress) : 0, 'operation')}; the next ${direction} goes on there.`,
    ),
    ...changed.map(
      ({ id, path }) => `${path} was changed after ${id} was applied. See \`migrate-lint repair --help\`.`,
    ),
    ...(next
      ? [`${count(pending.length, 'migration')} to go, beginning with ${next.id} (${next.path}).`]
      : []),
  ]
}

function count(n: number, noun: string): string {
  return `${String(n)} ${noun}${n === 1 ? '' : 's'}`
}
