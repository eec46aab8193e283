/** The wanted schema as a file of SQL, by hand or by pg_dump. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Operation } from '../../model/operation.ts'
import { unplaced } from '../../model/operation.ts'
import { verbatim } from '../../source/mapped-text.ts'
import { createSourceFile, positionAt, type SourceFile } from '../../source/source-file.ts'
import { readSql } from '../../sql/read-sql.ts'
import { TargetError } from '../target-error.ts'
import type { TargetSettings } from './model-operations.ts'
import type { Source } from './source.ts'
import { sqliteScript } from './sqlite-script.ts'
import { STORAGE_PARAMETERS, usedOf } from './use-of.ts'

/** A file with the SQL that makes the wanted schema. */
export interface SqlFile {
  readonly kind: 'sqlFile'
  readonly path: string
}

/**
 * A file with the SQL that makes the wanted schema: `sqlFile('schema.sql')`, with a path from where the configuration
 * lies, as all in env.ts, or `sqlFile(new URL('schema.sql', import.meta.url))`. What pg_dump --schema-only writes will do.
 */
export function sqlFile(path: string | URL): SqlFile {
  return { kind: 'sqlFile', path: typeof path === 'string' ? path : fileURLToPath(path) }
}

/** Reads the file; throws a TargetError where it is not there, or is no SQL. */
export function readSqlFile({ path }: SqlFile, { dialect, cwd }: TargetSettings): Source {
  const file = createSourceFile(path, textAt(resolve(cwd, path), path))
  return { title: path, renames: [], ...readScript(file, dialect) }
}

/** What a script makes. */
export function readScript(
  file: SourceFile,
  dialect: TargetSettings['dialect'],
): Pick<Source, 'operations' | 'notCompared'> {
  return dialect === 'sqlite' ? sqliteScript(file) : postgresScript(file)
}

function textAt(file: string, path: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new TargetError(`The target ${path} cannot be read. Name a file of SQL: sqlFile('schema.sql').`, {
      cause,
    })
  }
}

function postgresScript(file: SourceFile): Pick<Source, 'operations' | 'notCompared'> {
  const { operations, parseErrors } = readSql(verbatim(file), {
    sending: 'apart',
    statement: 0,
    roundTrip: 0,
  })
  const [error] = parseErrors
  if (error) throw mistakeAt(file, error.span.start, error.message)
  for (const operation of operations) refuseSearchPath(operation, file)
  const { notCompared, ...used } = usedOf(operations.map(unplaced))
  const isTuned = operations.some(operation => hasParameters(operation, operations, file))
  return { ...used, notCompared: [...new Set([...notCompared, ...(isTuned ? [STORAGE_PARAMETERS] : [])])] }
}

/** `WITH (…)` behind the columns, or behind a key: no operation has it. */
function hasParameters(operation: Operation, all: readonly Operation[], { text }: SourceFile): boolean {
  if (operation.kind !== 'createTable') return false
  const next = all.find(({ statement }) => statement > operation.statement)
  return /\)\s*WITH\s*\(/iu.test(text.slice(operation.span.start, next?.span.start))
}

function mistakeAt(file: SourceFile, offset: number, message: string): TargetError {
  const { line, column } = positionAt(file, offset)
  return new TargetError(`The target has a mistake at ${file.path}:${line}:${column}: ${message}`)
}

/** Names of schemas with which a file means the default one, or none: the preset path, which Rails goes back to, as well. */
const USUAL: ReadonlySet<string> = new Set(['', 'public', '$user'])

function isUsualPath(path: string): boolean {
  return path.split(',').every(schema => USUAL.has(schema.trim().replace(/^(["'])(.*)\1$/u, '$2')))
}

/** pg_dump empties it, and writes every schema out. */
function refuseSearchPath(operation: Operation, file: SourceFile): void {
  if (operation.kind !== 'setParameter' || operation.name !== 'search_path') return
  if (operation.value === undefined || isUsualPath(operation.value)) return
  throw mistakeAt(
    file,
    operation.span.start,
    `it sets search_path to ${operation.value}. Write the schema before each name instead.`,
  )
}
