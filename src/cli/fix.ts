/** `--fix`, `--fix-suggestions` and `--fix-dry-run`: what they mean, and doing it. */
import { ConfigError } from '../project/config-error.ts'
import type { FixedProject } from '../project/fix-project.ts'
import type { ProjectOptions } from '../project/find-in-project.ts'
import type { RewriteKind } from '../lint/rewrite.ts'
import type { Io } from './io.ts'

export interface FixFlags {
  readonly fix?: true
  readonly fixSuggestions?: true
  readonly fixDryRun?: true
}

/** What the flags ask for. */
export interface WantedFixes {
  readonly kinds: readonly RewriteKind[]
  readonly dryRun: boolean
}

/** Undefined when nothing is to be fixed; `--fix-suggestions` includes what is safe. */
export function fixesOf(flags: FixFlags, stdin: string | undefined): WantedFixes | undefined {
  const { fix, fixSuggestions, fixDryRun } = flags
  if (!fix && !fixSuggestions && !fixDryRun) return undefined
  if (stdin !== undefined && !fixDryRun) {
    const problem = 'a text on stdin has no file to write to'
    const remedy = 'Add --fix-dry-run, which prints the patch.'
    throw new ConfigError({ where: fixSuggestions ? '--fix-suggestions' : '--fix', problem, remedy })
  }
  return { kinds: fixSuggestions ? ['safe', 'suggestion'] : ['safe'], dryRun: fixDryRun === true }
}

/** Fixes and writes, or prints the patch; the texts are what is to be linted then. */
export async function fix(
  options: ProjectOptions,
  { kinds, dryRun }: WantedFixes,
  io: Io,
): Promise<Pick<FixedProject, 'texts' | 'fixed'>> {
  const { fixProject } = await import('../project/fix-project.ts')
  const fixed = fixProject({ ...options, kinds })
  if (dryRun) {
    const { patchOf } = await import('./diff.ts')
    io.out(patchOf(fixed))
    return fixed
  }
  const { writeTexts } = await import('./write-files.ts')
  const refused = writeTexts(fixed)
  for (const { path, reason } of refused)
    io.err(`note: Nothing was fixed: ${path} is not written, ${reason}.\n`)
  return refused.length > 0 ? { texts: new Map(), fixed: [] } : fixed
}
