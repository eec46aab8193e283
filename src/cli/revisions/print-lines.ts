/** Lists of revisions, for people and for programs. */
import { painter } from '../../reporters/paint.ts'
import type { RevisionLine } from '../../runner/graph/revision-line.ts'
import type { GlobalFlags } from '../command-host.ts'
import { wantsColor, type Io } from '../io.ts'
import { jsonText } from '../json-flags.ts'
import { noteIfEmpty, type OpenHistory } from './open-history.ts'
import { revisionJson } from './revision-json.ts'
import { revisionBlock, revisionText, type LineParts } from './revision-text.ts'

/** How a list is printed. */
export interface Printed {
  readonly flags: GlobalFlags
  readonly json: boolean
  /** What a line tells; without it revisions are printed as blocks. */
  readonly parts?: LineParts | undefined
  /** A database was asked which of them are current. */
  readonly asked?: boolean
}

/** Prints one line, block or element for each. */
export function printLines(
  opened: OpenHistory,
  lines: readonly RevisionLine[],
  { flags, json, parts, asked = false }: Printed,
  io: Io,
): void {
  if (json) {
    io.out(jsonText(lines.map(line => revisionJson(line, { asked }))))
    return
  }
  noteIfEmpty(opened, io)
  const paint = painter(wantsColor(io, flags.color))
  for (const line of lines) {
    const text = parts
      ? revisionText(line, parts, paint)
      : revisionBlock(line, opened.fileOf(line.revision.id).comment, paint)
    io.out(`${text}\n`)
  }
}
