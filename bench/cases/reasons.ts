/** Cases that PostgreSQL decides against the peer, and why we say otherwise in the rest. */

/** Cases that PostgreSQL itself decides against the peer, by id, with what it does; they are left out. */
export const DISPUTED: Readonly<Record<string, string>> = {
  'squawk/adding_field_with_default/default_random_with_args_err/0':
    'now(123) does not exist: the statement fails with 42883 and rewrites nothing',
  'squawk/adding_foreign_key_constraint/add_column_references_lock/0':
    'ADD COLUMN … REFERENCES without a default reads no row: measured on PostgreSQL 14 to 18',
}

const MISMATCH =
  'says that the column has another type than the key it points at, which costs no lock: not in the catalogue'
const TIMEOUT = 'a lock_timeout is in force: the lock is brief and the wait for it limited'
const CONSTANT = 'a constant default rewrites nothing from PostgreSQL 11 on'

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
  'strong_migrations/add_index/test_schema/AddIndexSchema':
    'Rails loads a whole schema there, which is no migration',
  'strong_migrations/change_column/test_timestamps/ChangeColumnTimestamps':
    'Rails has set the time zone of the session to UTC, which the SQL does not show; we warn',
  'online_migrations/change_column/test_timestamp_to_timestamptz_utc/0':
    'Rails has set the time zone of the session to UTC, which the SQL does not show; we warn',
  'pgls/changingColumnType/safe_widening':
    'the old types are not known: text to varchar is free, varchar(5) to numeric is not; we warn',
  'pgls/lockTimeoutWarning/valid_with_timeout':
    'SET LOCAL outside a transaction does nothing (WARNING 25P01)',
  'drizzle-migration-lint/fixture/pg-add-pk set-not-null':
    'ADD PRIMARY KEY has set the column NOT NULL one statement before: nothing is read',
  'strong_migrations/misc/test_rename_enum_value/RenameEnumValue':
    'nobody uses a type that the same migration makes',
  'strong_migrations/add_index/test_corruption/AddIndexConcurrently':
    'a bug of 14.0 to 14.3, corrected in 2022',
  'online_migrations/indexes/test_add_index_concurrently_corruption/0':
    'a bug of 14.0 to 14.3, corrected in 2022',
  'online_migrations/add_reference/test_add_reference_concurrently_with_mismatching_type/0': MISMATCH,
  'online_migrations/foreign_keys/test_add_reference_column/0': MISMATCH,
  'online_migrations/foreign_keys/test_add_reference_column_with_default/0': MISMATCH,
  'online_migrations/foreign_keys/test_add_reference/0': MISMATCH,
  'online_migrations/change_column/test_timestamptz_decrease_limit/0':
    'Rails 6.1 leaves the precision out of the SQL, so nothing changes',
  'online_migrations/misc/test_change_table/0': 'ADD COLUMN of a nullable integer is instant',
  'pgfence/trigger.sql/59 create-trigger': TIMEOUT,
  'pgfence/trigger.sql/59 drop-trigger': TIMEOUT,
  'pgfence/trigger.sql/59 enable-disable-trigger': TIMEOUT,
  'pgls/addingFieldWithDefault/basic': CONSTANT,
  'pgls/addingFieldWithDefault/non_volatile_default': CONSTANT,
  'eugene/E15/good': 'the index comes one migration later; until then the foreign key is without one',
}
