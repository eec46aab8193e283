/** What git ignores, folder by folder, and the patterns of the configuration. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ignore, { type Ignore } from 'ignore'
import { slashed } from './folders.ts'

/** Folders that never hold migrations of the project itself. */
const NEVER = new Set(['node_modules', '.git', 'dist'])

/** Patterns with the folder that they are relative to. */
export interface Patterns {
  readonly folder: string
  readonly matcher: Ignore
}

/** Patterns as in .gitignore. */
export function patterns(folder: string, lines: readonly string[]): Patterns {
  return { folder, matcher: ignore().add(lines) }
}

/** Whether the patterns match a path below their folder; a folder's path is told from a file's. */
export function matches({ folder, matcher }: Patterns, path: string, isFolder: boolean): boolean {
  const below = slashed(relative(folder, path))
  if (below === '' || below.startsWith('../') || below === '..') return false
  return matcher.ignores(isFolder ? `${below}/` : below)
}

/** The `.gitignore` of a folder. */
export function gitignoreOf(folder: string): readonly Patterns[] {
  const path = join(folder, '.gitignore')
  if (!existsSync(path)) return []
  try {
    return [patterns(folder, readFileSync(path, 'utf8').split(/\r?\n/u))]
  } catch {
    return []
  }
}

/** Those of the folders above, up to the root of the repository; none outside one. */
export function gitignoresAbove(folder: string): readonly Patterns[] {
  const root = gitRootOf(folder)
  if (root === undefined || root === folder) return []
  const above: Patterns[] = []
  for (let at = dirname(folder); ; at = dirname(at)) {
    above.unshift(...gitignoreOf(at))
    if (at === root) break
  }
  // Whoever names an ignored folder wants it read.
  return above.some(each => matches(each, folder, true)) ? [] : above
}

/** Whether a folder or file is passed over; the nearest `.gitignore` that says something about it decides. */
export function isIgnored(path: string, name: string, isFolder: boolean, all: readonly Patterns[]): boolean {
  if (isFolder && NEVER.has(name)) return true
  for (const { folder, matcher } of [...all].reverse()) {
    const below = slashed(relative(folder, path))
    const verdict = matcher.test(isFolder ? `${below}/` : below)
    if (verdict.ignored) return true
    if (verdict.unignored) return false
  }
  return false
}

/** The folder that holds `.git`, from a folder upwards. */
export function gitRootOf(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at
    if (dirname(at) === at) return undefined
  }
}
