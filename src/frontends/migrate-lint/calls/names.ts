/** Names as `op` takes them. */
import type { QualifiedName } from '../../../model/names.ts'
import { helperCall, text, word, type Code } from './code.ts'

/** What a naming convention has a template for. */
export type NamedKind = 'ix' | 'uq' | 'ck' | 'fk' | 'pk'

/** What the writer of a call has to know about where it will run. */
export interface Known {
  /** The naming convention would make another name of the one that is written. */
  readonly renames: (kind: NamedKind) => boolean
  /** The type is an enum. */
  readonly isEnum: (type: QualifiedName) => boolean
}

/** Nothing is known: names stay as they are written. */
export const NOTHING_KNOWN: Known = { renames: () => false, isEnum: () => false }

/** `'orders'`, `'sales.orders'`; undefined for a name that `op` would read as another. */
export function nameCode(name: QualifiedName): Code | undefined {
  const written = nameText(name)
  return written === undefined ? undefined : text(written)
}

/** The same as a text. */
export function nameText({ schema, name }: QualifiedName): string | undefined {
  const parts = [...(schema === undefined ? [] : [schema]), name].map(partText)
  return parts.includes(undefined) ? undefined : parts.join('.')
}

/** A dot within a part stands in quotes. */
function partText(part: string): string | undefined {
  if (part === '' || part.includes('"') || part.includes('${')) return undefined
  return part.includes('.') ? `"${part}"` : part
}

/** A name of an index or constraint, final where a convention would change it; `null` for none. */
export function givenName(name: string | undefined, kind: NamedKind, { renames }: Known): Code {
  if (name === undefined) return word(null)
  return renames(kind) ? helperCall('f', text(name)) : text(name)
}
