/** What may stand in place of a function `downgrade`. */
import { MADE, type Made } from './made.ts'

/** The migration cannot be undone. */
export interface Irreversible extends Made<'irreversible'> {
  readonly reason: string
}

/** The downgrade is what undoes the upgrade. */
export interface Reverse<F = unknown> extends Made<'reverse'> {
  readonly upgrade: F
}

/** `export const downgrade = irreversible('the sessions are gone')`: a downgrade stops here and says why. */
export function irreversible(reason: string): Irreversible {
  return { [MADE]: 'irreversible', reason }
}

/** `export const downgrade = reverse(upgrade)`: the operations of the upgrade, undone from the last to the first. */
export function reverse<F>(upgrade: F): Reverse<F> {
  return { [MADE]: 'reverse', upgrade }
}
