/** Names of the tables in which the runner keeps what it did. */
import { LONGEST_NAME, type QualifiedName } from '../../model/names.ts'

/** Where the runner keeps what it did; the name of the history follows from that of the version table. */
export interface TableNames {
  /** One row per head, as Alembic keeps it: `alembic_version`. */
  readonly version: QualifiedName
  /** One row per run of a migration. */
  readonly history: QualifiedName
}

/** The names that go with a version table; with Alembic's own it is `migrate_lint_history`. */
export function tableNames(version: QualifiedName = { name: 'alembic_version' }): TableNames {
  if (version.name === 'alembic_version')
    return { version, history: { ...version, name: 'migrate_lint_history' } }
  const suffix = '_history'
  return {
    version,
    history: { ...version, name: `${version.name.slice(0, LONGEST_NAME - suffix.length)}${suffix}` },
  }
}
