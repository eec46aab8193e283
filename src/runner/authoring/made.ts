/** How the values that the helpers make are told from objects of the user. */

/** A symbol of the registry, so that two copies of the package understand each other. */
export const MADE = Symbol.for('migrate-lint/made')

/** What a helper may make. */
export type MadeKind = 'column' | 'type' | 'sql' | 'key' | 'name' | 'irreversible' | 'reverse'

/** A value that a helper made. */
export interface Made<K extends MadeKind = MadeKind> {
  readonly [MADE]: K
}

/** Whether a helper made the value, and as what. */
export function isMade<K extends MadeKind>(value: unknown, kind: K): value is Made<K> {
  return madeKind(value) === kind
}

/** What the helper that made the value calls it; undefined for any other value. */
export function madeKind(value: unknown): unknown {
  return typeof value === 'object' && value !== null && MADE in value ? value[MADE] : undefined
}
