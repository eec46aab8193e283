/** Which findings have a rewrite, and which flag carries it out. */
import type { Finding } from '../lint/finding.ts'
import type { RewriteKind } from '../lint/rewrite.ts'

/** The flag that writes it. */
export const FIX_FLAGS: Readonly<Record<RewriteKind, string>> = {
  safe: '--fix',
  suggestion: '--fix-suggestions',
}

/** How many findings have a rewrite of this kind; whether the source lets it be written shows when it is tried. */
export function fixableBy(findings: readonly Finding[], kind: RewriteKind): number {
  return findings.filter(({ rewrite }) => rewrite?.kind === kind).length
}
