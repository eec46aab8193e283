/** `migrate-lint heads`: the ends of the history, here or as it will be when it is merged. */
import { headLines } from '../../runner/graph/revision-line.ts'
import { EXIT } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { wantsJson, type JsonFlags } from '../json-flags.ts'
import { openHistory } from '../revisions/open-history.ts'
import { printLines } from '../revisions/print-lines.ts'
import type { EnvironmentFlags } from '../runner/environments.ts'

export interface HeadsFlags extends EnvironmentFlags, JsonFlags {
  readonly verbose?: true
  readonly resolveDependencies?: true
  /** A git ref. */
  readonly with?: string
}

/** Prints the heads; with a ref it is a check that fails when there are several. */
export async function heads(flags: HeadsFlags, io: Io): Promise<number> {
  const json = wantsJson(flags)
  const opened = await openHistory(flags, io)
  if (flags.with !== undefined) {
    const { headsWith } = await import('../revisions/heads-with.ts')
    return headsWith(opened, flags.with, { flags, json }, io)
  }
  const lines = headLines(opened.graph, { resolveDependencies: flags.resolveDependencies === true })
  printLines(opened, lines, { flags, json, parts: flags.verbose ? undefined : { labels: true } }, io)
  return EXIT.clean
}
