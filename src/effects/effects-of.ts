/** What PostgreSQL does for an operation in a state of the schema: locks, rewrites, scans, changed rows and refusals. */
import { dispatch, type Operation, type OperationTable } from '../model/operation.ts'
import type { SchemaView } from '../schema/schema-view.ts'
import { columnEffects } from './column-effects.ts'
import { constraintEffects } from './constraint-effects.ts'
import { dataEffects } from './data-effects.ts'
import type { Effect } from './effect.ts'
import type { EffectContext } from './effect-context.ts'
import { indexEffects } from './index-effects.ts'
import { mergeEffects } from './merge-effects.ts'
import { objectEffects } from './object-effects.ts'
import { sessionEffects } from './session-effects.ts'
import { tableEffects } from './table-effects.ts'
import { typeEffects } from './type-effects.ts'

/** On which server the operation runs. */
export interface EffectOptions {
  /** Major version, from 12 on. */
  readonly postgresVersion: number
}

const EFFECTS: OperationTable<readonly Effect[], [EffectContext]> = {
  ...tableEffects,
  ...columnEffects,
  ...constraintEffects,
  ...indexEffects,
  ...typeEffects,
  ...objectEffects,
  ...dataEffects,
  ...sessionEffects,
}

/** The effects of an operation; `schema` is the database before it. */
export function effectsOf(
  operation: Operation,
  schema: SchemaView,
  { postgresVersion }: EffectOptions,
): readonly Effect[] {
  return mergeEffects(dispatch(EFFECTS, operation, { schema, postgresVersion }))
}
