/** Walks folders: what git ignores is passed over, links are followed once, what cannot be read is remembered. */
import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs'
import { dirname, join } from 'node:path'
import { gitignoreOf, gitignoresAbove, isIgnored, type Patterns } from './ignored.ts'

/** What a walk brings home; paths are absolute. */
export interface Walked {
  readonly files: readonly string[]
  /** Why a folder could not be listed. */
  readonly problems: ReadonlyMap<string, string>
}

interface Folder {
  readonly path: string
  /** Without symbolic links. */
  readonly real: string
  readonly ignored: readonly Patterns[]
}

/** All files below a folder, or only those directly in it. */
export function walk(start: string, depth: 'deep' | 'flat' = 'deep'): Walked {
  const files: string[] = []
  const problems = new Map<string, string>()
  const seen = new Set<string>()
  const folders: Folder[] = [{ path: start, real: realpathSync(start), ignored: gitignoresAbove(start) }]
  // Links wait until all else is walked, so that a file is found under its own name first.
  const links: Folder[] = []
  for (let folder = folders.pop(); folder; folder = folders.pop() ?? links.pop()) {
    if (seen.has(folder.real)) continue
    seen.add(folder.real)
    const ignored = [...folder.ignored, ...gitignoreOf(folder.path)]
    for (const entry of entriesOf(folder.path, problems)) {
      const path = join(folder.path, entry.name)
      const kind = kindOf(entry, path)
      if (kind === 'other' || isIgnored(path, entry.name, kind === 'folder', ignored)) continue
      if (kind === 'file') files.push(path)
      else if (depth === 'deep') {
        const real = entry.isSymbolicLink() ? realpathSync(path) : join(folder.real, entry.name)
        const list = entry.isSymbolicLink() ? links : folders
        list.push({ path, real, ignored })
      }
    }
  }
  return { files, problems }
}

/** The folder whose files give a file its context: for `<name>/migration.sql` that of all migrations. */
export function contextOf(file: string): { readonly folder: string; readonly depth: 'deep' | 'flat' } {
  const folder = dirname(file)
  const perFolder = /[\\/](?:migration|up|down)\.sql$/u.test(file)
  return perFolder ? { folder: dirname(folder), depth: 'deep' } : { folder, depth: 'flat' }
}

/** In words, why something cannot be read. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error))
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'it is a symbolic link that leads back to itself',
  EMFILE: 'too many files are open',
}

function entriesOf(folder: string, problems: Map<string, string>): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    problems.set(folder, reasonOf(error))
    return []
  }
}

/** A link counts as what it leads to; one that leads nowhere is a file, so that reading it tells. */
function kindOf(entry: Dirent, path: string): 'file' | 'folder' | 'other' {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'folder'
  if (!entry.isSymbolicLink()) return 'other'
  try {
    const target = statSync(path)
    return target.isDirectory() ? 'folder' : target.isFile() ? 'file' : 'other'
  } catch {
    return 'file'
  }
}
