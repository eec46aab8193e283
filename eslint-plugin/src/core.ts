/** The core of migrate-lint, loaded when the first file is linted: importing the plugin has to be quick. */
import { createRequire } from 'node:module'
import type * as Core from 'migrate-lint'

const require = createRequire(import.meta.url)

let loaded: typeof Core | undefined

/** The package `migrate-lint`. */
export function core(): typeof Core {
  // ESLint waits for no rule, and the core is an ES module without top-level await, which `require` takes.
  return (loaded ??= require('migrate-lint') as typeof Core)
}
