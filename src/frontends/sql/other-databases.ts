/** Migrations for other databases than PostgreSQL. */
import type { Migration } from '../../model/migration.ts'
import type { SourceFile } from '../../source/source-file.ts'
import type { FrontendSettings, MigrationSource } from '../frontend.ts'
import { baseName, folderOf } from '../paths.ts'
import { headOf, otherDialect, type SqlDirection } from '../sql-sections.ts'

/** A database whose language is not read. */
export interface OtherDatabase {
  readonly title: string
  readonly dialect: NonNullable<Migration['dialect']>
  readonly words: readonly string[]
}

const OTHER_DATABASES: readonly OtherDatabase[] = [
  { title: 'MySQL', dialect: 'mysql', words: ['mysql', 'mariadb'] },
  { title: 'SQLite', dialect: 'sqlite', words: ['sqlite', 'sqlite3'] },
  { title: 'SQL Server', dialect: 'other', words: ['mssql', 'sqlserver'] },
  { title: 'ClickHouse', dialect: 'other', words: ['clickhouse'] },
  { title: 'Oracle', dialect: 'other', words: ['oracle'] },
  { title: 'Cassandra', dialect: 'other', words: ['cassandra'] },
]

/** The database that a folder or the file's last extension is called after: `clickhouse/`, `migrations-sqlite/`, `x.mysql.sql`. */
export function databaseOf(path: string): OtherDatabase | undefined {
  const extension = baseName(path).toLowerCase().split('.').at(-2)
  const segments = folderOf(path)
    .toLowerCase()
    .split('/')
    .map(segment => segment.replace(/^migrations?[-_.]|[-_.]migrations?$/u, ''))
  return OTHER_DATABASES.find(({ words }) =>
    words.some(word => segments.includes(word) || word === extension),
  )
}

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
