/** Finds and loads the environment of a folder of migrations. */
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { messageOf, RunnerError } from '../runner-error.ts'
import { moduleLoader } from '../revisions/load-module.ts'
import type { Environment } from './environment.ts'

/** Names of the file, in the order in which they are looked for. */
export const ENVIRONMENT_FILES = ['ts', 'mts', 'js', 'mjs', 'cjs'].map(extension => `env.${extension}`)

/**
 * The environment in a folder; undefined where it has none. `own` is what the file gets from `migrate-lint/runner`,
 * `others` what it gets from the rest of the package.
 * Throws a RunnerError for a file that cannot be loaded, or says nothing.
 */
export async function loadEnvironment(
  folder: string,
  cwd: string,
  own: object,
  others: Readonly<Record<string, object>> = {},
): Promise<Environment | undefined> {
  const file = ENVIRONMENT_FILES.map(name => join(folder, name)).find(path => existsSync(path))
  if (file === undefined) return undefined
  const path = relative(cwd, file)
  const members = await moduleLoader(
    own,
    others,
  )(file).catch((cause: unknown) => {
    throw cause instanceof RunnerError
      ? cause
      : new RunnerError(`${path} cannot be loaded: ${messageOf(cause)}`, cause)
  })
  const environment = members['default']
  if (isEnvironment(environment)) return environment
  throw new RunnerError(
    `${path} has no environment. Write: export default defineEnv({ url: env('DATABASE_URL') }).`,
  )
}

function isEnvironment(value: unknown): value is Environment {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
