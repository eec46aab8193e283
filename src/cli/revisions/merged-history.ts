/** The migrations of a folder as git would merge them with those of another ref. */
import { readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { slashed } from '../../project/folders.ts'
import { blobOf, readGitRef, type GitRef } from '../../project/git-ref.ts'
import {
  isMigrationPath,
  migrationIn,
  scriptsIn,
  type MigrationFile,
} from '../../runner/revisions/migration-files.ts'

/** The merged migrations: those that are there on one side, on the other, or in both lists. */
export interface MergedHistory {
  readonly ours: readonly MigrationFile[]
  readonly theirs: readonly MigrationFile[]
  /** Files that both sides have changed, each in its own way: what is here was taken. */
  readonly conflicts: readonly string[]
}

/** Merges the working tree with the ref; nothing is checked out and nothing is written. */
export function mergedHistory(folders: readonly string[], ref: string, cwd: string): MergedHistory {
  const parts = folders.map(folder => mergedFolder(folder, ref, cwd))
  return {
    ours: parts.flatMap(({ ours }) => ours),
    theirs: parts.flatMap(({ theirs }) => theirs),
    conflicts: parts.flatMap(({ conflicts }) => conflicts),
  }
}

function mergedFolder(name: string, ref: string, cwd: string): MergedHistory {
  const folder = resolve(cwd, name)
  const git = readGitRef(folder, ref, '--with')
  const here = new Map(
    scriptsIn(folder, name).map(file => [slashed(relative(folder, file)), readFileSync(file, 'utf8')]),
  )
  const paths = new Set([...here.keys(), ...git.there.keys()].filter(isMigrationPath))
  const [ours, theirs]: [MigrationFile[], MigrationFile[]] = [[], []]
  const conflicts: string[] = []
  for (const path of paths) {
    const file = join(folder, path)
    const shown = slashed(relative(cwd, file))
    const { text, isConflict } = merged(here.get(path), path, git)
    if (isConflict) conflicts.push(shown)
    const migration = text === undefined ? undefined : migrationIn(shown, text, file)
    if (!migration) continue
    if (here.has(path)) ours.push(migration)
    if (git.there.has(path)) theirs.push(migration)
  }
  return { ours, theirs, conflicts }
}

/** A side that did not change a file gives way to the other, also where that has deleted it. */
function merged(
  here: string | undefined,
  path: string,
  { before, there, textOf }: GitRef,
): { readonly text: string | undefined; readonly isConflict: boolean } {
  const [old, their] = [before.get(path), there.get(path)]
  const isHere = (blob: string | undefined) => same(here, blob, textOf)
  if (old === their || isHere(their)) return { text: here, isConflict: false }
  if (isHere(old)) return { text: their === undefined ? undefined : textOf(their), isConflict: false }
  return { text: here, isConflict: true }
}

/** Line breaks do not count: git may write others than it stores. https://git-scm.com/docs/gitattributes#_text */
function same(text: string | undefined, blob: string | undefined, textOf: GitRef['textOf']): boolean {
  if (text === undefined || blob === undefined) return text === blob
  return blobOf(text) === blob || unix(text) === unix(textOf(blob) ?? '')
}

function unix(text: string): string {
  return text.replaceAll('\r\n', '\n')
}
