/** What a sub-command of ALTER TABLE is lowered with. */
import type { Flag, QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { AlterTableCmd, AlterTableType } from './nodes.ts'

/** What each sub-command knows of its statement. */
export interface Target {
  readonly table: QualifiedName
  readonly ifTableExists?: Flag
}

/** The operation of a sub-command. */
export type CommandTable = {
  readonly [T in AlterTableType]?: (command: AlterTableCmd, target: Target) => BareOperation
}
