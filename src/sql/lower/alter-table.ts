/** ALTER TABLE and its like: one operation for each sub-command. */
import type { BareOperation } from '../../model/operation.ts'
import { flag } from '../../model/names.ts'
import { COLUMN_COMMANDS } from './alter-column.ts'
import { CONSTRAINT_COMMANDS } from './alter-constraint.ts'
import { otherOption, TABLE_COMMANDS } from './alter-table-options.ts'
import type { CommandTable, Target } from './alter-command.ts'
import type { Lowered } from './lowered.ts'
import { tableName } from './names.ts'
import { pick, pickAll, type AlterTableCmd, type AlterTableStmt, type ObjectType } from './nodes.ts'
import { alterObject } from './objects.ts'

const COMMANDS: CommandTable = { ...COLUMN_COMMANDS, ...CONSTRAINT_COMMANDS, ...TABLE_COMMANDS }

/** Objects whose sub-commands are those of tables in name only. */
const OTHER_OBJECTS: ReadonlySet<ObjectType> = new Set<ObjectType>([
  'OBJECT_VIEW',
  'OBJECT_SEQUENCE',
  'OBJECT_TYPE',
  'OBJECT_FOREIGN_TABLE',
  'OBJECT_MATVIEW',
  'OBJECT_INDEX',
])

/** The operations of ALTER TABLE, INDEX, VIEW, SEQUENCE, TYPE, MATERIALIZED VIEW and FOREIGN TABLE. */
export function lowerAlterTable(statement: AlterTableStmt): readonly Lowered[] {
  const commands = pickAll(statement.cmds, 'AlterTableCmd')
  const several = commands.length > 1
  const lowered = commands.map((command, part) => ({
    operation: lowerCommand(command, statement),
    // A single sub-command is told by the whole statement, so that the finding shows the table too.
    ...(several && { part }),
  }))
  const pass = (part: number) => passOf(commands[part])
  return several ? lowered.sort((a, b) => pass(a.part ?? 0) - pass(b.part ?? 0)) : lowered
}

const PASSES: Readonly<Partial<Record<NonNullable<AlterTableCmd['subtype']>, number>>> = {
  AT_DropColumn: 0,
  AT_DropConstraint: 0,
  AT_DropNotNull: 0,
  AT_DropIdentity: 0,
  AT_DropExpression: 0,
  AT_AlterColumnType: 1,
  AT_AddColumn: 2,
}

/** PostgreSQL drops first, then changes types, then adds columns, and the rest last, in whatever order they are written (AlterTablePass in tablecmds.c). */
function passOf(command: AlterTableCmd | undefined): number {
  if (command?.subtype === undefined) return 3
  if (command.subtype === 'AT_ColumnDefault' && command.def === undefined) return 0
  return PASSES[command.subtype] ?? 3
}

function lowerCommand(command: AlterTableCmd, statement: AlterTableStmt): BareOperation {
  const name = tableName(statement.relation)
  const objectType = statement.objtype ?? 'OBJECT_TABLE'
  const attached = objectType === 'OBJECT_INDEX' ? pick(command.def, 'PartitionCmd')?.name : undefined
  if (attached) return { kind: 'attachIndex', index: name, partitionIndex: tableName(attached) }
  if (OTHER_OBJECTS.has(objectType))
    return alterObject(objectType, name, {
      AlterTableStmt: { ...statement, cmds: [{ AlterTableCmd: command }] },
    })
  const target: Target = { table: name, ifTableExists: flag(statement.missing_ok) }
  const lower = command.subtype && COMMANDS[command.subtype]
  return lower ? lower(command, target) : otherOption(command, target)
}
