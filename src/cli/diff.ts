/** What fixes would change, as a patch that `git apply` and `patch -p1` take. */
import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff'
import { compareText } from '../source/compare-text.ts'
import type { FixedProject } from '../project/fix-project.ts'

/** The patch for all files, sorted by path; empty when nothing changes. */
export function patchOf({ texts, before }: Pick<FixedProject, 'texts' | 'before'>): string {
  return [...texts]
    .sort(([a], [b]) => compareText(a, b))
    .map(([path, text]) => filePatch(path, before(path), text))
    .join('')
}

function filePatch(path: string, before: string | undefined, after: string): string {
  const from = before === undefined ? '/dev/null' : `a/${path}`
  const patch = structuredPatch(from, `b/${path}`, before ?? '', after, undefined, undefined, { context: 3 })
  return patch.hunks.length === 0 ? '' : formatPatch(patch, FILE_HEADERS_ONLY)
}
