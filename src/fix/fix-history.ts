/** Fixes the findings of one history, as many in one pass as go together. */
import type { Finding } from '../lint/finding.ts'
import type { RewriteKind } from '../lint/rewrite.ts'
import type { Chapter, FixedHistory } from './history.ts'
import { textsThatHold } from './holds.ts'
import type { Texts } from './overlay.ts'
import { plansFor, type Plan } from './plan.ts'

/** A finding that is cured, and what was done. */
export interface Fixed {
  readonly finding: Finding
  readonly title: string
}

/** What one pass did. */
export interface FixedPass {
  readonly texts: Texts
  readonly fixed: readonly Fixed[]
}

/** Which fixes are wanted. */
export interface Wanted {
  readonly kinds: ReadonlySet<RewriteKind>
  /** Whether a file may be changed. */
  readonly mayChange: (path: string) => boolean
}

/** One pass over the findings; those whose fixes touch each other, or need the files as they then are, wait for the next. */
export function fixHistory(history: FixedHistory, findings: readonly Finding[], wanted: Wanted): FixedPass {
  const texts = new Map<string, string>()
  const fixed: Fixed[] = []
  let made = false
  for (const chapter of history.chapters) {
    const own = findings.filter(finding => isAbout(finding, chapter))
    if (own.length === 0) continue
    const pass = fixChapter(history, chapter, own, { ...wanted, mayMakeFiles: !made })
    for (const [path, text] of pass.texts) texts.set(path, text)
    made ||= pass.madeFiles
    fixed.push(...pass.fixed)
  }
  return { texts, fixed }
}

function isAbout({ migration, span }: Finding, chapter: Chapter): boolean {
  return (
    migration?.name === chapter.migration.name &&
    chapter.migration.files.some(file => file.path === span.file.path)
  )
}

interface ChapterWanted extends Wanted {
  /** New files are named behind those that are there: one plan a pass makes them. */
  readonly mayMakeFiles: boolean
}

function fixChapter(
  history: FixedHistory,
  chapter: Chapter,
  findings: readonly Finding[],
  { kinds, mayChange, mayMakeFiles }: ChapterWanted,
): FixedPass & { readonly madeFiles: boolean } {
  let texts: Texts = new Map()
  let plans: readonly Plan[] = []
  const fixed: Fixed[] = []
  for (const finding of findings) {
    const { rewrite } = finding
    if (!rewrite || !kinds.has(rewrite.kind)) continue
    // One SET serves all that come after it.
    if (rewrite.change === 'before' && fixed.some(each => each.finding.rewrite?.change === 'before')) continue
    for (const plan of plansFor(history, chapter, rewrite)) {
      const { edits, files } = plan.changes
      if (!edits.every(({ span }) => mayChange(span.file.path))) continue
      if (files.length > 0 && (!mayMakeFiles || plans.length > 0)) continue
      const next = textsThatHold(history, chapter, [...plans, plan])
      if (!next) continue
      texts = next
      plans = [...plans, plan]
      fixed.push({ finding, title: rewrite.title })
      break
    }
    if (plans.some(({ changes }) => changes.files.length > 0)) break
  }
  return { texts, fixed, madeFiles: plans.some(({ changes }) => changes.files.length > 0) }
}
