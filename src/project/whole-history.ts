/** What is known of a history as a whole, and of its migrations compared with a git ref. */
import type { MigrationSource, ProjectFiles } from '../frontends/frontend.ts'
import { saysTheSame } from '../frontends/says-the-same.ts'
import { headOf } from '../frontends/sql-sections.ts'
import type { History as WholeHistory, HistoryEntry } from '../model/history.ts'
import type { Discovered } from './discover.ts'
import type { History } from './find-migrations.ts'
import type { Since } from './since.ts'

/** How a migration differs from what was at the ref: all of its files count. */
export function changeOf(
  { paths }: MigrationSource,
  { files }: Pick<Discovered, 'files'>,
  since: Since | undefined,
): HistoryEntry['change'] {
  if (!since) return undefined
  const changes = paths.map(path => {
    const now = files.read(path)?.text
    const texts = since.textsOf(path, now)
    if (texts.length === 0) return 'new'
    return texts.some(text => now !== undefined && saysTheSame(path, text, now)) ? 'none' : 'edited'
  })
  // A way back that is added to a migration changes it.
  if (changes.every(change => change === 'new')) return 'new'
  return changes.every(change => change === 'none') ? 'none' : 'edited'
}

/** The facts that the rules about the whole history ask for. */
export function wholeHistory(
  { frontend, sources }: History,
  discovered: Discovered,
  {
    since,
    isAsked,
  }: { readonly since?: Since | undefined; readonly isAsked: (source: MigrationSource) => boolean },
): WholeHistory {
  const { files } = discovered
  const entries = sources.flatMap(source => {
    const change = changeOf(source, discovered, since)
    return historyEntry(source, files, { isWanted: isAsked(source), change }) ?? []
  })
  const isWanted = entries.some(entry => entry.isWanted)
  const defects = (isWanted && frontend.defects?.(sources[0]?.history ?? '', files)) || []
  return { entries, defects, since: since?.ref }
}

/** One migration as the rules about the whole history see it; undefined where its file cannot be read. */
export function historyEntry(
  { name, framework, revision, version, order, late, paths }: MigrationSource,
  files: ProjectFiles,
  about: Pick<HistoryEntry, 'isWanted' | 'change'>,
): HistoryEntry | undefined {
  const file = files.read(paths[0] ?? '')
  return file && { name, framework, span: headOf(file), revision, version, order, late, ...about }
}
