/** The files on disk that give a file its context: read once, and again when their time or size is another. */
import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { CodeSettings, ProjectFiles } from '../../frontends/project-files.ts'
import { foldersAbove } from '../discover.ts'
import { keptFiles, readableFiles } from '../read-files.ts'

/** Which files. */
export interface DiskOptions {
  /** Absolute; paths are relative to it. */
  readonly root: string
  /** Lists the files anew, relative to the root. */
  readonly list: () => readonly string[]
  /** Folders whose change means that there may be other files; relative to the root. */
  readonly folder: string
  readonly code?: CodeSettings | undefined
}

/** What has changed since the last look. */
export interface DiskChanges {
  /** Files of the list that are otherwise than they were. */
  readonly edited: readonly string[]
  /** Files have come or gone, or one changed that is not of the list but was looked at. */
  readonly others: boolean
}

/** The files as of the last look. */
export interface DiskFiles {
  /** Another object after a change, so that nothing derived from the files as they were is taken for what they are. */
  readonly files: ProjectFiles
  /** Looks at the disk again; before the caches forget what was, the changes are told. */
  look(changed: (changes: DiskChanges) => void): void
  /** Forgets what was parsed, for which others may have remembered what they made of it. */
  forgetModules(): void
}

/** Lists the files and reads none. */
export function diskFiles({ root, list, folder, code }: DiskOptions): DiskFiles {
  const kept = keptFiles()
  const stampOf = (path: string): string => stamp(resolve(root, path))
  const listed = new Map<string, string>()
  const folders = new Map<string, string>()
  const outside = new Map<string, string>()
  const takeList = (): boolean => {
    const paths = list()
    const isSame = paths.length === listed.size && paths.every(path => listed.has(path))
    const before = new Map(listed)
    listed.clear()
    for (const path of paths) listed.set(path, before.get(path) ?? stampOf(path))
    folders.clear()
    for (const each of new Set([folder, ...paths.map(dirname)])) folders.set(each, stampOf(each))
    return !isSame
  }
  const above = foldersAbove(root)
  const filesNow = (): ProjectFiles =>
    readableFiles({ root, paths: [...listed.keys()], named: [], code, kept, above })
  takeList()
  let files = filesNow()
  return {
    get files() {
      return files
    },
    look(changed) {
      for (const path of kept.files.keys())
        if (!listed.has(path) && !outside.has(path)) outside.set(path, stampOf(path))
      const hasOthers = takeChanged(folders, stampOf).length > 0 && takeList()
      const edited = takeChanged(listed, stampOf)
      const beside = takeChanged(outside, stampOf)
      if (edited.length === 0 && beside.length === 0 && !hasOthers) return
      changed({ edited, others: hasOthers || beside.length > 0 })
      for (const path of [...edited, ...beside]) {
        kept.files.delete(path)
        kept.modules.delete(path)
      }
      for (const path of [...kept.files.keys()].filter(each => !listed.has(each) && !outside.has(each))) {
        kept.files.delete(path)
        kept.modules.delete(path)
      }
      files = filesNow()
    },
    forgetModules() {
      kept.modules.clear()
      files = filesNow()
    },
  }
}

/** The paths whose stamp is another now, which is remembered. */
function takeChanged(stamps: Map<string, string>, stampOf: (path: string) => string): readonly string[] {
  return [...stamps].flatMap(([path, before]) => {
    const now = stampOf(path)
    if (now === before) return []
    stamps.set(path, now)
    return [path]
  })
}

function stamp(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat ? `${stat.mtimeMs} ${stat.size}` : ''
}
