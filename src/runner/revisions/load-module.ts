/** Runs a file of the user: a migration, or the environment. */
import { statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { createJiti, type Jiti } from 'jiti'

/** What a file exports. */
export type Members = Readonly<Record<string, unknown>>

/** Runs a file and gives its exports. */
export type ModuleLoader = (file: string) => Promise<Members>

const require = createRequire(import.meta.url)

/** When each file was last changed, as it was when this process loaded it: Node keeps what it loaded once. */
const loaded = new Map<string, number>()

/**
 * Makes a loader. Node loads what it can; TypeScript goes through jiti where Node does not strip types. What the files
 * import from `migrate-lint/runner` is `own` where the package is not installed, as when it is run by npx; `others` are what
 * they import from the rest of it.
 */
export function moduleLoader(own: object, others: Readonly<Record<string, object>> = {}): ModuleLoader {
  let jiti: Jiti | undefined
  return async file => {
    const { mtimeMs } = statSync(file)
    const isFresh = (loaded.get(file) ?? mtimeMs) === mtimeMs
    loaded.set(file, mtimeMs)
    if (nodeLoads(file)) {
      try {
        return membersOf(
          isFresh ? await load(file) : await import(`${pathToFileURL(file).href}?${String(mtimeMs)}`),
        )
      } catch (error) {
        if (!isAboutUs(error) && !lacksEnding(error)) throw error
      }
    }
    jiti ??= createJiti(import.meta.url, {
      interopDefault: false,
      moduleCache: false,
      virtualModules: { 'migrate-lint/runner': own, 'migrate-lint': own, ...others },
    })
    return membersOf(await jiti.import(file))
  }
}

/** `require` takes ES modules as well, and is the quicker of the two: https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require */
async function load(file: string): Promise<unknown> {
  try {
    return require(file) as unknown
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_REQUIRE_ASYNC_MODULE')) throw error
    return import(pathToFileURL(file).href)
  }
}

/** Node 22.18 and later load TypeScript themselves: https://nodejs.org/api/typescript.html */
function nodeLoads(file: string): boolean {
  const stripsTypes = 'typescript' in process.features && Boolean(process.features.typescript)
  return stripsTypes || !/\.[cm]?ts$/u.test(file)
}

function isAboutUs(error: unknown): boolean {
  return error instanceof Error && /Cannot find (?:package|module) 'migrate-lint/u.test(error.message)
}

/** Node wants the ending of a file in an import, which bundlers and TypeScript do without. */
function lacksEnding(error: unknown): boolean {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
  return (
    isMissing && /^Cannot find module '(?:file:\/\/)?[^']*[\\/][^'./\\]+' imported from/u.test(error.message)
  )
}

/** A CommonJS file that is loaded as a module has its exports in `default`. */
function membersOf(value: unknown): Members {
  const members: Members = typeof value === 'object' && value !== null ? { ...value } : {}
  const inner = members['default']
  const isCommonJs = 'module.exports' in members && typeof inner === 'object' && inner !== null
  return isCommonJs ? { ...members, ...inner } : members
}
