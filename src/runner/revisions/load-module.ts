/** Runs a file of the user: a migration, or the environment. */
import { statSync } from 'node:fs'
import { userModules } from '../../host/user-modules.ts'

/** What a file exports. */
export type Members = Readonly<Record<string, unknown>>

/** Runs a file and gives its exports. */
export type ModuleLoader = (file: string) => Promise<Members>

/** When each file was last changed, as it was when this process loaded it: Node keeps what it loaded once. */
const loaded = new Map<string, number>()

/**
 * Makes a loader. Where the package is not installed, `own` is what the files import from `migrate-lint/runner`, and
 * `others` what they import from the rest of it.
 */
export function moduleLoader(own: object, others: Readonly<Record<string, object>> = {}): ModuleLoader {
  const modules = userModules({ 'migrate-lint/runner': own, 'migrate-lint': own, ...others })
  return async file => {
    const { mtimeMs } = statSync(file)
    const isFresh = (loaded.get(file) ?? mtimeMs) === mtimeMs
    loaded.set(file, mtimeMs)
    if (!isFresh) return membersOf(await modules.import(file, String(mtimeMs)))
    try {
      // The quicker of the two.
      return membersOf(modules.require(file))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ERR_REQUIRE_ASYNC_MODULE'))
        throw error
      return membersOf(await modules.import(file))
    }
  }
}

/** A CommonJS file that is loaded as a module has its exports in `default`. */
function membersOf(value: unknown): Members {
  const members: Members = typeof value === 'object' && value !== null ? { ...value } : {}
  const inner = members['default']
  const isCommonJs = 'module.exports' in members && typeof inner === 'object' && inner !== null
  return isCommonJs ? { ...members, ...inner } : members
}
