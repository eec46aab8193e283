/** Prisma Migrate: `migrations/<time>_<name>/migration.sql`, sent to the server as one query. */
import type { HistoryDefect } from '../../model/history.ts'
import { compareText } from '../../source/compare-text.ts'
import { spanOf } from '../../source/span.ts'
import type { Frontend, MigrationSource, ProjectFiles } from '../frontend.ts'
import { baseName, folderOf, joinPath } from '../paths.ts'
import type { OtherDatabase } from '../other-databases.ts'
import { fileOf, forwardOnly, textsOf } from '../sql-sections.ts'
import { sqlText } from '../sql-text.ts'
import { prismaWriter } from './writer.ts'

/**
 * Reads Prisma's migrations. Nothing wraps the file, but a file of several statements is one implicit transaction:
 * https://www.prisma.io/docs/orm/prisma-migrate
 */
export const prisma: Frontend = {
  name: 'prisma',
  title: 'Prisma',
  docs: 'https://www.prisma.io/docs/orm/prisma-migrate',
  reads: '`migrations/<time>_<name>/migration.sql`',
  find(files) {
    return files.paths
      .filter(path => isPrismaMigration(path, files))
      .map(path => sourceOf(path))
      .sort((a, b) => compareText(a.history, b.history) || compareText(a.name, b.name))
  },
  defects: lockDefects,
  sqlTexts: textsOf,
  writer: prismaWriter,
  read(source, files, settings) {
    const file = fileOf(source, files)
    const provider = providerOf(source, files)
    const sending = settings.transaction === 'none' ? 'apart' : 'together'
    return forwardOnly({
      source,
      file,
      transaction: settings.transaction ?? 'query',
      database: provider === undefined ? undefined : OTHER_DATABASES[provider],
      chunks: () => [{ text: sqlText(file), sending }],
    })
  },
}

/** Providers of `migration_lock.toml` that do not speak PostgreSQL's SQL. */
const OTHER_DATABASES: Readonly<Record<string, OtherDatabase | undefined>> = {
  mysql: { title: 'MySQL', dialect: 'mysql' },
  sqlite: { title: 'SQLite', dialect: 'sqlite' },
  sqlserver: { title: 'SQL Server', dialect: 'other' },
}

/** By the lock file or schema beside the folders, or by the folder's own name; Drizzle's has a snapshot beside the file. */
function isPrismaMigration(path: string, files: ProjectFiles): boolean {
  if (baseName(path) !== 'migration.sql' || /(?:^|\/)node_modules\//u.test(path)) return false
  const folder = folderOf(path)
  const history = folderOf(folder)
  if (files.read(joinPath(history, LOCK_FILE))) return true
  if (files.read(joinPath(folder, 'snapshot.json'))) return false
  return (
    /^\d{14}_/u.test(baseName(folder)) ||
    files.read(joinPath(folderOf(history), 'schema.prisma')) !== undefined
  )
}

function sourceOf(path: string): MigrationSource {
  const folder = folderOf(path)
  return {
    framework: 'prisma',
    name: baseName(folder),
    history: folderOf(folder),
    paths: [path],
  }
}

const LOCK_FILE = 'migration_lock.toml'
const PROVIDER = /^\s*provider\s*=\s*"([^"]*)"/mu

function providerOf(source: MigrationSource, files: ProjectFiles): string | undefined {
  const lock = files.read(joinPath(source.history, LOCK_FILE))
  return PROVIDER.exec(lock?.text ?? '')?.[1]
}

/**
 * Without the lock file `prisma migrate deploy` goes on; one that names another provider than the datasource it
 * refuses: https://www.prisma.io/docs/orm/reference/error-reference#p3019
 */
function lockDefects(folder: string, files: ProjectFiles): readonly HistoryDefect[] {
  const lock = files.read(joinPath(folder, LOCK_FILE))
  const schema = files.read(joinPath(folderOf(folder), 'schema.prisma'))
  const said = PROVIDER.exec(lock?.text ?? '')
  const datasource = /^\s*datasource\s+\w+\s*\{[^}]*\}/mu.exec(schema?.text ?? '')?.[0]
  const wanted = PROVIDER.exec(datasource ?? '')?.[1]
  if (!lock || said?.[1] === undefined || wanted === undefined) return []
  if (said[1].replace(/^postgres$/u, 'postgresql') === wanted.replace(/^postgres$/u, 'postgresql')) return []
  const span = spanOf(lock, said.index, said.index + said[0].length)
  return [{ kind: 'provider', name: said[1], wanted, list: LOCK_FILE, framework: 'prisma', span }]
}
