/** What PostgreSQL runs outside of transactions only. */
import { effectsOf } from '../../effects/effects-of.ts'
import { place, type BareOperation } from '../../model/operation.ts'
import { emptySchema } from '../../schema/empty.ts'
import { viewOf } from '../../schema/schema-view.ts'
import { createSourceFile } from '../../source/source-file.ts'

const NO_STATE = viewOf(emptySchema({ complete: false }))
const NOWHERE = { span: { file: createSourceFile('', ''), start: 0, end: 0 }, statement: 0, roundTrip: 0 }

/** Whether the operation fails with 25001 inside a transaction, as the effects know it. */
export function standsAlone(operation: BareOperation): boolean {
  return effectsOf(place(operation, NOWHERE), NO_STATE, { postgresVersion: 18 }).some(
    effect => effect.kind === 'failure' && effect.sqlstate === '25001',
  )
}

/** Words without which no text holds such a statement: most are never read. */
export const MAY_STAND_ALONE =
  /\b(?:concurrently|vacuum|reindex|cluster|database|tablespace|subscription|system)\b/iu
