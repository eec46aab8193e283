/** Plain SQL migrations: pairs, folders, files with sections, Flyway's names, and files that only go forward. */
import type { Down, Migration, TransactionScope } from '../../model/migration.ts'
import type { SourceFile } from '../../source/source-file.ts'
import type { Frontend, FrontendSettings, MigrationSource, ProjectFiles } from '../frontend.ts'
import { databaseOf, writtenFor } from '../other-databases.ts'
import { fileOf, headOf, NOTHING, readChunks, textsOf, type SqlDirection } from '../sql-sections.ts'
import { sqlText } from '../sql-text.ts'
import { findSqlMigrations } from './find.ts'
import { foreignMigration, withoutForeignErrors } from './other-databases.ts'
import { runnerNamed, scopeOf, type Runner } from './runners.ts'
import { readSections } from './sections.ts'
import { sqlWriter } from './writer.ts'

/** Reads SQL files, whichever runner applies them. */
export const sql: Frontend = {
  name: 'sql',
  title: 'SQL files',
  docs: 'https://www.postgresql.org/docs/current/sql-commands.html',
  reads:
    '`*.up.sql` and `*.down.sql`, `<name>/up.sql`, `V1__*.sql`, files with `-- migrate:up`, `-- +goose Up` and their like, numbered `.sql` files',
  find: findSqlMigrations,
  sqlTexts: textsOf,
  writer: sqlWriter,
  read(source, files, settings) {
    const file = fileOf(source, files)
    const database = databaseOf(file.path)
    if (database && database.dialect !== 'sqlite') return foreignMigration(source, file, database, settings)
    const direction = sectionDirections(file, settings) ?? fileDirections(file, source, files, settings)
    const { up, down, transaction, downTransaction } = direction
    const migration: Migration = {
      framework: 'sql',
      name: source.name,
      file,
      span: headOf(file),
      files: direction.files,
      transaction: settings.transaction ?? transaction,
      ...differing(settings.transaction ?? transaction, settings.transaction ?? downTransaction),
      up: up.operations,
      down,
      parseErrors: [...up.parseErrors, ...direction.downReading.parseErrors],
      comments: [...up.comments, ...direction.downReading.comments],
    }
    return database ? writtenFor(database, migration) : migration
  },
}

interface Directions {
  readonly files: readonly SourceFile[]
  readonly up: SqlDirection
  readonly downReading: SqlDirection
  readonly down: Down
  readonly transaction: TransactionScope
  readonly downTransaction?: TransactionScope | undefined
}

/** Both directions from one file with section comments. */
function sectionDirections(file: SourceFile, settings: FrontendSettings): Directions | undefined {
  const sections = readSections(file, settings.transaction === 'none' ? 'apart' : undefined)
  if (!sections) return undefined
  const { up, down } = sections
  return {
    files: [file],
    up: up ?? NOTHING,
    downReading: down ?? NOTHING,
    down: down ? { kind: 'operations', operations: down.operations, span: down.head } : { kind: 'absent' },
    transaction: up?.transaction ?? down?.transaction ?? 'migration',
    downTransaction: down?.transaction,
  }
}

/** One file for each direction. */
function fileDirections(
  file: SourceFile,
  source: MigrationSource,
  files: ProjectFiles,
  settings: FrontendSettings,
): Directions {
  const runner = runnerNamed(source.layout)
  const up = readDirection(file, runner, files, settings)
  const downFile = source.downPath === undefined ? undefined : files.read(source.downPath)
  if (!downFile) {
    const down: Down = { kind: source.knowsDown ? 'absent' : 'unsupported' }
    return { files: [file], up: up.reading, downReading: NOTHING, down, transaction: up.scope }
  }
  const { reading, scope } = readDirection(downFile, runner, files, settings)
  return {
    files: [file, downFile],
    up: up.reading,
    downReading: reading,
    down: { kind: 'operations', operations: reading.operations, span: headOf(downFile) },
    transaction: up.scope,
    downTransaction: scope,
  }
}

/** Reads a whole file; one that leaves every statement on its own is sent statement by statement. */
function readDirection(
  file: SourceFile,
  runner: Runner,
  files: ProjectFiles,
  settings: FrontendSettings,
): { readonly reading: SqlDirection; readonly scope: TransactionScope } {
  const wanted = settings.transaction === 'query' ? 'together' : runner.sending
  const sending = settings.transaction === 'none' ? 'apart' : wanted
  const reading = withoutForeignErrors(readChunks([{ text: sqlText(file), sending }]))
  const scope = settings.transaction ?? scopeOf(runner, file, reading.operations, files)
  if (scope !== 'none' || sending === 'apart') return { reading, scope }
  return { reading: withoutForeignErrors(readChunks([{ text: sqlText(file), sending: 'apart' }])), scope }
}

function differing(
  up: TransactionScope,
  down: TransactionScope | undefined,
): Pick<Migration, 'downTransaction'> {
  return down === undefined || down === up ? {} : { downTransaction: down }
}
