/** Code that does not parse: no framework can tell whether it is a migration, so where it lies decides. */
import { baseName, folderOf } from '../frontends/paths.ts'
import type { ProjectFiles } from '../frontends/frontend.ts'
import { parseError } from '../lint/built-in-rules.ts'
import { fillText } from '../lint/fill-text.ts'
import type { Finding } from '../lint/finding.ts'
import { activeRules, type LintSettings } from '../lint/settings.ts'
import type { History } from './find-migrations.ts'

const CODE = /\.[cm]?[jt]s$/u

/** Findings for broken files that were named, that lie beside migrations, or in a folder named for them. */
export function brokenFiles(
  files: ProjectFiles,
  isWanted: (path: string) => boolean,
  histories: readonly History[],
  settings: LintSettings,
): readonly Finding[] {
  const [active] = activeRules([parseError], settings)
  if (!active) return []
  const known = new Set(histories.flatMap(({ sources }) => sources.flatMap(({ paths }) => paths)))
  const folders = new Set([...known].filter(path => CODE.test(path)).map(folderOf))
  const named = new Set(files.named)
  const expected = (path: string) =>
    named.has(path) || folders.has(folderOf(path)) || /^migrations?$/iu.test(baseName(folderOf(path)))
  return files.paths
    .filter(path => CODE.test(path) && !known.has(path) && isWanted(path) && expected(path))
    .flatMap(path => {
      const [error] = files.module(path)?.errors ?? []
      if (!error) return []
      const { rule, severity } = active
      const message = error.message.trim().replace(/\.$/u, '')
      return [
        {
          rule: rule.id,
          hazard: rule.hazard,
          severity,
          what: fillText(rule.what, { message }),
          why: rule.why,
          remedy: rule.remedy,
          span: error.span,
          related: [],
          direction: 'up' as const,
        },
      ]
    })
}
