/** Whether PostgreSQL can know that a column holds no null without looking at its rows. */
import type { QualifiedName } from '../model/names.ts'
import type { EffectContext } from './effect-context.ts'

/** Declared so, or proven by a validated CHECK. */
export function isProvenNotNull({ schema }: EffectContext, table: QualifiedName, column: string): boolean {
  return Boolean(schema.column(table, column)?.notNull) || schema.provenNotNull(table, column)
}
