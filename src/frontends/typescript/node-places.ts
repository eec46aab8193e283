/** Where the files are that code names: paths below two roots that stand for the project and the current folder. */
import { posix } from 'node:path'
import { folderOf, joinPath } from '../paths.ts'
import type { ProjectFiles } from '../project-files.ts'
import { foldersAbove, inOneWay } from './imports/project-paths.ts'
import { hasHoles } from './operators.ts'
import { mappedOf, unknown } from './value-tools.ts'
import type { UnknownValue, Value } from './values.ts'

/** No project is linted from further inside. */
const MOST_FOLDERS_ABOVE = 16

/** Stands for the folder that is linted, wherever it and those above it lie when the migration runs. */
const PROJECT = `${'/<above>'.repeat(MOST_FOLDERS_ABOVE)}/<project>`

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
  const ofProject = posix.relative(PROJECT, absolute)
  if (isInProject(ofProject, files)) return [inOneWay(files, ofProject)]
  const ofCurrent = below(CURRENT_FOLDER)
  if (ofCurrent === undefined) return []
  const folders = foldersAbove(files, folderOf(from))
  const packages = folders.filter(folder => files.read(joinPath(folder, 'package.json')))
  return [...new Set([...packages, '', ...folders])].map(folder =>
    inOneWay(files, joinPath(folder, ofCurrent)),
  )
}

/** Whether a path stays in the project, which may begin above the linted folder. */
function isInProject(path: string, { above = [] }: ProjectFiles): boolean {
  const levels = path.split('/').filter(part => part === '..').length
  return levels <= above.length
}

/** A path for messages: without the root that stands for the project. */
export function shownPath(path: string): string {
  if (path.startsWith('/<above>')) return posix.relative(PROJECT, path)
  return path.replace(`${CURRENT_FOLDER}/`, '')
}
