/** `migrate-lint history`: the revisions, newest first. */
import { historyLines } from '../../runner/graph/history.ts'
import { parseRange } from '../../runner/graph/locator.ts'
import { EXIT } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { wantsJson, type JsonFlags } from '../json-flags.ts'
import { asksDatabase } from '../revisions/asks-database.ts'
import { openHistory, rowsOf } from '../revisions/open-history.ts'
import { printLines } from '../revisions/print-lines.ts'
import type { EnvironmentFlags } from '../runner/environments.ts'

export interface HistoryFlags extends EnvironmentFlags, JsonFlags {
  readonly revRange?: string
  readonly verbose?: true
  readonly indicateCurrent?: true
}

/** Prints a range of revisions, or all. */
export async function history(flags: HistoryFlags, io: Io): Promise<number> {
  const json = wantsJson(flags)
  const { revRange: range = ':', indicateCurrent: asked = false, verbose } = flags
  const { lower, upper } = parseRange(range)
  const opens = asked || [lower, upper].some(end => end !== undefined && asksDatabase(end))
  const opened = await openHistory(flags, io, { opens })
  const rows = opens ? await rowsOf(opened) : undefined
  const lines = historyLines(opened.graph, { range, rows })
  // A range may need the database where the marks are not wanted.
  const shown = asked ? lines : lines.map(line => ({ ...line, isCurrent: false }))
  const parts = verbose ? undefined : { parents: true, labels: true, tree: true, message: true }
  printLines(opened, shown, { flags, json, asked, parts }, io)
  return EXIT.clean
}
