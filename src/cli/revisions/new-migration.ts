/** Writes a new migration file beside those that it follows. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { ConfigError } from '../../project/config-error.ts'
import { isBelow, slashed } from '../../project/folders.ts'
import type { RevisionPlace } from '../../runner/graph/new-revision.ts'
import { DEFAULT_STYLE, styleOf, type CodeStyle } from '../../runner/revisions/code-style.ts'
import { migrationFileName, randomId } from '../../runner/revisions/migration-name.ts'
import { migrationText, type WrittenMigration } from '../../runner/revisions/migration-text.ts'
import type { Io } from '../io.ts'
import { jsonText } from '../json-flags.ts'
import type { OpenHistory } from './open-history.ts'
import { endingFor } from './project-language.ts'

/** A migration that has a place, and may have a folder. */
export interface NewMigration
  extends Pick<WrittenMigration, 'id' | 'message' | 'upgrade' | 'downgrade'>, RevisionPlace {
  /** As the user wrote it. */
  readonly folder?: string | undefined
}

/** An id that no revision of the history has. */
export function freeId({ graph }: OpenHistory): string {
  for (;;) {
    const id = randomId()
    if (!graph.nodes.has(id)) return id
  }
}

/** Writes the file and says so, to programs with `more`; nothing is ever overwritten. */
export function writeMigration(
  opened: OpenHistory,
  migration: NewMigration,
  json: boolean,
  io: Io,
  more: object = {},
): void {
  const { id, message, parents, dependsOn, labels } = migration
  const folder = folderFor(opened, migration, io.cwd)
  const style = styleFor(opened, parents, folder)
  const file = join(folder, migrationFileName(id, message, style.ending))
  const path = slashed(relative(io.cwd, file))
  create(file, path, migrationText({ ...migration, createDate: new Date() }, style))
  if (json) io.out(jsonText({ revision: id, path, parents, dependsOn, branchLabels: labels, ...more }))
  else io.out(`created ${path}${parents.length > 0 ? `, which follows ${parents.join(' and ')}` : ''}\n`)
}

/** How the file of a migration will be written that has no file yet. */
export function styleOfNew(
  opened: OpenHistory,
  migration: Pick<NewMigration, 'folder' | 'parents'>,
  cwd: string,
): CodeStyle {
  return styleFor(opened, migration.parents, folderFor(opened, migration, cwd))
}

/** The folder of what it follows, unless another one is wanted. */
function folderFor(
  { fileOf, folders }: OpenHistory,
  { folder, parents: [parent] }: Pick<NewMigration, 'folder' | 'parents'>,
  cwd: string,
): string {
  const all = folders.map(each => resolve(cwd, each))
  if (folder === undefined) return parent === undefined ? (all[0] ?? cwd) : dirname(fileOf(parent).file)
  const wanted = resolve(cwd, folder)
  if (all.some(each => isBelow(wanted, each))) return wanted
  throw new ConfigError({
    where: '--version-path',
    problem: `${folder} is not among the folders of migrations, so nothing would be found there`,
    expected: `${folders.join(', ')}, or a folder below`,
  })
}

/** That of what it follows, else of any migration, else what the project is written in. */
function styleFor({ fileOf, files }: OpenHistory, [parent]: readonly string[], folder: string): CodeStyle {
  const like = parent === undefined ? files.at(-1) : fileOf(parent)
  if (!like) return { ...DEFAULT_STYLE, ending: endingFor(folder) }
  return styleOf({ path: like.path, text: readFileSync(like.file, 'utf8') })
}

function create(file: string, path: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { flag: 'wx' })
  } catch (cause) {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    const problem = isThere
      ? 'there is such a file already, and it was left as it is'
      : `it cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`
    throw new ConfigError({ where: path, problem }, cause)
  }
}
