/** Files that should have been judged and could not be read. */
import { unreadableFile } from '../lint/built-in-rules.ts'
import { fillText } from '../lint/fill-text.ts'
import type { Finding } from '../lint/finding.ts'
import { activeRules, type LintSettings } from '../lint/settings.ts'
import { createSourceFile } from '../source/source-file.ts'
import { spanOf } from '../source/span.ts'
import type { Discovered } from './discover.ts'
import type { History } from './find-migrations.ts'

/**
 * A finding for each file that is a migration, was named, or may be one: where a file cannot be read,
 * most frameworks cannot tell whether it is theirs.
 */
export function unreadableFiles(
  { files, isWanted }: Discovered,
  histories: readonly History[],
  settings: LintSettings,
): readonly Finding[] {
  const [active] = activeRules([unreadableFile], settings)
  if (!active) return []
  for (const path of files.named ?? []) files.read(path)
  const expected = new Set([
    ...(files.named ?? []),
    ...histories.flatMap(({ sources }) => sources.flatMap(({ paths }) => paths)),
  ])
  const { rule, severity } = active
  return [...files.problems]
    .filter(([path, { doubtful }]) => isWanted(path) && (!doubtful || expected.has(path)))
    .map(([path, { reason }]) => ({
      rule: rule.id,
      hazard: rule.hazard,
      severity,
      what: fillText(rule.what, { reason }),
      why: rule.why,
      remedy: rule.remedy,
      span: spanOf(createSourceFile(path, ''), 0, 0),
      related: [],
      direction: 'up' as const,
    }))
}
