/** A project whose files are written in the test. */
import type { Frontend, FrontendSettings, ProjectFiles } from '../../src/frontends/frontend.ts'
import { parseModule } from '../../src/frontends/typescript/module.ts'
import type { Migration } from '../../src/model/migration.ts'
import { createSourceFile } from '../../src/source/source-file.ts'

/** The files by their paths; `named` are those that the user gave one by one. */
export function memoryProject(
  texts: Readonly<Record<string, string>>,
  named?: readonly string[],
): ProjectFiles {
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, createSourceFile(path, text)]))
  return {
    paths: named ?? [...files.keys()].sort(),
    named,
    read: path => files.get(path),
    folders: path => foldersIn([...files.keys()], path),
    module: path => {
      const file = files.get(path)
      return file && parseModule(file)
    },
  }
}

/** Names of the folders in a folder. */
export function foldersIn(paths: readonly string[], folder: string): readonly string[] {
  const start = folder === '' ? '' : `${folder}/`
  const inside = paths.filter(path => path.startsWith(start)).map(path => path.slice(start.length).split('/'))
  return [...new Set(inside.flatMap(([name = '', ...rest]) => (rest.length > 0 ? [name] : [])))].sort()
}

/** All migrations that a frontend finds in a project, read. */
export function readAll(
  frontend: Frontend,
  files: ProjectFiles,
  settings: FrontendSettings = {},
): readonly Migration[] {
  return frontend.find(files).map(source => frontend.read(source, files, settings))
}

/** What a direction does, kind by kind. */
export function kindsOf(operations: Migration['up']): readonly string[] {
  return operations.map(operation => operation.kind)
}

/** The operations of the way back; undefined when there is none. */
export function downOf(migration: Migration | undefined): Migration['up'] | undefined {
  return migration?.down.kind === 'operations' ? migration.down.operations : undefined
}
