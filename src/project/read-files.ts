/** The files of a project as frontends see them: read once, parsed once, and nothing thrown. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CodeSettings, ProjectFiles } from '../frontends/project-files.ts'
import { parseModule, type Module } from '../frontends/typescript/module.ts'
import { createSourceFile, type SourceFile } from '../source/source-file.ts'
import { spanOf } from '../source/span.ts'
import { isTooDeep } from './too-deep.ts'
import { reasonOf } from './walk.ts'

/** Larger files are data, not migrations. */
export const LARGEST_FILE = 20 * 1024 * 1024

/** Files, and why some could not be read. */
export interface ReadableFiles extends ProjectFiles {
  /** By path, filled while files are read. */
  readonly problems: ReadonlyMap<string, ReadProblem>
}

/** Why a file could not be read; one that is only too large, or no text, may well be no migration. */
export interface ReadProblem {
  readonly reason: string
  readonly doubtful: boolean
}

/** What stands where. */
export interface FileSet {
  readonly root: string
  readonly paths: readonly string[]
  readonly named: readonly string[]
  readonly code?: CodeSettings | undefined
  /** Texts that stand for a file, such as what comes from stdin. */
  readonly overlay?: ReadonlyMap<string, string> | undefined
  /** What was read before and is so still; what is read now is added. */
  readonly kept?: KeptFiles | undefined
  /** Names of the folders from the top of the project to the root. */
  readonly above?: readonly string[] | undefined
}

/** What is remembered of files, by path; undefined where there is none. */
export interface KeptFiles {
  readonly files: Map<string, SourceFile | undefined>
  readonly modules: Map<string, Module | undefined>
}

/** Nothing yet. */
export function keptFiles(): KeptFiles {
  return { files: new Map(), modules: new Map() }
}

/** Reads lazily and remembers. */
export function readableFiles({ root, paths, named, code, overlay, kept, above }: FileSet): ReadableFiles {
  const { files, modules } = kept ?? keptFiles()
  const problems = new Map<string, ReadProblem>()
  const read = (path: string): SourceFile | undefined => {
    if (files.has(path)) return files.get(path)
    const text = overlay?.get(path) ?? contentOf(resolve(root, path), problem => problems.set(path, problem))
    const file = text === undefined ? undefined : createSourceFile(path, text)
    files.set(path, file)
    return file
  }
  const module = (path: string): Module | undefined => {
    if (modules.has(path)) return modules.get(path)
    const file = read(path)
    const parsed = file && parse(file)
    modules.set(path, parsed)
    return parsed
  }
  const folders = (path: string): readonly string[] => foldersIn(resolve(root, path))
  return { paths, named, code, read, module, problems, above, folders }
}

/** Names of the folders in a folder; none where it cannot be listed. */
function foldersIn(path: string): readonly string[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true })
    return entries
      .filter(each => each.isDirectory())
      .map(({ name }) => name)
      .sort()
  } catch {
    return []
  }
}

/** A file that the parser must not see reads as one with a syntax error. */
export function parse(file: SourceFile): Module {
  if (!isTooDeep(file.text)) return parseModule(file)
  const span = spanOf(file, 0, 0)
  return {
    ...parseModule(createSourceFile(file.path, '')),
    file,
    errors: [{ message: 'it is nested too deeply', span }],
  }
}

/** The text of a file; one that is not there is no problem, because frontends look for files beside migrations. */
function contentOf(path: string, report: (problem: ReadProblem) => void): string | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (!stat || stat.isDirectory()) return undefined
    if (!stat.isFile()) report({ reason: 'it is not a regular file', doubtful: false })
    else if (stat.size > LARGEST_FILE)
      report({ reason: `it is larger than ${LARGEST_FILE / 1024 / 1024} MB`, doubtful: true })
    else {
      const text = decode(path)
      if (isText(text)) return text
      report({ reason: 'it is not text', doubtful: true })
    }
  } catch (error) {
    report({ reason: reasonOf(error), doubtful: false })
  }
  return undefined
}

/** Whether it reads as text: a video is a `.ts` file too, and a custom dump may be called `.sql`. */
function isText(text: string): boolean {
  const start = text.slice(0, 4096)
  const strange = start.match(/[\u0000-\u0008\u000E-\u001A\u001C-\u001F\uFFFD]/gu)?.length ?? 0
  return strange <= Math.max(8, start.length / 10)
}

/** UTF-8, and the UTF-16 that some Windows tools write: its byte order mark is no UTF-8, which reads as two signs of that. */
function decode(path: string): string {
  const text = readFileSync(path, 'utf8')
  if (!text.startsWith('\uFFFD\uFFFD')) return text
  const bytes = readFileSync(path)
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return bytes.toString('utf16le')
  if (first === 0xfe && second === 0xff) {
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString('utf16le')
  }
  return text
}
