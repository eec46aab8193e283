/** Compares a database with the target that its environment names. */
import type { Differences } from '../../autogenerate/autogenerate.ts'
import type { Target } from '../../autogenerate/target.ts'
import type { Database } from '../../database/open-database.ts'
import type { EnvironmentOptions } from '../runner/environments.ts'

/** What differs; undefined where the environment names no target. */
export async function compareTarget(
  database: Database,
  options: EnvironmentOptions,
  renames: readonly string[] = [],
): Promise<Differences | undefined> {
  if (options.target === undefined) return undefined
  const { findDifferences } = await import('../../autogenerate/autogenerate.ts')
  const { parseRename } = await import('../../autogenerate/compare/parse-rename.ts')
  // What it is has been checked by what made it.
  return findDifferences(database, options.target as Target, {
    ...options,
    cwd: options.base ?? options.cwd,
    renames: ({ found }) => renames.map(each => parseRename(each, found)),
  })
}

/** What a program reads of a comparison. */
export function differencesJson({ changes, remarks, notCompared }: Differences) {
  return {
    changes: changes.map(({ summary, losesData }) => ({ summary, ...(losesData && { losesData }) })),
    remarks,
    notCompared,
  }
}

/** One line for each change. */
export function changeLines({ changes }: Differences): readonly string[] {
  return changes.map(
    ({ summary, losesData }) => `  ${summary.replace(/\s*\n\s*/gu, ' ')}${losesData ? '   loses data' : ''}`,
  )
}

/** What a comparison leaves open. */
export function openLines({ remarks, notCompared }: Differences): readonly string[] {
  return [...remarks.map(each => `note: ${each}`), ...notCompared.map(each => `note: not compared: ${each}`)]
}
