/** Reading a direction of a migration that is made of pieces of SQL text. */
import type { Migration, ParseError, SourceComment } from '../model/migration.ts'
import type { Operation } from '../model/operation.ts'
import type { MappedText } from '../source/mapped-text.ts'
import { createSourceFile, lineText, positionAt, type SourceFile } from '../source/source-file.ts'
import { spanOf, type Span } from '../source/span.ts'
import { readSql, type ReadSqlOptions } from '../sql/read-sql.ts'
import type { MigrationSource, ProjectFiles } from './frontend.ts'
import { writtenFor, type OtherDatabase } from './other-databases.ts'

/** A piece of SQL, and whether its statements reach the server in one string. */
export interface SqlChunk {
  readonly text: MappedText
  readonly sending: ReadSqlOptions['sending']
}

/** What one direction says. */
export interface SqlDirection {
  readonly operations: readonly Operation[]
  readonly parseErrors: readonly ParseError[]
  readonly comments: readonly SourceComment[]
}

/** A direction that says nothing. */
export const NOTHING: SqlDirection = { operations: [], parseErrors: [], comments: [] }

/** A file in the SQL of another database: PostgreSQL's grammar would only make noise of it. */
export function otherDialect(file: SourceFile, database: string): SqlDirection {
  const operation: Operation = {
    kind: 'opaque',
    reason: 'other dialect',
    message: `This is SQL for ${database}, which is not read.`,
    span: headOf(file),
    statement: 0,
    roundTrip: 0,
  }
  return { ...NOTHING, operations: [operation] }
}

/** What a frontend knows of a migration that is one file of SQL without a way back. */
export interface ForwardOnly {
  readonly source: MigrationSource
  readonly file: SourceFile
  readonly transaction: Migration['transaction']
  /** Set when the file is for another database: of these only SQLite's language is read. */
  readonly database?: OtherDatabase | undefined
  readonly chunks: () => readonly SqlChunk[]
}

/** Reads a migration that is one file of SQL without a way back. */
export function forwardOnly({ source, file, transaction, database, chunks }: ForwardOnly): Migration {
  const isRead = database === undefined || database.dialect === 'sqlite'
  const reading = isRead ? readChunks(chunks()) : otherDialect(file, database.title)
  const migration: Migration = {
    framework: source.framework,
    name: source.name,
    file,
    span: headOf(file),
    files: [file],
    transaction,
    up: reading.operations,
    down: { kind: 'unsupported' },
    parseErrors: reading.parseErrors,
    comments: reading.comments,
  }
  return database ? writtenFor(database, migration) : migration
}

/** The first line of a file that says something. */
export function headOf(file: SourceFile): Span {
  const start = Math.max(0, file.text.search(/\S/u))
  const line = positionAt(file, start).line
  return spanOf(file, start, (file.lineStarts[line - 1] ?? 0) + lineText(file, line).length)
}

/** The file a source names first; an empty one where it cannot be read any more. */
export function fileOf(source: MigrationSource, files: ProjectFiles): SourceFile {
  const path = source.paths[0] ?? ''
  return files.read(path) ?? createSourceFile(path, '')
}

/** The texts of the files of a source. */
export function textsOf(source: MigrationSource, files: ProjectFiles): readonly string[] {
  return source.paths.flatMap(path => files.read(path)?.text ?? [])
}

/** Reads chunk after chunk, numbering statements and round trips on. */
export function readChunks(chunks: readonly SqlChunk[]): SqlDirection {
  const operations: Operation[] = []
  const parseErrors: ParseError[] = []
  const comments: SourceComment[] = []
  let next = { statement: 0, roundTrip: 0 }
  for (const { text, sending } of chunks) {
    const reading = readSql(text, { sending, ...next })
    for (const operation of reading.operations) operations.push(operation)
    for (const error of reading.parseErrors) parseErrors.push(error)
    for (const comment of reading.comments) comments.push(comment)
    next = { statement: reading.nextStatement, roundTrip: reading.nextRoundTrip }
  }
  return { operations, parseErrors, comments }
}
