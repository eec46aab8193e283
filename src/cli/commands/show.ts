/** `migrate-lint show REVISION`: what a revision says of itself. */
import { parseLocator } from '../../runner/graph/locator.ts'
import { revisionLine } from '../../runner/graph/revision-line.ts'
import { revisionsAt } from '../../runner/graph/revisions-at.ts'
import { EXIT } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { wantsJson, type JsonFlags } from '../json-flags.ts'
import { asksDatabase } from '../revisions/asks-database.ts'
import { openHistory, rowsOf } from '../revisions/open-history.ts'
import { printLines } from '../revisions/print-lines.ts'
import type { EnvironmentFlags } from '../runner/environments.ts'

export interface ShowFlags extends EnvironmentFlags, JsonFlags {}

/** Prints the revisions of a place. */
export async function show(place: string, flags: ShowFlags, io: Io): Promise<number> {
  const json = wantsJson(flags)
  const asked = asksDatabase(parseLocator(place))
  const opened = await openHistory(flags, io, { opens: asked })
  const rows = asked ? await rowsOf(opened) : undefined
  const lines = revisionsAt(opened.graph, place, rows).map(id => revisionLine(opened.graph, id, rows))
  printLines(opened, lines, { flags, json, asked }, io)
  return EXIT.clean
}
