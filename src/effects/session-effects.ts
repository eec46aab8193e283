/** What PostgreSQL does for explicit locks and maintenance; the session's own settings touch no table. */
import type { OpaqueOperation } from '../model/opaque-operations.ts'
import type { OperationTable } from '../model/operation.ts'
import type { LockTableMode, Maintenance, SessionOperation } from '../model/session-operations.ts'
import type { Effect } from './effect.ts'
import { lock, nameOf, notInTransaction, rewrite, type EffectContext } from './effect-context.ts'
import type { LockMode } from './lock-modes.ts'
import { family } from './related-tables.ts'

const MODES: Readonly<Record<LockTableMode, LockMode>> = {
  'ACCESS SHARE': 'AccessShareLock',
  'ROW SHARE': 'RowShareLock',
  'ROW EXCLUSIVE': 'RowExclusiveLock',
  'SHARE UPDATE EXCLUSIVE': 'ShareUpdateExclusiveLock',
  SHARE: 'ShareLock',
  'SHARE ROW EXCLUSIVE': 'ShareRowExclusiveLock',
  EXCLUSIVE: 'ExclusiveLock',
  'ACCESS EXCLUSIVE': 'AccessExclusiveLock',
}

const nothing = (): readonly Effect[] => []

export const sessionEffects: Pick<
  OperationTable<readonly Effect[], [EffectContext]>,
  (SessionOperation | OpaqueOperation)['kind']
> = {
  setParameter: nothing,
  transactionControl: nothing,
  lockTable: ({ table, mode }, context) =>
    family(context, table).map(name => lock(context, name, MODES[mode])),
  maintenance,
  opaque: nothing,
  noOperation: nothing,
}

interface Command {
  readonly mode: LockMode
  readonly rewrites?: true
  /** `whole`: only when no table is named. */
  readonly outsideTransaction?: 'always' | 'whole'
}

const COMMANDS: Readonly<Partial<Record<Maintenance['command'], Command>>> = {
  vacuum: { mode: 'ShareUpdateExclusiveLock', outsideTransaction: 'always' },
  'vacuum full': { mode: 'AccessExclusiveLock', rewrites: true, outsideTransaction: 'always' },
  analyze: { mode: 'ShareUpdateExclusiveLock' },
  cluster: { mode: 'AccessExclusiveLock', rewrites: true, outsideTransaction: 'whole' },
}

function maintenance({ command, table }: Maintenance, context: EffectContext): readonly Effect[] {
  const does = COMMANDS[command]
  if (!does) return []
  const tables = table ? [table] : [...context.schema.state.tables.values()].map(nameOf)
  const outside = does.outsideTransaction === 'always' || (does.outsideTransaction === 'whole' && !table)
  return [
    ...tables.map(name => lock(context, name, does.mode, table ? 'certain' : 'may')),
    ...(does.rewrites
      ? tables.map(name => rewrite(context, name, 'command', table ? 'certain' : 'may'))
      : []),
    ...(outside ? [notInTransaction(context, table ?? { name: command })] : []),
  ]
}
