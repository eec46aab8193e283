/** Migrations for other databases than PostgreSQL, told by where they lie. */
import type { Migration } from '../model/migration.ts'
import { readAs, type Operation } from '../model/operation.ts'
import { foreignLanguage, wasRefused } from '../sql/read-text.ts'
import { baseName, folderOf } from './paths.ts'

/** A database whose language is not read. */
export interface OtherDatabase {
  readonly title: string
  readonly dialect: NonNullable<Migration['dialect']>
}

interface Database {
  readonly words: readonly string[]
  /** Absent for PostgreSQL and what speaks like it. */
  readonly other?: OtherDatabase
  /** The word names other things as well: only the folder that the file lies in counts. */
  readonly ambiguous?: true
}

const DATABASES: readonly Database[] = [
  { words: ['postgres', 'postgresql', 'pg', 'pgsql', 'psql', 'timescale', 'timescaledb', 'yugabyte'] },
  {
    words: ['mysql', 'mysql2', 'mysql5', 'mysql8', 'mariadb', 'tidb'],
    other: { title: 'MySQL', dialect: 'mysql' },
  },
  {
    words: ['sqlite', 'sqlite3', 'better-sqlite3', 'libsql', 'sqljs'],
    other: { title: 'SQLite', dialect: 'sqlite' },
  },
  { words: ['mssql', 'sqlserver', 'sql-server'], other: { title: 'SQL Server', dialect: 'other' } },
  { words: ['cockroachdb', 'cockroach', 'crdb'], other: { title: 'CockroachDB', dialect: 'other' } },
  { words: ['clickhouse'], other: { title: 'ClickHouse', dialect: 'other' } },
  { words: ['oracle', 'oracledb'], other: { title: 'Oracle', dialect: 'other' }, ambiguous: true },
  { words: ['cassandra'], other: { title: 'Cassandra', dialect: 'other' }, ambiguous: true },
]

const BY_WORD = new Map(DATABASES.flatMap(database => database.words.map(word => [word, database] as const)))

/**
 * The database that a folder or the file's last extension is called after: `clickhouse/`, `migrations-sqlite/`,
 * `x.mysql.sql`. Where several are named, the innermost counts.
 */
export function databaseOf(path: string): OtherDatabase | undefined {
  return namedIn(path)?.other
}

/** The last answer: one file after the other lies in the same folder. */
let asked: { readonly folder: string; readonly extension: string; readonly named: Database | undefined } = {
  folder: '',
  extension: '',
  named: undefined,
}

function namedIn(path: string): Database | undefined {
  const extension = baseName(path).split('.').slice(1).at(-2) ?? ''
  const folder = folderOf(path)
  if (asked.folder !== folder || asked.extension !== extension)
    asked = { folder, extension, named: nameIn(folder, extension) }
  return asked.named
}

function nameIn(folder: string, extension: string): Database | undefined {
  const segments = folder.split('/')
  const words = [extension, ...segments.toReversed()].map(word =>
    word.toLowerCase().replace(/^(?:db[-_.])?migrations?[-_.]|[-_.]migrations?$/u, ''),
  )
  const named = words.flatMap((word, depth) => {
    const database = BY_WORD.get(word)
    return database && (depth < 2 || !database.ambiguous) ? [database] : []
  })
  return named[0]
}

/** The database other than PostgreSQL that a setting names: `mysql2`, `better-sqlite3`. */
export function databaseCalled(word: string | undefined): OtherDatabase | undefined {
  return DATABASES.find(({ words }) => word !== undefined && words.includes(word.toLowerCase()))?.other
}

/**
 * The migration as one for another database. What PostgreSQL's grammar refuses in it is that database's language
 * and no mistake.
 */
export function writtenFor({ title, dialect }: OtherDatabase, migration: Migration): Migration {
  const { up, down, parseErrors } = migration
  const translate = (operation: Operation): Operation => {
    if (operation.kind !== 'opaque' || !wasRefused(operation)) return operation
    if (dialect === 'sqlite' && operation.inSqlite) return readAs(operation, operation.inSqlite)
    return { ...operation, reason: 'other dialect', message: `This is SQL for ${title}, which is not read.` }
  }
  return {
    ...migration,
    dialect,
    parseErrors: parseErrors.filter(({ inSql }) => !inSql),
    up: up.map(translate),
    down: down.kind === 'operations' ? { ...down, operations: down.operations.map(translate) } : down,
  }
}

/** The migration as its folders say that it is meant; where they say nothing, as the project's settings do. */
export function inItsDialect(migration: Migration, configured?: OtherDatabase): Migration {
  const named = namedIn(migration.file.path)
  const database = named ? named.other : configured
  return database ? writtenFor(database, migration) : migration
}

/** What only PostgreSQL understands, or what nobody would write for another database. */
const PLAINLY_POSTGRES =
  /::\s*"?[a-z]|\$\$|\b(?:CONCURRENTLY|JSONB|TIMESTAMPTZ|PLPGSQL|ILIKE|(?:BIG)?SERIAL)\b|\bCREATE\s+(?:EXTENSION|TYPE)\b/iu

/** What tells which database a history runs on. */
export interface Spoken {
  /** The other databases' languages that its statements are plainly in. */
  readonly languages: readonly string[]
  readonly isPlainlyPostgres: () => boolean
}

/** What one migration tells. */
export function spokenIn(migration: Migration): Spoken {
  return {
    languages: languagesOf(migration),
    isPlainlyPostgres: () => migration.files.some(({ text }) => PLAINLY_POSTGRES.test(text)),
  }
}

/**
 * A history runs on one database: where a statement that always runs is plainly in another database's language,
 * and nothing in the whole history is PostgreSQL's, all of it is for that database.
 */
export function databaseOfAll(all: readonly Spoken[]): OtherDatabase | undefined {
  if (all.every(each => each.languages.length === 0)) return undefined
  const languages = all.flatMap(each => each.languages)
  if (all.some(each => each.isPlainlyPostgres())) return undefined
  const [language = ''] = languages.toSorted((a, b) => timesIn(languages, b) - timesIn(languages, a))
  const known = DATABASES.find(({ other }) => other?.title === language)?.other
  return known ?? { title: language, dialect: 'other' }
}

/** The migrations of a history as what it runs on has them. */
export function inOneDialect(migrations: readonly Migration[]): readonly Migration[] {
  const database = databaseOfAll(migrations.map(spokenIn))
  return database ? migrations.map(each => asPartOf(database, each)) : migrations
}

/** The migration in a history that runs on this database. */
export function asPartOf(database: OtherDatabase, migration: Migration): Migration {
  return migration.dialect === undefined ? writtenFor(database, migration) : migration
}

/** The other databases' languages that statements of a migration are plainly in. */
export function languagesOf({ dialect, up, down }: Migration): readonly string[] {
  if (dialect !== undefined) return []
  const operations = down.kind === 'operations' ? [...up, ...down.operations] : up
  return operations.flatMap(operation => {
    if (operation.kind !== 'opaque' || operation.flow !== undefined) return []
    return foreignLanguage(operation) ?? []
  })
}

function timesIn(all: readonly string[], one: string): number {
  return all.filter(each => each === one).length
}
