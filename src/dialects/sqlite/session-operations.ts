/** Parameters, transactions and maintenance: https://www.sqlite.org/pragma.html */
import type { OpaqueOperation } from '../../model/opaque-operations.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import type { SessionOperation, SetParameter } from '../../model/session-operations.ts'
import { words, type Printers } from '../compiler.ts'
import { SESSION_PRINTERS } from '../postgres/session-operations.ts'
import { SQLITE } from './identifiers.ts'
import { onlyNotice, refuse, withNotices } from './left-out.ts'

export const SQLITE_SESSION_PRINTERS: Printers<SessionOperation['kind'] | OpaqueOperation['kind']> = {
  ...SESSION_PRINTERS,
  setParameter,
  transactionControl(operation, spelling) {
    if (operation.action !== 'prepare') return SESSION_PRINTERS.transactionControl(operation, spelling)
    const why = 'SQLite has no transactions in two phases'
    return refuse('transactionControl', 'PREPARE TRANSACTION', why, 'Commit the transaction')
  },
  lockTable: ({ table, mode }) =>
    onlyNotice(
      `LOCK TABLE ${SQLITE.qualified(table)} IN ${mode} MODE left out: whoever writes has the whole database`,
    ),
  maintenance: ({ command, table }) =>
    MAINTENANCE[command] ??
    (command === 'analyze'
      ? words('ANALYZE', table && SQLITE.qualified(table))
      : withNotices(
          [table && `${SQLITE.qualified(table)} left out: SQLite makes the whole file anew`],
          'VACUUM',
        )),
}

const MAINTENANCE: Readonly<Record<string, string>> = {
  checkpoint: 'PRAGMA wal_checkpoint',
  cluster: onlyNotice('CLUSTER left out: a table of SQLite is in the order of its key'),
  discard: onlyNotice('DISCARD left out: SQLite keeps nothing for a session'),
}

/** What a migration sets for itself; the others are settings of PostgreSQL. */
const PRAGMAS: ReadonlySet<string> = new Set(
  `application_id auto_vacuum automatic_index busy_timeout cache_size case_sensitive_like cell_size_check
  defer_foreign_keys encoding foreign_key_check foreign_keys ignore_check_constraints incremental_vacuum
  integrity_check journal_mode journal_size_limit legacy_alter_table locking_mode max_page_count mmap_size optimize
  page_size query_only quick_check recursive_triggers secure_delete synchronous temp_store trusted_schema
  user_version wal_autocheckpoint wal_checkpoint writable_schema`.split(/\s+/u),
)

function setParameter({ name, value, unknown, scope }: Unplaced<SetParameter>): string {
  if (PRAGMAS.has(name)) {
    if (unknown) return onlyNotice(`PRAGMA ${name}: the value is not known`)
    return words('PRAGMA', name, value !== undefined && `= ${pragmaValue(value)}`)
  }
  if (name === 'session_replication_role' && value !== undefined && value !== 'origin') {
    const why = 'SQLite cannot switch triggers off'
    refuse(
      'setParameter',
      `SET ${name} = ${value}`,
      why,
      'Set PRAGMA foreign_keys = OFF before the transaction',
    )
  }
  const set = words('SET', scope === 'local' && 'LOCAL', name, value !== undefined && `= ${value}`)
  return onlyNotice(`${set} left out: it is a setting of PostgreSQL`)
}

function pragmaValue(value: string): string {
  return /^-?\d+$|^[a-z_]+$/iu.test(value) ? value : SQLITE.literal(value)
}
