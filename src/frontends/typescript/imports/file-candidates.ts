/** Which file a path without or with another ending means. */
import type { ProjectFiles } from '../../project-files.ts'

const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json']

/** What is written for what the compiler makes of it: https://www.typescriptlang.org/docs/handbook/modules/reference.html#file-extension-substitution */
const SOURCES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.js$/u, ['.ts', '.tsx', '.jsx']],
  [/\.jsx$/u, ['.tsx']],
  [/\.mjs$/u, ['.mts']],
  [/\.cjs$/u, ['.cts']],
]

const MODULE = /\.(?:[cm]?[jt]s|[jt]sx|json)$/u
const DECLARATION = /\.d\.[cm]?ts$/u

/** The file that a path means: itself, its source, with an ending, or the index of a folder. */
export function fileFor(files: ProjectFiles, path: string): string | undefined {
  const candidates = [...written(path), ...ENDINGS.map(ending => path + ending)]
  const inFolder = ENDINGS.map(ending => (path === '' ? '' : `${path}/`) + `index${ending}`)
  return [...candidates, ...inFolder].find(each => isModule(each) && files.read(each) !== undefined)
}

function written(path: string): readonly string[] {
  const sources = SOURCES.find(([ending]) => ending.test(path))
  return [path, ...(sources ? sources[1].map(ending => path.replace(sources[0], ending)) : [])]
}

function isModule(path: string): boolean {
  return MODULE.test(path) && !DECLARATION.test(path)
}
