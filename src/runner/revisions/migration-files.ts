/** The migration files of a project, as the runner finds them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseModule, type Module } from '../../frontends/typescript/module.ts'
import { createSourceFile, positionAt } from '../../source/source-file.ts'
import { messageOf, RunnerError } from '../runner-error.ts'
import { checksumOf } from './checksum.ts'
import { handlesErrors } from './handles-errors.ts'
import { isMigration, readHeader, type Header } from './read-header.ts'

/** A file that holds a migration. */
export interface MigrationFile extends Header {
  /** Absolute. */
  readonly file: string
  /** Of what the file does; see `checksumOf`. */
  readonly checksum: string
  /** Its code may see errors of its calls; see `handlesErrors`. */
  readonly handlesErrors: boolean
}

const SCRIPT = /\.[cm]?[jt]s$/u
const NO_MIGRATION = /\.(?:d\.[cm]?ts|(?:test|spec)\.[cm]?[jt]s)$/u

/**
 * Reads the heads of all migrations in some folders and below; nothing is run. Paths are relative to `cwd`. Throws a
 * RunnerError for a folder that is not there and for a file that cannot be read as code.
 */
export function readMigrationFiles(
  folders: readonly string[],
  cwd: string,
  purpose?: 'run',
): readonly MigrationFile[] {
  const files = folders.flatMap(folder => scriptsIn(resolve(cwd, folder), folder)).sort()
  return [...new Set(files)].flatMap(file => readMigrationFile(file, cwd, purpose) ?? [])
}

/** Reads one file; undefined when it is no migration. */
export function readMigrationFile(file: string, cwd: string, purpose?: 'run'): MigrationFile | undefined {
  return migrationIn(relative(cwd, file).replaceAll('\\', '/'), readFileSync(file, 'utf8'), file, purpose)
}

/** The same for a text that need not stand in the file. */
export function migrationIn(
  path: string,
  text: string,
  file: string,
  purpose?: 'run',
): MigrationFile | undefined {
  if (!/\brevision\b/u.test(text)) return undefined
  const module = parseModule(createSourceFile(path, text))
  refuseBroken(module)
  if (!isMigration(module)) return undefined
  const header = readHeader(module)
  if (header)
    return purpose === 'run' ? atOnce({ ...header, file }, module) : lazily({ ...header, file }, module)
  throw new RunnerError(
    `${path}: the id of this migration is known only at run time. Write it out: export const revision = 'a1b2c3d4e5f6'.`,
  )
}

type WithoutCode = Omit<MigrationFile, 'checksum' | 'handlesErrors'>

/** A run asks for every checksum; the trees of a thousand files, kept until then, would cost more than making them. */
function atOnce(header: WithoutCode, module: Module): MigrationFile {
  return { ...header, checksum: checksumOf(module), handlesErrors: handlesErrors(module) }
}

/** Other commands ask for few of them. */
function lazily(header: WithoutCode, module: Module): MigrationFile {
  let checksum: string | undefined
  return {
    ...header,
    get checksum() {
      return (checksum ??= checksumOf(module))
    },
    get handlesErrors() {
      return handlesErrors(module)
    },
  }
}

function refuseBroken({ errors, file }: Module): void {
  const [first] = errors
  if (!first) return
  const { line, column } = positionAt(file, first.span.start)
  throw new RunnerError(
    `${file.path}:${String(line)}:${String(column)}: syntax error: ${first.message}. No migration was run.`,
  )
}

/** Whether a file may hold a migration, by its name. */
export function isMigrationPath(path: string): boolean {
  return SCRIPT.test(path) && !NO_MIGRATION.test(path) && !/(?:^|[\\/])node_modules[\\/]/u.test(path)
}

/** The files in a folder and below that may hold migrations; `name` is what the user calls the folder. */
export function scriptsIn(folder: string, name: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .filter(path => isMigrationPath(relative(folder, path)))
  } catch (cause) {
    throw new RunnerError(
      `The folder of migrations ${name} cannot be read: ${messageOf(cause)}. \`migrate-lint init\` makes one.`,
      cause,
    )
  }
}
