/** Modules that cannot be followed, and why. */
import type { OpaqueReason } from '../../../model/opaque-operations.ts'
import { unknown } from '../value-tools.ts'
import type { UnknownValue } from '../values.ts'
import type { StartedModule } from './imported.ts'

/** What cannot be followed: a phrase, or a file and why. */
export type Missing =
  | { readonly phrase: string }
  | { readonly path: string; readonly why: string; readonly reason?: OpaqueReason }

/** A module of which nothing is known. */
export function missingModule(missing: Missing): StartedModule {
  const value = missingValue(missing)
  const give = () => value
  return {
    imported: { whole: give, namespace: give, get: give, find: give, names: () => [] },
    run: () => undefined,
  }
}

/** A value that such a module would give. */
export function missingValue(missing: Missing): UnknownValue {
  if ('phrase' in missing) return unknown('other file', `it comes from ${missing.phrase}`)
  return unknown(missing.reason ?? 'other file', `it comes from the file ${missing.path}, ${missing.why}`)
}

/** The same value under the name that the code gives it, for messages and placeholders. */
export function underName(value: UnknownValue, source: string): UnknownValue {
  return { ...value, message: value.message.replace(/^it comes from\b/u, `${source} comes from`), source }
}
