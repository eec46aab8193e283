/** A project of a few files in memory, as frontends see it. */
import type { ProjectFiles } from '../../src/frontends/frontend.ts'
import { parseModule, type Module } from '../../src/frontends/typescript/module.ts'
import { createSourceFile, type SourceFile } from '../../src/source/source-file.ts'
import { foldersIn } from './memory-project.ts'

export function projectOf(contents: Readonly<Record<string, string>>): ProjectFiles {
  const files = new Map<string, SourceFile>()
  const modules = new Map<string, Module>()
  for (const [path, content] of Object.entries(contents)) files.set(path, createSourceFile(path, content))
  return {
    paths: [...files.keys()].sort(),
    read: path => files.get(path),
    folders: path => foldersIn([...files.keys()], path),
    module: path => {
      const file = files.get(path)
      if (!file || !/\.[cm]?[jt]sx?$/u.test(path)) return undefined
      const module = modules.get(path) ?? parseModule(file)
      modules.set(path, module)
      return module
    },
  }
}
