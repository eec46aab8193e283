/** Where the files are that code names: paths below two roots that stand for the project and the current folder. */
import { posix } from 'node:path'
import { ancestorsOf, folderOf, joinPath } from '../paths.ts'
import type { ProjectFiles } from '../project-files.ts'
import { hasHoles } from './operators.ts'
import { mappedOf, unknown } from './value-tools.ts'
import type { UnknownValue, Value } from './values.ts'

/** Stands for the folder of the project, wherever it lies when the migration runs. */
const PROJECT = '/<project>'

/** What `process.cwd()` gives: the folder that the runner is started in. */
export const CURRENT_FOLDER = '/<current folder>'

/** The path of a file of the project as code sees it: `__filename`. */
export function absolutePath(path: string): string {
  return posix.join(PROJECT, path)
}

/** A path from the current folder, unless it is absolute. */
export function fromCurrentFolder(path: string): string {
  return posix.resolve(CURRENT_FOLDER, path)
}

/** The path in a value: a text, or a URL of a file; else why there is none. */
export function pathIn(value: Value | undefined): string | UnknownValue {
  const href = value?.kind === 'object' ? value.properties.value.get('href') : undefined
  const text = href ?? value
  if (text?.kind === 'string' && !hasHoles(text)) return pathOfUrl(mappedOf(text).text)
  if (text?.kind === 'unknown' && text.remedy !== undefined) return text
  return { ...unknown('run-time value', 'the path is known only at run time'), remedy: KNOWN_PATH }
}

const KNOWN_PATH = 'Make the path of constants and __dirname, or import.meta.dirname.'

const FILE_URL = 'file://'

/** The URL of a file. */
export function urlOfPath(path: string): string {
  return FILE_URL + fromCurrentFolder(path)
}

/** The path of a URL of a file; other texts are paths already. */
export function pathOfUrl(text: string): string {
  if (!text.startsWith(FILE_URL)) return text
  const path = text.slice(FILE_URL.length).replace(/[?#].*$/u, '')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/**
 * The paths of the project that a path of the code may mean, likeliest first; none when it leads out of it. The
 * current folder is mostly that of the nearest `package.json`.
 */
export function projectPaths(path: string, from: string, files: ProjectFiles): readonly string[] {
  const absolute = fromCurrentFolder(path)
  const below = (root: string): string | undefined =>
    absolute === root ? '' : absolute.startsWith(`${root}/`) ? absolute.slice(root.length + 1) : undefined
  const ofProject = below(PROJECT)
  if (ofProject !== undefined) return [ofProject]
  const ofCurrent = below(CURRENT_FOLDER)
  if (ofCurrent === undefined) return []
  const folders = ancestorsOf(folderOf(from))
  const packages = folders.filter(folder => files.read(joinPath(folder, 'package.json')))
  return [...new Set([...packages, '', ...folders])].map(folder => joinPath(folder, ofCurrent))
}

/** A path for messages: without the root that stands for the project. */
export function shownPath(path: string): string {
  return path.replace(`${PROJECT}/`, '').replace(`${CURRENT_FOLDER}/`, '')
}
