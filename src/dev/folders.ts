/** The folders of rules and frontends. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSourceFile, type SourceFile } from '../source/source-file.ts'

/** The root of the project that holds this file. */
export const ROOT = join(import.meta.dirname, '../..')

/** Ids of the rules that have a folder. */
export function ruleFolders(root = ROOT): readonly string[] {
  return foldersWith(join(root, 'rules'), 'rule.ts')
}

/** Names of the frontends that have a folder. */
export function frontendFolders(root = ROOT): readonly string[] {
  return foldersWith(join(root, 'src/frontends'), 'index.ts').filter(name => name !== 'typescript')
}

/** A file of the project; undefined when there is none. */
export function fileAt(path: string, root = ROOT): SourceFile | undefined {
  const full = join(root, path)
  return existsSync(full) ? createSourceFile(path, readFileSync(full, 'utf8')) : undefined
}

/** Names of the files in a folder of the project, sorted. */
export function filesIn(folder: string, root = ROOT): readonly string[] {
  return readdirSync(join(root, folder)).sort()
}

function foldersWith(folder: string, file: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter(name => !name.startsWith('_') && existsSync(join(folder, name, file)))
    .sort()
}
