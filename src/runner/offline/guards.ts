/** Checks inside a script: what the runner asks of the database, said in SQL that fails. */
import type { Database } from '../../database/open-database.ts'
import { identifier, qualified } from '../../dialects/postgres/identifiers.ts'
import type { AssertQuery } from '../../model/data-operations.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import { text } from '../tables/sql-text.ts'

type Dialect = Database['dialect']

/** Fails where the version table does not hold exactly these rows. */
export function versionGuard(
  table: QualifiedName,
  rows: readonly string[],
  dialect: Dialect,
): readonly string[] {
  const wanted = rows.toSorted().join(',')
  const name = qualified(table)
  const at = rows.length === 0 ? 'an empty history' : `revision ${wanted}`
  const ordered =
    dialect === 'postgres'
      ? `string_agg(version_num, ',' ORDER BY version_num COLLATE "C")`
      : `group_concat(version_num, ',')`
  const from = dialect === 'postgres' ? name : `(SELECT version_num FROM ${name} ORDER BY version_num)`
  const holds = `(SELECT coalesce(${ordered}, '') FROM ${from}) = ${text(wanted)}`
  return failUnless(
    holds,
    `this script is for a database at ${at}: nothing of this transaction is done`,
    dialect,
  )
}

/** `op.assert` in a script. */
export function printedAssert({ sql, message }: Unplaced<AssertQuery>, dialect: Dialect): readonly string[] {
  const query = sql.trim().replace(/;$/u, '')
  // true in both dialects, and a number other than 0: the runner takes both for yes.
  const holds = dialect === 'postgres' ? `(${query})::text NOT IN ('0', 'f', 'false', '')` : `(${query})`
  return failUnless(holds, message ?? 'a check of the migration does not hold', dialect)
}

/** PostgreSQL raises an error; SQLite, which can do so in triggers only, trips over a check with a telling name. */
function failUnless(condition: string, message: string, dialect: Dialect): readonly string[] {
  if (dialect === 'postgres') {
    const body = `BEGIN IF NOT coalesce(${condition}, false) THEN RAISE EXCEPTION USING MESSAGE = ${text(message)}; END IF; END`
    const tag = body.includes('$guard$') ? '$migrate_lint_guard$' : '$guard$'
    return [`DO ${tag} ${body} ${tag}`]
  }
  return [
    `CREATE TEMP TABLE migrate_lint_guard (holds INTEGER, CONSTRAINT ${identifier(message)} CHECK (holds))`,
    `INSERT INTO migrate_lint_guard SELECT coalesce(${condition}, 0)`,
    'DROP TABLE migrate_lint_guard',
  ]
}
