/** Where the migrations lie that a file may belong to: the folder that is listed for it. */
import { dirname, relative } from 'node:path'
import { isMigrationFolder } from '../../frontends/sql/file-names.ts'
import { ancestorsOf, baseName } from '../../frontends/paths.ts'
import { isBelow, slashed } from '../folders.ts'
import { gitRootOf } from '../ignored.ts'
import { contextOf } from '../walk.ts'

/** A folder, absolute, and how far below it the files count. */
export interface Place {
  readonly folder: string
  readonly depth: 'deep' | 'flat'
}

/** The current folder; of a file elsewhere its repository, or else the folder above its own, whose name tells something. */
export function rootFor(path: string, cwd: string): string {
  const folder = dirname(path)
  return isBelow(path, cwd) ? cwd : (gitRootOf(folder) ?? dirname(folder))
}

/**
 * The nearest folder above the file that is called as folders of migrations are, with all below it; else its own. Where
 * folders are configured, the one of them that holds the file, and no other.
 */
export function placeOf(
  path: string,
  root: string,
  configured: readonly string[] | undefined,
): Place | undefined {
  if (configured) {
    const folder = configured.find(each => isBelow(path, each))
    return folder === undefined ? undefined : { folder, depth: 'deep' }
  }
  const context = contextOf(path)
  // The folder of one migration may be called so too: `20240101000000_migrate_orders/migration.sql`.
  const inside = slashed(relative(root, context.folder))
  const named = ancestorsOf(inside).find(each => each !== '' && isMigrationFolder(each))
  if (named === undefined) return context
  return { folder: `${slashed(root)}/${named}`, depth: 'deep' }
}

/** Whether where the file lies, or how it is called, says that it may be a migration although its text alone does not: the names of migrations have numbers. */
export function liesAmongMigrations(path: string, { folder, depth }: Place): boolean {
  return depth === 'deep' || isMigrationFolder(folder) || /\d|\.sql$/iu.test(baseName(path))
}
