/** Runs files of the user: Node itself loads what it can, the rest goes through jiti. */
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type * as Jiti from 'jiti'

/** What files import from this package where that is not installed, as when it is run by npx: by name of the module. */
export type Own = Readonly<Record<string, object>>

/** A loader; both give what the file exports: the namespace of a module, or `module.exports`. */
export interface UserModules {
  /** `version` tells a file that was changed from what Node has of it already. */
  import(file: string, version?: string): Promise<unknown>
  /** At once; throws ERR_REQUIRE_ASYNC_MODULE for top-level await. https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require */
  require(file: string): unknown
}

const require = createRequire(import.meta.url)

/** Makes a loader. */
export function userModules(own: Own): UserModules {
  let made: Jiti.Jiti | undefined
  // Most runs have no need of it.
  const jiti = () => (made ??= (require('jiti') as typeof Jiti).createJiti(import.meta.url, optionsFor(own)))
  return {
    async import(file, version) {
      const { href } = pathToFileURL(file)
      if (nodeLoads(file)) {
        try {
          return await import(version === undefined ? href : `${href}?${version}`)
        } catch (error) {
          if (!isForJiti(error, file)) throw error
        }
      }
      return jiti().import(file)
    },
    require(file) {
      if (nodeLoads(file)) {
        try {
          return require(file) as unknown
        } catch (error) {
          if (!isForJiti(error, file)) throw error
        }
      }
      return jiti()(file) as unknown
    },
  }
}

function optionsFor(own: Own): Jiti.JitiOptions {
  return { interopDefault: false, moduleCache: false, virtualModules: { ...own } }
}

/** Node 22.18 and later load TypeScript themselves: https://nodejs.org/api/typescript.html */
function nodeLoads(file: string): boolean {
  return !isTypeScript(file) || ('typescript' in process.features && Boolean(process.features.typescript))
}

function isTypeScript(file: string): boolean {
  return /\.[cm]?ts$/u.test(file)
}

/** Whether jiti may succeed where Node did not. */
function isForJiti(error: unknown, file: string): boolean {
  if (!(error instanceof Error)) return false
  if (/Cannot find (?:package|module) 'migrate-lint['/]/u.test(error.message)) return true
  if (codeOf(error) === 'ERR_MODULE_NOT_FOUND' && LACKS_ENDING.test(error.message)) return true
  return isTypeScript(file) && (error instanceof SyntaxError || BEYOND_STRIPPING.has(codeOf(error)))
}

/** Node wants the ending of a file in an import, which bundlers and TypeScript do without. */
const LACKS_ENDING = /^Cannot find module '(?:file:\/\/)?[^']*[\\/][^'./\\]+' imported from/u

/**
 * What is more than types that can be left out: enums, a type that is imported without `type` (a SyntaxError), a file
 * that is called `.js` and is TypeScript. https://nodejs.org/api/typescript.html#typescript-features
 */
const BEYOND_STRIPPING: ReadonlySet<string> = new Set([
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_INVALID_TYPESCRIPT_SYNTAX',
  'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
  'ERR_MODULE_NOT_FOUND',
  'MODULE_NOT_FOUND',
])

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : ''
}
