/** Why we say otherwise than a peer's suite, by the case's id, or by the id and the peer's rule. */

const DROPPED =
  'DROP TABLE takes AccessExclusiveLock on the table that its foreign key references as well, here without a lock_timeout'
const CONSTANT = 'a constant default rewrites nothing from PostgreSQL 11 on'
const AGAIN = 'saying it twice is no error'
const EMPTY = 'without CASCADE PostgreSQL drops an empty schema only (2BP01)'
const EVERY_VERSION = 'it takes AccessExclusiveLock and rewrites the table in every version'

/** PostgreSQL itself decides against the peer; these are left out of the score. */
export const DECIDED: Readonly<Record<string, string>> = {
  'squawk/adding_field_with_default/default_random_with_args_err/0':
    'now(123) does not exist: the statement fails with 42883 and rewrites nothing',
  'squawk/adding_foreign_key_constraint/add_column_references_lock/0':
    'ADD COLUMN … REFERENCES without a default reads no row: measured on PostgreSQL 14 to 18',
  'squawk/ban_alter_domain_with_add_constraint/ok/0':
    'SET NOT NULL of a domain reads every table that uses it, as ADD CONSTRAINT does',
  'squawk/ban_char_field/all_the_types/0': 'int array[] is a syntax error (42601)',
  'squawk/ban_char_field/fix_char_with_length/3': '"char" takes no length (42601)',
  'squawk/ban_char_field/fix_char_without_length/2': 'bpchar without a length takes strings of any length',
  'squawk/identifier_too_long/drop_table_long_name_err/0':
    'the name is cut as it was when the table was made, so the table is found',
  'squawk/prefer_repack/cluster_below_pg19_ok/0': EVERY_VERSION,
  'squawk/prefer_repack/vacuum_full_below_pg19_ok/0': EVERY_VERSION,
  'squawk/prefer_robust_stmts/double_add_after_drop_err/0':
    'the second ADD CONSTRAINT fails (42710) whenever it runs, the first time too',
  'squawk/prefer_robust_stmts/create_table_with_on_commit_drop_err/0':
    'ON COMMIT DROP is for temporary tables only (42P16)',
  'squawk/prefer_robust_stmts/create_temp_table_without_on_commit_drop_err/0':
    'the next run is another session, which has no such table',
  'squawk/prefer_robust_stmts/enable_row_level_security_err/0': AGAIN,
  'squawk/prefer_robust_stmts/enable_row_level_security_without_exists_check_err/0': AGAIN,
  'squawk/prefer_robust_stmts/disable_row_level_security_err/0': AGAIN,
  'squawk/prefer_robust_stmts/alter_column_set_not_null/0': AGAIN,
  'squawk/require_timeout_settings/err_other_ddl_operations/0': 'CREATE TYPE takes no lock on any table',
  'squawk/require_timeout_settings/err_comment_on_explains_lock_impact/0':
    'COMMENT takes ShareUpdateExclusiveLock: readers and writers pass, also while it waits',
  'squawk/require_timeout_settings/err_vacuum_full_false_uses_non_full_lock/0':
    'plain VACUUM takes ShareUpdateExclusiveLock: readers and writers pass',
  'squawk/require_timeout_settings/err_lock_access_share_uses_correct_article/0':
    'ACCESS SHARE blocks neither readers nor writers',
  'squawk/require_timeout_settings/fix_multiple_ddl_statements/0':
    'nobody waits for a table that the same migration makes',
  'squawk/transaction_nesting/begin_repeated_err/0':
    'PostgreSQL warns (25001) and goes on: nothing else happens',
  'squawk/transaction_nesting/commit_repeated_err/0':
    'PostgreSQL warns (25P01) and goes on: nothing else happens',
  'eugene/W14/good': 'the column is NOT NULL since the migration before: nothing is read',
  'strong_migrations/misc/test_rename_enum_value/RenameEnumValue':
    'nobody uses a type that the same migration makes',
  'online_migrations/change_column/test_timestamptz_decrease_limit/0':
    'Rails 6.1 leaves the precision out of the SQL, so nothing changes',
  'online_migrations/foreign_keys/test_create_table_one_fk/0':
    'CREATE TABLE … REFERENCES takes ShareRowExclusiveLock on the parent, here without a lock_timeout',
  'online_migrations/removing_tables/test_drop_table_single_foreign_key/0': DROPPED,
  'online_migrations/removing_tables/test_drop_table_self_referencing_foreign_key/0': DROPPED,
  'pgfence/drop-schema.sql/76': EMPTY,
  'pgls/banDropSchema/basic': EMPTY,
  'pgls/addingFieldWithDefault/basic': CONSTANT,
  'pgls/addingFieldWithDefault/non_volatile_default': CONSTANT,
  'pgls/lockTimeoutWarning/valid_with_timeout':
    'SET LOCAL outside a transaction does nothing (WARNING 25P01)',
  'drizzle-migration-lint/fixture/pg-add-pk set-not-null':
    'ADD PRIMARY KEY has set the column NOT NULL one statement before: nothing is read',
}

const MISMATCH = 'says that the column has another type than the key it points at, which costs no lock'
const ORDER = 'says that an index goes before the one that replaces it is there, which costs plans, no lock'
const CORRUPTION = 'a bug of 14.0 to 14.3, corrected in 2022'
const TIMEOUT = 'a lock_timeout is in force: the lock is brief and the wait for it limited'
const TWO = 'two brief locks: locks-many-tables begins at three, or where long work follows'
const RETRY =
  'a retry that fails loudly is right: IF NOT EXISTS would take the INVALID index of the first try for a good one'

/** What the case is about is no hazard of our catalogue, or the catalogue exempts it; left out of the score. */
export const OUTSIDE: Readonly<Record<string, string>> = {
  'squawk/prefer_robust_stmts/create_index_concurrently_err/0': RETRY,
  'pgls/preferRobustStmts/basic': RETRY,
  'pgls/preferRobustStmts/drop_without_if_exists': 'a single statement leaves nothing half done',
  'strong_migrations/add_index/test_schema/AddIndexSchema':
    'Rails loads a whole schema there, which is no migration',
  'strong_migrations/add_index/test_corruption/AddIndexConcurrently': CORRUPTION,
  'online_migrations/indexes/test_add_index_concurrently_corruption/0': CORRUPTION,
  'online_migrations/indexes/test_replace_index/0': ORDER,
  'online_migrations/indexes/test_replace_index_almost_covering_index_exists/0': ORDER,
  'online_migrations/indexes/test_replace_index_same_name_missing_from_db/0': ORDER,
  'online_migrations/add_reference/test_add_reference_concurrently_with_mismatching_type/0': MISMATCH,
  'online_migrations/foreign_keys/test_add_reference_column/0': MISMATCH,
  'online_migrations/foreign_keys/test_add_reference_column_with_default/0': MISMATCH,
  'online_migrations/foreign_keys/test_add_reference/0': MISMATCH,
  'online_migrations/misc/test_change_table/0':
    'every change_table, whatever it does: here a nullable column, which is instant',
  'pgfence/trigger.sql/59 create-trigger': TIMEOUT,
  'pgfence/trigger.sql/59 drop-trigger': TIMEOUT,
  'pgfence/trigger.sql/59 enable-disable-trigger': TIMEOUT,
  'pgfence/wide-lock-window.sql/80': TWO,
  'pgls/avoidWideLockWindow/basic': TWO,
  'drizzle-migration-lint/fixture/sqlite-drop-column drop-column':
    'what breaks other running instances is judged for PostgreSQL: SQLite lives inside its one application',
}

const QUERY = 'a query may be answered from an index, and nobody uses its result: ignored-check tells'

/** Where we differ, and count it. */
export const REASONS: Readonly<Record<string, string>> = {
  'eugene/E4/bad': QUERY,
  'pgls/runningStatementWhileHoldingAccessExclusive/basic': QUERY,
  'eugene/E15/good': 'the index comes one migration later; until then the foreign key is without one',
  'pgls/changingColumnType/safe_widening':
    'the old types are not known: text to varchar is free, varchar(5) to numeric is not; we warn',
  'pgls/runningStatementWhileHoldingAccessExclusive/valid_before_alter':
    'CREATE INDEX keeps writers out by itself, which create-index-blocks-writes says',
}
