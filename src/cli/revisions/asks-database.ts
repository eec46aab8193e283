/** Which places in the history only a database can tell. */
import type { Locator } from '../../runner/graph/locator.ts'

/** Whether the place is where the database is. Steps without a place, in a range, are counted from its other end. */
export function asksDatabase(locator: Locator): boolean {
  return locator.kind === 'current' || (locator.kind === 'steps' && locator.from === 'current')
}
