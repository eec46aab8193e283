/** One way in which people have a linter. */
import type { Path } from './project.ts'

/** A project's packages and configuration, and how it is linted. */
export interface Host {
  readonly name: string
  /** Installed beside the two tarballs. */
  readonly packages: readonly string[]
  readonly type: 'module' | 'commonjs'
  /** Files by path. */
  readonly config: Readonly<Record<string, string>>
  /** Tells what is wrong; it may throw as well. */
  readonly lint: (project: Installed) => Promise<readonly string[]> | readonly string[]
}

/** The project on disk. */
export interface Installed {
  readonly folder: string
  /** Runs a command of its packages, which may find something; gives what it prints. */
  readonly run: (command: string, ...args: readonly string[]) => string
}

/** What is wrong when these are the files in which the rule was found. */
export function wrongIn(found: readonly string[], expected: readonly Path[]): readonly string[] {
  const isRight = [...found].sort().join() === [...expected].sort().join()
  return isRight ? [] : [`found in ${found.join(', ') || 'none'} instead of ${expected.join(', ') || 'none'}`]
}
