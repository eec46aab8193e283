/** Sub-commands of ALTER TABLE on the table as a whole. */
import type { BareOperation } from '../../model/operation.ts'
import type { TableOption } from '../../model/table-operations.ts'
import { flag } from '../../model/names.ts'
import type { CommandTable, Target } from './alter-command.ts'
import { tableName } from './names.ts'
import { itemsOf, pick, type AlterTableCmd, type RoleSpec } from './nodes.ts'
import { printBound } from './partition.ts'
import { print, printOptions } from './print.ts'

/** A sub-command that the model has no closer word for. */
export function otherOption(command: AlterTableCmd, target: Target): BareOperation {
  return set({ option: 'other', sql: print({ AlterTableCmd: command }) }, target)
}

/** The name of a role, as `ALTER … OWNER TO` and GRANT take it. */
export function roleName(role: RoleSpec | undefined): string {
  return role?.rolename ?? SPECIAL_ROLES[role?.roletype ?? ''] ?? ''
}

const SPECIAL_ROLES: Readonly<Record<string, string>> = {
  ROLESPEC_CURRENT_ROLE: 'CURRENT_ROLE',
  ROLESPEC_CURRENT_USER: 'CURRENT_USER',
  ROLESPEC_SESSION_USER: 'SESSION_USER',
  ROLESPEC_PUBLIC: 'PUBLIC',
}

/** One operation of each sub-command that concerns the table. */
export const TABLE_COMMANDS: CommandTable = {
  AT_ChangeOwner: (command, target) => set({ option: 'owner', name: roleName(command.newowner) }, target),
  AT_ClusterOn: (command, target) => set({ option: 'clusterOn', index: command.name }, target),
  AT_DropCluster: (_command, target) => set({ option: 'clusterOn' }, target),
  AT_SetLogged: (_command, target) => set({ option: 'logged', logged: true }, target),
  AT_SetUnLogged: (_command, target) => set({ option: 'logged', logged: false }, target),
  AT_SetAccessMethod: (command, target) =>
    set({ option: 'accessMethod', name: command.name ?? 'DEFAULT' }, target),
  AT_SetTableSpace: (command, target) => set({ option: 'tablespace', name: command.name ?? '' }, target),
  AT_SetRelOptions: storageParameters,
  AT_ResetRelOptions: storageParameters,
  AT_ReplaceRelOptions: storageParameters,
  AT_EnableTrig: trigger('enable'),
  AT_EnableAlwaysTrig: trigger('enable always'),
  AT_EnableReplicaTrig: trigger('enable replica'),
  AT_DisableTrig: trigger('disable'),
  AT_EnableTrigAll: trigger('enable', 'all'),
  AT_DisableTrigAll: trigger('disable', 'all'),
  AT_EnableTrigUser: trigger('enable', 'user'),
  AT_DisableTrigUser: trigger('disable', 'user'),
  AT_AddInherit: inherit(),
  AT_DropInherit: inherit(true),
  AT_ReplicaIdentity: replicaIdentity,
  AT_EnableRowSecurity: rowSecurity('enable'),
  AT_DisableRowSecurity: rowSecurity('disable'),
  AT_ForceRowSecurity: rowSecurity('force'),
  AT_NoForceRowSecurity: rowSecurity('no force'),
  AT_AttachPartition: (command, { table }) => {
    const partition = pick(command.def, 'PartitionCmd')
    return {
      kind: 'attachPartition',
      table,
      partition: tableName(partition?.name),
      bound: printBound(partition?.bound),
    }
  },
  AT_DetachPartition: detachPartition,
  AT_DetachPartitionFinalize: (command, target) => ({ ...detachPartition(command, target), finalize: true }),
}

function set(change: TableOption, { table, ifTableExists }: Target): BareOperation {
  return { kind: 'setTableOption', table, change, ifExists: ifTableExists }
}

function storageParameters(command: AlterTableCmd, target: Target): BareOperation {
  const reset = flag(command.subtype === 'AT_ResetRelOptions')
  const sql = printOptions(itemsOf(command.def))
  return set({ option: 'storageParameters', sql, ...(reset && { reset }) }, target)
}

function trigger(state: 'enable' | 'disable' | 'enable always' | 'enable replica', name?: string) {
  return (command: AlterTableCmd, target: Target): BareOperation =>
    set({ option: 'trigger', state, name: name ?? command.name ?? '' }, target)
}

function inherit(remove?: true) {
  return (command: AlterTableCmd, target: Target): BareOperation => {
    const parent = tableName(pick(command.def, 'RangeVar'))
    return set({ option: 'inherit', parent, ...(remove && { remove }) }, target)
  }
}

const IDENTITIES: Readonly<Record<string, 'default' | 'full' | 'nothing' | 'index'>> = {
  d: 'default',
  f: 'full',
  n: 'nothing',
  i: 'index',
}

function replicaIdentity(command: AlterTableCmd, target: Target): BareOperation {
  const identity = pick(command.def, 'ReplicaIdentityStmt')
  return set(
    {
      option: 'replicaIdentity',
      identity: IDENTITIES[identity?.identity_type ?? ''] ?? 'default',
      index: identity?.name,
    },
    target,
  )
}

function rowSecurity(state: 'enable' | 'disable' | 'force' | 'no force') {
  return (_command: AlterTableCmd, target: Target): BareOperation =>
    set({ option: 'rowSecurity', state }, target)
}

function detachPartition(command: AlterTableCmd, { table }: Target) {
  const partition = pick(command.def, 'PartitionCmd')
  return {
    kind: 'detachPartition' as const,
    table,
    partition: tableName(partition?.name),
    concurrently: flag(partition?.concurrent),
  }
}
