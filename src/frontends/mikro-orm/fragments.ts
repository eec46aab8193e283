/** Pieces of SQL that carry their values, and which statements take them in. */
import type { MappedText } from '../../source/mapped-text.ts'
import type { Given } from '../typescript/given.ts'
import type { HostObject, Value } from '../typescript/values.ts'

/** A text with `?` for values and `??` for names; values that are not a known list are `undefined`. */
export interface Fragment {
  readonly sql: MappedText
  readonly params: readonly Given[] | undefined
}

/** A host that stands for a piece of SQL: of `raw()`, of the tag `sql`, of `knex.raw()`. */
export interface FragmentHost extends HostObject {
  /** Asking for it makes it a part of something else. */
  readonly fragment: () => Fragment
}

/** The piece of SQL that a value stands for. */
export function fragmentOf(value: Value | undefined): Fragment | undefined {
  if (value?.kind !== 'host' || !('fragment' in value.host)) return undefined
  return (value.host as FragmentHost).fragment()
}
