/** Paths as settings and imports write them, and the folders above a file that belong to its project. */
import { folderOf } from '../../paths.ts'
import type { ProjectFiles } from '../../project-files.ts'

/** A relative path seen from a folder; what leaves the root begins with `..`. */
export function resolvePath(folder: string, relative: string): string {
  const parts: string[] = []
  for (const part of [...folder.split('/'), ...relative.split('/')]) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}

/** The folder and those above it, nearest first, as far as they belong to the project. */
export function foldersAbove({ above = [] }: ProjectFiles, folder: string): readonly string[] {
  const highest = Math.max(above.length, levelsAbove(folder))
  const all: string[] = []
  for (let at = folder; levelsAbove(at) <= highest; at = parentOf(at)) all.push(at)
  return all
}

/** The same path without a way out of the root and back into it, so that a file has one name. */
export function inOneWay({ above = [] }: ProjectFiles, path: string): string {
  let plain = path
  for (let levels = levelsAbove(plain); levels > 0; levels = levelsAbove(plain)) {
    const out = '../'.repeat(levels)
    const back = `${out}${above.at(-levels) ?? ''}/`
    if (above.at(-levels) === undefined || !plain.startsWith(back)) return plain
    plain = '../'.repeat(levels - 1) + plain.slice(back.length)
  }
  return plain
}

function parentOf(folder: string): string {
  return folder === '' || /(?:^|\/)\.\.$/u.test(folder) ? resolvePath(folder, '..') : folderOf(folder)
}

function levelsAbove(folder: string): number {
  return /^(?:\.\.(?:\/|$))*/u.exec(folder)?.[0].match(/\.\./gu)?.length ?? 0
}
