/** `migrations/env.ts`: which database the migrations are for, and how careful to be with it. */
import type { RunnerOptions } from '../options.ts'
import type { AutogenerateSettings } from './autogenerate-settings.ts'
import { RunnerError } from '../runner-error.ts'

/** What one database needs to be told. */
export interface DatabaseEnvironment
  extends Omit<RunnerOptions, 'cwd' | 'onEvent' | 'policy'>, AutogenerateSettings {}

/** Default export of `env.ts`. */
export interface Environment extends DatabaseEnvironment {
  /** Several databases, each with its own folders, by name: commands take them in this order, or one by `--database`. */
  readonly databases?: Readonly<Record<string, DatabaseEnvironment>> | undefined
}

/**
 * Declares the environment; the types help the editor, nothing else happens.
 *
 * ```ts
 * export default defineEnv({ url: env('DATABASE_URL') })
 * ```
 */
export function defineEnv(environment: Environment): Environment {
  return environment
}

/** In the registry, because env.ts may import another copy of this package than the one that runs. */
const WITHOUT_DATABASE = Symbol.for('migrate-lint/without-database')

/** Runs something for which no database will be opened, so that none has to be named. */
export async function withoutDatabase<T>(work: () => Promise<T>): Promise<T> {
  Reflect.set(globalThis, WITHOUT_DATABASE, true)
  try {
    return await work()
  } finally {
    Reflect.deleteProperty(globalThis, WITHOUT_DATABASE)
  }
}

/**
 * An environment variable; throws a RunnerError that names it when it is not set and no other value is given. Where
 * the command opens no database, as `history`, it is the empty text then.
 */
export function env(name: string, otherwise?: string): string {
  const value = process.env[name] ?? otherwise
  if (value !== undefined && value !== '') return value
  if (Reflect.has(globalThis, WITHOUT_DATABASE)) return ''
  throw new RunnerError(
    `The environment variable ${name} is not set. Set it, or name the database with --url.`,
  )
}
