/** The migrations around a document: found once on disk, and again only when the document says that it is another. */
import type { Frontend } from '../../frontends/frontend.ts'
import { folderOf } from '../../frontends/paths.ts'
import type { ProjectFiles } from '../../frontends/project-files.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { findMigrations, type History } from '../find-migrations.ts'
import type { OpenFile } from './document.ts'

/** Finds, and remembers what was found. */
export interface Finder {
  /** The histories on disk. */
  onDisk(disk: ProjectFiles): readonly History[]
  /** The histories with the document in its place; those on disk where it changes nothing about them. */
  around(document: OpenFile, files: ProjectFiles, disk: ProjectFiles): readonly History[]
  /** Whether these files on disk, which are about to be read again, are the same migrations as before. */
  staySame(paths: readonly string[], disk: ProjectFiles): (now: ProjectFiles) => boolean
  /** What was found on disk is still so. */
  carryOver(now: ProjectFiles): void
}

interface Found {
  readonly disk: ProjectFiles
  readonly histories: readonly History[]
}

/** Nothing is found until it is asked for. */
export function finder(frontends: readonly Frontend[]): Finder {
  let known: Found | undefined
  let other: (Found & { readonly path: string; readonly key: string }) | undefined
  const keys = new WeakMap<SourceFile, string>()
  const onDisk = (disk: ProjectFiles): readonly History[] => {
    if (known?.disk !== disk) known = { disk, histories: findMigrations(frontends, disk) }
    return known.histories
  }
  const keyOf = (path: string, files: ProjectFiles, disk: ProjectFiles): string => {
    const file = files.read(path)
    const before = file && keys.get(file)
    if (before !== undefined) return before
    const key = localKey(frontends, path, files, onDisk(disk))
    if (file) keys.set(file, key)
    return key
  }
  return {
    onDisk,
    around(document, files, disk) {
      const { path, file } = document
      const onIt = disk.read(path)
      if (onIt?.text === file.text) return onDisk(disk)
      const key = keyOf(path, files, disk)
      if (onIt && keyOf(path, disk, disk) === key) return onDisk(disk)
      if (other?.disk !== disk || other.path !== path || other.key !== key)
        other = { disk, path, key, histories: findMigrations(frontends, files) }
      return other.histories
    },
    staySame(paths, disk) {
      const before = paths.map(path => keyOf(path, disk, disk))
      const histories = onDisk(disk)
      return now => paths.every((path, i) => localKey(frontends, path, now, histories) === before[i])
    },
    carryOver(now) {
      if (known) known = { ...known, disk: now }
    },
  }
}

/** What the frontends find in one file: alone, or where that is nothing, with a migration beside it. */
function localKey(
  frontends: readonly Frontend[],
  path: string,
  files: ProjectFiles,
  histories: readonly History[],
): string {
  const alone = findMigrations(frontends, { ...files, paths: [path] })
  if (alone.length > 0) return keyOfAll(alone)
  const beside = histories.flatMap(
    ({ sources }) =>
      sources.find(({ paths: [first = ''] }) => first !== path && folderOf(first) === folderOf(path))
        ?.paths[0] ?? [],
  )
  if (beside.length === 0) return ''
  const among = findMigrations(frontends, { ...files, paths: [path, ...new Set(beside)].sort() })
  return keyOfAll(
    among.map(each => ({ ...each, sources: each.sources.filter(({ paths }) => paths.includes(path)) })),
  )
}

function keyOfAll(histories: readonly History[]): string {
  return JSON.stringify(histories.map(({ sources }) => sources))
}
