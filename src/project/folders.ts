/** Folders and what lies below them. */
import { dirname, sep } from 'node:path'

/** Whether a path is a folder or lies below it; the empty folder holds everything. */
export function isBelow(path: string, folder: string): boolean {
  if (folder === '' || path === folder) return true
  const start = slashed(folder)
  return slashed(path).startsWith(start.endsWith('/') ? start : `${start}/`)
}

/** The nearest folder that holds all of these absolute ones. */
export function commonFolder(folders: readonly string[]): string {
  return folders.reduce((common, folder) => {
    let at = common
    while (!isBelow(folder, at) && dirname(at) !== at) at = dirname(at)
    return at
  })
}

/** With forward slashes on every system. */
export function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}
