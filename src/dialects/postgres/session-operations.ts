/** Parameters, transactions, explicit locks and maintenance, and what was seen without being read. */
import type { OpaqueOperation } from '../../model/opaque-operations.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import type { SessionOperation, SetParameter, TransactionControl } from '../../model/session-operations.ts'
import { comment, words, type Printers } from '../compiler.ts'
import type { Spelling } from '../spelling.ts'
import { dotted, literal, qualified } from './identifiers.ts'

export const SESSION_PRINTERS: Printers<SessionOperation['kind'] | OpaqueOperation['kind']> = {
  setParameter,
  transactionControl: ({ action, name }, spelling) => TRANSACTIONS[action](name ?? '', spelling),
  lockTable: ({ table, mode, nowait }) =>
    words(`LOCK TABLE ${qualified(table)} IN ${mode} MODE`, nowait && 'NOWAIT'),
  maintenance: ({ command, table }) =>
    words(COMMANDS[command] ?? command.toUpperCase(), table && qualified(table)),
  opaque: ({ reason, message }) => comment(`not read (${reason}): ${message}`),
  noOperation: ({ message }) => comment(message),
}

const COMMANDS: Readonly<Record<string, string>> = { 'vacuum full': 'VACUUM (FULL)', discard: 'DISCARD ALL' }

const TRANSACTIONS: Readonly<
  Record<TransactionControl['action'], (name: string, spelling: Spelling) => string>
> = {
  begin: () => 'BEGIN',
  commit: () => 'COMMIT',
  rollback: () => 'ROLLBACK',
  savepoint: (name, { identifier }) => `SAVEPOINT ${identifier(name)}`,
  release: (name, { identifier }) => `RELEASE SAVEPOINT ${identifier(name)}`,
  rollbackTo: (name, { identifier }) => `ROLLBACK TO SAVEPOINT ${identifier(name)}`,
  prepare: (name, { literal }) => `PREPARE TRANSACTION ${literal(name)}`,
}

/** https://www.postgresql.org/docs/current/sql-set.html */
function setParameter({ name, value, unknown, scope }: Unplaced<SetParameter>): string {
  if (unknown) return comment(`SET ${name}: the value is not known`)
  if (name === 'transaction' && value !== undefined) return setTransaction(value, scope)
  if (name === 'all') return 'RESET ALL'
  if (value === undefined)
    return scope === 'local' ? `SET LOCAL ${dotted(name)} TO DEFAULT` : `RESET ${dotted(name)}`
  return words(
    'SET',
    scope === 'local' && 'LOCAL',
    dotted(name),
    '=',
    value.split(', ').map(setting).join(', '),
  )
}

/** A number as it is, everything else as a string, which every parameter takes. */
function setting(value: string): string {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u.test(value) ? value : literal(value)
}

function setTransaction(value: string, scope: SetParameter['scope']): string {
  const modes = value.split(', ').map(mode => {
    const [option = '', ...rest] = mode.split(' ')
    return TRANSACTION_MODES[option]?.(rest.join(' ')) ?? mode
  })
  return words(
    scope === 'local' ? 'SET TRANSACTION' : 'SET SESSION CHARACTERISTICS AS TRANSACTION',
    modes.join(', '),
  )
}

const TRANSACTION_MODES: Readonly<Record<string, (value: string) => string>> = {
  transaction_isolation: value => `ISOLATION LEVEL ${value.toUpperCase()}`,
  transaction_read_only: value => (isOn(value) ? 'READ ONLY' : 'READ WRITE'),
  transaction_deferrable: value => (isOn(value) ? 'DEFERRABLE' : 'NOT DEFERRABLE'),
}

function isOn(value: string): boolean {
  return value === '1' || value === 'true'
}
