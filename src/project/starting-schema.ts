/** The database as it is before the migrations that are judged: a dump of its schema, named in the configuration. */
import { statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { readChunks, type SqlDirection } from '../frontends/sql-sections.ts'
import { sqlText } from '../frontends/sql-text.ts'
import { applyOperation } from '../schema/apply.ts'
import { emptySchema } from '../schema/empty.ts'
import type { SchemaState } from '../schema/schema-state.ts'
import type { SourceFile } from '../source/source-file.ts'
import { regionOf } from '../source/span.ts'
import { ConfigError } from './config-error.ts'
import type { Config } from './config.ts'
import { isBelow, slashed } from './folders.ts'
import { readableFiles } from './read-files.ts'

/** Where dumps are named; folders are absolute. */
export interface SchemaSettings {
  readonly config: Config
  readonly configFolder: string
  readonly cwd: string
}

/** A dump that was read. */
export interface StartingSchema {
  /** Absolute. */
  readonly path: string
  /** The folder of the migrations that begin with it; absolute, and empty for all. */
  readonly folder: string
  readonly state: SchemaState
  /** What of it could not be read, in one sentence. */
  readonly note?: string | undefined
}

/** Reads the dumps; throws a ConfigError for one that cannot be read. */
export function readStartingSchemas({
  config,
  configFolder,
  cwd,
}: SchemaSettings): readonly StartingSchema[] {
  const { schema } = config
  if (schema === undefined) return []
  const dumps = typeof schema === 'string' ? [['', schema] as const] : Object.entries(schema)
  return dumps.map(([folder, path]) => ({
    folder: folder === '' ? '' : resolve(configFolder, folder),
    ...readDump(resolve(configFolder, path), cwd),
  }))
}

/** The dump with which a migration begins: that of the nearest folder above it. */
export function startingSchemaOf(
  all: readonly StartingSchema[],
  migration: string,
): StartingSchema | undefined {
  return all
    .filter(({ folder }) => isBelow(migration, folder))
    .reduce<StartingSchema | undefined>(
      (best, each) => (best && best.folder.length >= each.folder.length ? best : each),
      undefined,
    )
}

const KEY = 'schema'
const REMEDY = 'A dump is made by: pg_dump --schema-only --file db/schema.sql'

function readDump(path: string, cwd: string): Omit<StartingSchema, 'folder'> {
  const where = slashed(relative(cwd, path)) || path
  const files = readableFiles({ root: cwd, paths: [], named: [] })
  const file = files.read(path)
  if (!file) {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory()
    const missing = isFolder ? 'it is a folder' : 'there is no such file'
    const problem = files.problems.get(path)?.reason ?? missing
    throw new ConfigError({ where, key: KEY, problem, remedy: REMEDY })
  }
  const reading = readChunks([{ text: sqlText(file), sending: 'apart' }])
  if (!reading.operations.some(({ kind }) => kind !== 'opaque' && kind !== 'noOperation')) {
    const problem = 'it holds no statement of PostgreSQL'
    throw new ConfigError({ where, key: KEY, problem, remedy: REMEDY })
  }
  const state = reading.operations.reduce(applyOperation, emptySchema({ complete: true }))
  return { path, state, note: noteOf(where, file, reading) }
}

function noteOf(where: string, file: SourceFile, { operations }: SqlDirection): string | undefined {
  const unread = operations.flatMap(each => (each.kind === 'opaque' ? [each] : []))
  const [first] = unread
  if (!first) return undefined
  const { line } = regionOf({ ...first.span, file }).start
  const count = unread.length === 1 ? '1 statement' : `${unread.length} statements`
  return `${count} of ${where} could not be read, so that there may be more in the database; line ${line}: ${first.message}`
}
