/** Which of our rules say what a rule of another linter says; peers' rules about other things are not named. */
import type { TransactionScope } from '../src/model/migration.ts'

export interface Peer {
  /** File of its cases: `<name>.jsonl`. */
  readonly name: string
  /** How its cases run unless they say otherwise. */
  readonly transaction: TransactionScope
  /** Its rule ids, those under which it reports (default: itself), and our rules. */
  readonly rules: Readonly<Record<string, PeerRule>>
  /** Its comment that silences the rule in the statement below. */
  readonly silences: (rule: string) => RegExp
}

export interface PeerRule {
  readonly reportedAs?: readonly string[]
  readonly ours: readonly string[]
}

const on = (...ours: readonly string[]): PeerRule => ({ ours })

export const PEERS: readonly Peer[] = [
  {
    name: 'squawk',
    transaction: 'none',
    silences: rule => new RegExp(`squawk-ignore[^\\n]*${rule}`, 'u'),
    rules: {
      'adding-field-with-default': on('add-column-rewrites-table'),
      'adding-foreign-key-constraint': on('add-foreign-key-blocks-writes'),
      'adding-not-nullable-field': on('set-not-null-scans-table'),
      'adding-required-field': on('not-null-without-default'),
      'adding-serial-primary-key-field': on('add-unique-blocks-table'),
      'ban-concurrent-index-creation-in-transaction': on('concurrently-in-transaction'),
      'ban-drop-column': on('drop-column-breaks-running-app'),
      'changing-column-type': on('change-type-rewrites-table'),
      'constraint-missing-not-valid': on(
        'add-check-scans-table',
        'add-foreign-key-blocks-writes',
        'add-unique-blocks-table',
        'validate-in-same-transaction',
      ),
      'disallowed-unique-constraint': on('add-unique-blocks-table'),
      'renaming-column': on('rename-breaks-running-app'),
      'renaming-table': on('rename-breaks-running-app'),
      'require-concurrent-index-creation': on('create-index-blocks-writes'),
      'require-lock-timeout': on('lock-without-timeout'),
      'require-timeout-settings': { reportedAs: ['require-lock-timeout'], ours: ['lock-without-timeout'] },
    },
  },
  {
    name: 'eugene',
    transaction: 'migration',
    silences: rule => new RegExp(`eugene: ignore[^\\n]*\\b${rule}\\b`, 'u'),
    rules: {
      E1: on('add-check-scans-table', 'add-foreign-key-blocks-writes'),
      E2: on('set-not-null-scans-table'),
      E5: on('change-type-rewrites-table'),
      E6: on('create-index-blocks-writes'),
      E7: on('add-unique-blocks-table'),
      E8: on('add-unique-blocks-table'),
      E9: on('lock-without-timeout'),
      E11: on('add-column-rewrites-table'),
      E15: on('foreign-key-without-index'),
    },
  },
]

/** Cases that PostgreSQL itself decides against the peer, by id, with what it does; they are left out. */
export const DISPUTED: Readonly<Record<string, string>> = {
  'squawk/adding_field_with_default/default_random_with_args_err/0':
    'now(123) does not exist: the statement fails with 42883 and rewrites nothing',
  'squawk/adding_foreign_key_constraint/add_column_references_lock/0':
    'ADD COLUMN … REFERENCES without a default reads no row: measured on PostgreSQL 14 to 18',
}

/** Why we say otherwise, by the case's id. */
export const REASONS: Readonly<Record<string, string>> = {
  'squawk/require_timeout_settings/err_other_ddl_operations/0': 'CREATE TYPE takes no lock on any table',
  'squawk/require_timeout_settings/err_comment_on_explains_lock_impact/0':
    'COMMENT takes ShareUpdateExclusiveLock: readers and writers pass, also while it waits',
  'squawk/require_timeout_settings/err_vacuum_full_false_uses_non_full_lock/0':
    'plain VACUUM takes ShareUpdateExclusiveLock: readers and writers pass',
  'squawk/require_timeout_settings/err_lock_access_share_uses_correct_article/0':
    'ACCESS SHARE blocks neither readers nor writers',
  'squawk/require_timeout_settings/fix_multiple_ddl_statements/0':
    'nobody waits for a table that the same migration makes',
  'eugene/E15/good': 'the index comes one migration later; until then the foreign key is without one',
}
