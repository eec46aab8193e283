/** Drizzle Kit: SQL files in the order of their journal, or a folder for each migration, in one transaction for all. */
import type { HistoryDefect } from '../../model/history.ts'
import type { SourceFile } from '../../source/source-file.ts'
import type { Frontend, MigrationSource, ProjectFiles } from '../frontend.ts'
import type { OtherDatabase } from '../other-databases.ts'
import { baseName, folderOf, joinPath } from '../paths.ts'
import { spanOf } from '../../source/span.ts'
import { fileOf, forwardOnly, headOf, textsOf, type SqlChunk } from '../sql-sections.ts'
import { sqlText } from '../sql-text.ts'
import { sqlFileWriter } from '../sql-writer.ts'
import { readDialect, readJournal } from './journal.ts'

/** Reads Drizzle's migrations; every piece between two breakpoints is a round trip of its own. */
export const drizzle: Frontend = {
  name: 'drizzle',
  title: 'Drizzle',
  docs: 'https://orm.drizzle.team/docs/migrations',
  reads: '`*.sql` named in `meta/_journal.json`, `<time>_<name>/migration.sql` beside `snapshot.json`',
  // Its migrator runs all pending migrations in one transaction, which nothing leaves.
  writer: sqlFileWriter,
  find(files) {
    return [...journalled(files), ...foldered(files)]
  },
  defects: journalDefects,
  sqlTexts: (source, files) =>
    OTHER_DATABASES[source.layout ?? '']
      ? []
      : textsOf(source, files).flatMap(text => text.split(BREAKPOINT)),
  read(source, files, settings) {
    const file = fileOf(source, files)
    return forwardOnly({
      source,
      file,
      transaction: settings.transaction ?? 'run',
      database: OTHER_DATABASES[source.layout ?? ''],
      chunks: () => chunksOf(file, settings.transaction === 'none' ? 'apart' : 'together'),
    })
  },
}

/** Dialects of the journal that are not PostgreSQL's; older journals write `pg`, newer ones `postgresql`. */
const OTHER_DATABASES: Readonly<Record<string, OtherDatabase | undefined>> = {
  mysql: { title: 'MySQL', dialect: 'mysql' },
  singlestore: { title: 'SingleStore', dialect: 'mysql' },
  sqlite: { title: 'SQLite', dialect: 'sqlite' },
  turso: { title: 'SQLite', dialect: 'sqlite' },
  mssql: { title: 'SQL Server', dialect: 'other' },
}

const JOURNAL = 'meta/_journal.json'

/** The migrator goes through the journal's entries as they stand and looks at no other file. */
function journalled(files: ProjectFiles): readonly MigrationSource[] {
  const paths = new Set(files.paths)
  const folders = new Set(files.paths.filter(path => path.endsWith('.sql')).map(folderOf))
  return [...folders].flatMap(folder => {
    const journal = readJournal(files.read(joinPath(folder, JOURNAL)))
    return (journal?.entries ?? [])
      .map(entry => ({ ...entry, path: joinPath(folder, `${entry.tag}.sql`) }))
      .filter(({ path }) => paths.has(path))
      .map(({ tag, path, when }) => ({ ...source(tag, folder, path, journal?.dialect), order: when }))
  })
}

/** The migrator stops at an entry whose file is not there, and never looks at a file without an entry. */
function journalDefects(folder: string, files: ProjectFiles): readonly HistoryDefect[] {
  const file = files.read(joinPath(folder, JOURNAL))
  const tags = new Set(readJournal(file)?.entries.map(({ tag }) => tag))
  if (!file || tags.size === 0) return []
  const own = files.paths.filter(
    path => folderOf(path) === folder && /^\d{4,}_.*\.sql$/u.test(baseName(path)),
  )
  const present = new Set(own.map(path => baseName(path).replace(/\.sql$/u, '')))
  const common = { list: JOURNAL, framework: 'drizzle' }
  return [
    ...[...tags]
      .filter(tag => !present.has(tag) && files.read(joinPath(folder, `${tag}.sql`)) === undefined)
      .map(name => {
        const start = Math.max(0, file.text.indexOf(JSON.stringify(name)))
        return {
          ...common,
          kind: 'missing' as const,
          name,
          span: spanOf(file, start, start + name.length + 2),
        }
      }),
    ...own.flatMap(path => {
      const name = baseName(path).replace(/\.sql$/u, '')
      const unlisted = tags.has(name) ? undefined : files.read(path)
      return unlisted ? [{ ...common, kind: 'unlisted' as const, name, span: headOf(unlisted) }] : []
    }),
  ]
}

/** From version 1.0 on: a folder for each migration, in the order of their names. */
function foldered(files: ProjectFiles): readonly MigrationSource[] {
  return files.paths.flatMap(path => {
    const folder = folderOf(path)
    if (baseName(path) !== 'migration.sql' || /(?:^|\/)node_modules\//u.test(path)) return []
    const snapshot = files.read(joinPath(folder, 'snapshot.json'))
    if (!snapshot) return []
    return [source(baseName(folder), folderOf(folder), path, readDialect(snapshot))]
  })
}

function source(name: string, history: string, path: string, layout: string | undefined): MigrationSource {
  return { framework: 'drizzle', name, history, paths: [path], layout, late: 'skips' }
}

const BREAKPOINT = '--> statement-breakpoint'

/** The migrator splits the text at these marks, wherever they stand: https://orm.drizzle.team/docs/migrations */
function chunksOf(file: SourceFile, sending: SqlChunk['sending']): readonly SqlChunk[] {
  const chunks: SqlChunk[] = []
  for (let start = 0; start <= file.text.length;) {
    const found = file.text.indexOf(BREAKPOINT, start)
    const end = found < 0 ? file.text.length : found
    chunks.push({ text: sqlText(file, start, end), sending })
    start = found < 0 ? file.text.length + 1 : end + BREAKPOINT.length
  }
  return chunks
}
