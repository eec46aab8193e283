/** Migrations for other databases than PostgreSQL. */
import type { Migration } from '../../model/migration.ts'
import type { SourceFile } from '../../source/source-file.ts'
import type { FrontendSettings, MigrationSource } from '../frontend.ts'
import type { OtherDatabase } from '../other-databases.ts'
import { headOf, otherDialect, type SqlDirection } from '../sql-sections.ts'

/** The up file of another database, not read. */
export function foreignMigration(
  source: MigrationSource,
  file: SourceFile,
  { title, dialect }: OtherDatabase,
  settings: FrontendSettings,
): Migration {
  return {
    framework: 'sql',
    name: source.name,
    file,
    span: headOf(file),
    files: [file],
    transaction: settings.transaction ?? 'query',
    up: otherDialect(file, title).operations,
    down: { kind: 'unsupported' },
    parseErrors: [],
    comments: [],
    dialect,
  }
}

/** Where one statement is plainly of another database, what PostgreSQL refuses beside it is that too, and no mistake. */
export function withoutForeignErrors(direction: SqlDirection): SqlDirection {
  const foreign = direction.operations.find(
    operation => operation.kind === 'opaque' && operation.reason === 'other dialect',
  )
  if (foreign?.kind !== 'opaque') return direction
  const operations = direction.operations.map(operation =>
    operation.kind === 'opaque' && operation.reason === 'syntax error'
      ? { ...operation, reason: foreign.reason, message: foreign.message }
      : operation,
  )
  return { ...direction, operations, parseErrors: [] }
}
