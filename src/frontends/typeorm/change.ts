/** A column that is changed, for the parts of `changeColumn`. */
import type { MappedText } from '../../source/mapped-text.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { alterTable, type On, type Words } from './statement.ts'

/** A change of a column of which both sides are written out. */
export interface Change {
  readonly call: HostCall
  readonly target: On
  readonly old: Value
  readonly changed: Value
  /** The name after the change, in quotes. */
  readonly name: MappedText
}

/** `ALTER TABLE … ALTER COLUMN "note" …`. */
export function alterColumn(call: HostCall, name: MappedText, target: On, ...words: Words): void {
  alterTable(call, target, 'ALTER COLUMN ', name, ' ', ...words)
}
