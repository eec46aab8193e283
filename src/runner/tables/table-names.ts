/** Names of the tables in which the runner keeps what it did. */
import { LONGEST_NAME, type QualifiedName } from '../../model/names.ts'

/** Where the runner keeps what it did; the names of the other tables follow from that of the version table. */
export interface TableNames {
  /** One row per head, as Alembic keeps it: `alembic_version`. */
  readonly version: QualifiedName
  /** One row per run of a migration. */
  readonly history: QualifiedName
  /** One row while somebody runs, where no advisory lock can be held. */
  readonly lock: QualifiedName
}

/** The names that go with a version table; those of Alembic's default are `migrate_lint_history` and `migrate_lint_lock`. */
export function tableNames(version: QualifiedName = { name: 'alembic_version' }): TableNames {
  const prefix = version.name === 'alembic_version' ? 'migrate_lint' : version.name
  const beside = (suffix: string): QualifiedName => ({
    ...version,
    name: `${prefix.slice(0, LONGEST_NAME - suffix.length - 1)}_${suffix}`,
  })
  return { version, history: beside('history'), lock: beside('lock') }
}
