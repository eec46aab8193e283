/** Files of the project that code reads: their texts are values whose characters know their place in the file. */
import { compareText } from '../../source/compare-text.ts'
import { verbatim } from '../../source/mapped-text.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { folderOf, joinPath } from '../paths.ts'
import type { Interpreter } from './interpreter.ts'
import { absolutePath, pathIn, projectPaths, shownPath } from './node-places.ts'
import { stringValue, unknown } from './value-tools.ts'
import type { Value } from './values.ts'

/** What the text of a file is for the code; what cannot be read is unknown for a stated reason. */
export function textOfFile(interpreter: Interpreter, place: Value | undefined): Value {
  const path = pathIn(place)
  return typeof path === 'string' ? textOfPath(interpreter, path) : path
}

/** The same for a path, which begins at one of the roots or is relative to the current folder. */
export function textOfPath(interpreter: Interpreter, path: string): Value {
  const shown = shownPath(path)
  const { files, file: from } = interpreter
  if (!files) return missing(`${shown} is another file`, 'Lint the whole project.')
  const paths = projectPaths(path, from.path, files)
  if (paths.length === 0) return missing(`the file is outside of the project: ${shown}`, RUN_ABOVE)
  const found = firstOf(paths, each => files.read(each))
  if (!found) return missing(`file not found: ${shown}`, 'Correct the path, or keep the file in the project.')
  interpreter.filesRead.add(found)
  return stringValue(verbatim(found))
}

const RUN_ABOVE = 'Run migrate-lint in a folder that holds both the migrations and the file.'

function missing(message: string, remedy: string): Value {
  return { ...unknown('other file', message), remedy }
}

/** Whether there is such a file or folder; undefined when that cannot be told, as it may be made meanwhile. */
export function isThere(interpreter: Interpreter, place: Value | undefined): true | undefined {
  return pathsOf(interpreter, place).some(
    path => interpreter.files?.read(path) ?? childrenOf(interpreter, path).length > 0,
  )
    ? true
    : undefined
}

/** A file or folder in a folder. */
export interface Entry {
  readonly name: string
  readonly isFile: boolean
}

/** What lies in a folder, as far as the project's files tell; undefined when nothing does. */
export function entriesIn(interpreter: Interpreter, place: Value | undefined): readonly Entry[] | undefined {
  return firstOf(pathsOf(interpreter, place), path => {
    const children = childrenOf(interpreter, path)
    return children.length > 0 ? children : undefined
  })
}

function pathsOf({ files, file }: Interpreter, place: Value | undefined): readonly string[] {
  const path = pathIn(place)
  return typeof path === 'string' && files ? projectPaths(path, file.path, files) : []
}

function childrenOf({ files }: Interpreter, folder: string): readonly Entry[] {
  const start = folder === '' ? '' : `${folder.replace(/\/$/u, '')}/`
  const entries = new Map<string, Entry>()
  for (const path of files?.paths ?? []) {
    if (!path.startsWith(start) || path.length === start.length) continue
    const [name = '', ...below] = path.slice(start.length).split('/')
    entries.set(name, { name, isFile: below.length === 0 })
  }
  return [...entries.values()].sort((a, b) => compareText(a.name, b.name))
}

/** Files that bundlers give as texts: https://vite.dev/guide/assets#importing-asset-as-string */
const TEXT_IMPORT = /^(?:.*!)?(\.{1,2}\/[^?!]+?\.(?:sql|pgsql|psql|ddl|txt))(?:\?.*)?$/iu

/** What `import text from './orders.sql'` gives; undefined for what is no text. */
export function importedText(interpreter: Interpreter, specifier: string, from: string): Value | undefined {
  const path = TEXT_IMPORT.exec(specifier)?.[1]
  return path === undefined ? undefined : textOfPath(interpreter, besides({ path: from }, path))
}

/** The path of a file that is named relative to another. */
export function besides({ path }: Pick<SourceFile, 'path'>, relative: string): string {
  return absolutePath(joinPath(folderOf(path), relative))
}

function firstOf<T, R>(values: readonly T[], find: (value: T) => R | undefined): R | undefined {
  for (const value of values) {
    const found = find(value)
    if (found !== undefined) return found
  }
  return undefined
}
