/** What PostgreSQL runs outside of transactions only. */
import { effectsOf } from '../../effects/effects-of.ts'
import type { BareOperation } from '../../model/operation.ts'
import { placedNowhere } from '../../model/placed-nowhere.ts'
import { emptySchema } from '../../schema/empty.ts'
import { viewOf } from '../../schema/schema-view.ts'

const NO_STATE = viewOf(emptySchema({ complete: false }))
/** Whether the operation fails with 25001 inside a transaction, as the effects know it. */
export function standsAlone(operation: BareOperation): boolean {
  return effectsOf(placedNowhere(operation), NO_STATE, { postgresVersion: 18 }).some(
    effect => effect.kind === 'failure' && effect.sqlstate === '25001',
  )
}

/** Words without which no text holds such a statement: most are never read. */
export const MAY_STAND_ALONE =
  /\b(?:concurrently|vacuum|reindex|cluster|database|tablespace|subscription|system)\b/iu
