/** The text that is linted, laid over the files on disk: it may not be saved yet. */
import { compareText } from '../../source/compare-text.ts'
import { createSourceFile, type SourceFile } from '../../source/source-file.ts'
import type { ProjectFiles } from '../../frontends/project-files.ts'
import { moduleFromHost, type Module } from '../../frontends/typescript/module.ts'
import { parse } from '../read-files.ts'

/** A file as an editor has it. */
export interface LintedDocument {
  /** Absolute, or relative to the current folder. */
  readonly path: string
  readonly text: string
  /** The `Program` of the host's own parser, in the shape of typescript-estree. */
  readonly program?: unknown
  readonly comments?: readonly HostComment[] | undefined
}

/** A comment as parsers give it: the text between its marks, and where it stands. */
export interface HostComment {
  readonly value: string
  readonly range?: readonly [number, number] | undefined
}

/** The document as a file of the project. */
export interface OpenFile {
  /** Relative to the root. */
  readonly path: string
  readonly file: SourceFile
  readonly module: () => Module
}

/** Opens a document; it is parsed only when the host has not done so and a frontend asks. */
export function openFile(path: string, { text, program, comments }: LintedDocument): OpenFile {
  const file = createSourceFile(path, text)
  let module: Module | undefined
  const made = (): Module => (program ? moduleFromHost(file, program, comments ?? []) : parse(file))
  return { path, file, module: () => (module ??= made()) }
}

/** The files with the document in its place. */
export function withDocument(files: ProjectFiles, { path, file, module }: OpenFile): ProjectFiles {
  const isListed = files.paths.includes(path)
  return {
    ...files,
    paths: isListed ? files.paths : [...files.paths, path].sort(compareText),
    read: each => (each === path ? file : files.read(each)),
    module: each => (each === path ? module() : files.module(each)),
  }
}

/** The files with some modules parsed anew, because what others remember of them is of another text. */
export function withFreshModules(files: ProjectFiles, fresh: ReadonlySet<string>): ProjectFiles {
  const modules = new Map<string, Module>()
  return {
    ...files,
    module(path) {
      const file = fresh.has(path) ? files.read(path) : undefined
      if (!file) return files.module(path)
      const module = modules.get(path) ?? parse(file)
      modules.set(path, module)
      return module
    },
  }
}
