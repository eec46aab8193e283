/** The files of a project with other texts laid over them. */
import { createSourceFile, type SourceFile } from '../source/source-file.ts'
import type { ProjectFiles } from '../frontends/project-files.ts'
import { parseModule, type Module } from '../frontends/typescript/module.ts'

/** Texts by path, of files that are changed or new. */
export type Texts = ReadonlyMap<string, string>

/** The files as they would be; new ones are among the paths. */
export function withTexts(files: ProjectFiles, texts: Texts): ProjectFiles {
  const laid = new Map<string, SourceFile>()
  const modules = new Map<string, Module>()
  const fileOf = (path: string): SourceFile | undefined => {
    const text = texts.get(path)
    if (text === undefined) return undefined
    const file = laid.get(path) ?? createSourceFile(path, text)
    laid.set(path, file)
    return file
  }
  return {
    code: files.code,
    paths: [...new Set([...files.paths, ...texts.keys()])].sort(),
    named: files.named,
    above: files.above,
    folders: path => files.folders?.(path) ?? [],
    read: path => fileOf(path) ?? files.read(path),
    module(path) {
      const file = fileOf(path)
      if (!file) return files.module(path)
      const module = modules.get(path) ?? parseModule(file)
      modules.set(path, module)
      return module
    },
  }
}
