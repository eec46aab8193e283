/** One file linter for each current folder, which lives as long as the process. */
import type { FileLinter } from 'migrate-lint'
import { core } from './core.ts'
import { isSingleRun } from './single-run.ts'

const linters = new Map<string, FileLinter>()

/** The linter of a folder. */
export function linterIn(cwd: string): FileLinter {
  const known = linters.get(cwd)
  if (known) return known
  const linter = core().createFileLinter({ cwd, isSingleRun: isSingleRun(process) })
  linters.set(cwd, linter)
  return linter
}
