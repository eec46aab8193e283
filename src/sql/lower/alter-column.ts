/** Sub-commands of ALTER TABLE on columns. */
import type { SetColumnOption } from '../../model/column-operations.ts'
import { flag } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { CommandTable, Target } from './alter-command.ts'
import { lowerColumn, lowerIdentity } from './column.ts'
import { lowerExpression } from './expression.ts'
import { dottedName } from './names.ts'
import { pick, type AlterTableCmd } from './nodes.ts'
import { print } from './print.ts'
import { lowerType } from './type-name.ts'

/** The column that a sub-command is about, and its table. */
function onColumn(command: AlterTableCmd, target: Target) {
  return { ...target, column: command.name ?? '' }
}

/** One operation of each sub-command that concerns a column. */
export const COLUMN_COMMANDS: CommandTable = {
  AT_AddColumn: (command, target) => ({
    kind: 'addColumn',
    ...target,
    column: lowerColumn(pick(command.def, 'ColumnDef') ?? {}),
    ifNotExists: flag(command.missing_ok),
  }),
  AT_DropColumn: (command, target) => ({
    kind: 'dropColumn',
    ...onColumn(command, target),
    ifExists: flag(command.missing_ok),
    cascade: flag(command.behavior === 'DROP_CASCADE'),
  }),
  AT_AlterColumnType: changeType,
  AT_ColumnDefault: (command, target) =>
    command.def
      ? { kind: 'setDefault', ...onColumn(command, target), default: lowerExpression(command.def) }
      : { kind: 'dropDefault', ...onColumn(command, target) },
  AT_SetNotNull: (command, target) => ({ kind: 'setNotNull', ...onColumn(command, target) }),
  AT_DropNotNull: (command, target) => ({ kind: 'dropNotNull', ...onColumn(command, target) }),
  AT_AddIdentity: (command, target) => ({
    kind: 'addIdentity',
    ...onColumn(command, target),
    identity: lowerIdentity(pick(command.def, 'Constraint') ?? {}),
  }),
  AT_DropIdentity: (command, target) => ({
    kind: 'dropIdentity',
    ...onColumn(command, target),
    ifExists: flag(command.missing_ok),
  }),
  AT_SetIdentity: option('identity'),
  AT_SetStatistics: option('statistics'),
  AT_SetStorage: option('storage'),
  AT_SetCompression: option('compression'),
  AT_SetOptions: option('attributes'),
  AT_ResetOptions: option('attributes'),
  AT_SetExpression: option('setExpression'),
  AT_DropExpression: option('dropExpression'),
}

function changeType(command: AlterTableCmd, target: Target): BareOperation {
  const column = pick(command.def, 'ColumnDef')
  return {
    kind: 'changeColumnType',
    ...onColumn(command, target),
    type: lowerType(column?.typeName),
    using: column?.raw_default && lowerExpression(column.raw_default),
    collation: dottedName(column?.collClause?.collname),
  }
}

/** The value is what stands behind `ALTER COLUMN name`: `SET STATISTICS 100`, `SET GENERATED ALWAYS`. */
function option(name: SetColumnOption['option']) {
  return (command: AlterTableCmd, target: Target): BareOperation => ({
    kind: 'setColumnOption',
    ...onColumn(command, target),
    option: name,
    value: print({ AlterTableCmd: command }).replace(/^ALTER COLUMN (?:"(?:[^"]|"")+"|\S+) /u, ''),
  })
}
