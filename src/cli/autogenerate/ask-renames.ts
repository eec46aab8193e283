/** Asks on a terminal whether what is dropped and added is a rename. */
import type { Differences } from '../../autogenerate/autogenerate.ts'
import type { Io } from '../io.ts'

/** The differences with the renames to which the user says yes; as they are where there is nobody to ask. */
export async function askRenames(differences: Differences, { ask, env, err }: Io): Promise<Differences> {
  if (!ask || (env['CI'] ?? '') !== '') return differences
  const { possibleRenames } = await import('../../autogenerate/compare/possible-renames.ts')
  const renames = []
  for (const { rename, because } of possibleRenames(differences.changes, differences.schemas.found)) {
    err(`${because.charAt(0).toUpperCase()}${because.slice(1)}.\n`)
    if (/^\s*y/iu.test(await ask('Is it a rename? [y/N] '))) renames.push(rename)
  }
  return renames.length > 0 ? differences.withRenames(renames) : differences
}
