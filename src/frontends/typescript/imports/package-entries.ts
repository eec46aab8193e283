/** Which source file a package of the project means by its name, although what it publishes is not built yet. */
import type { ProjectFiles } from '../../project-files.ts'
import { fileFor } from './file-candidates.ts'
import { wildcardOf, type PathSettings } from './path-aliases.ts'
import { resolvePath } from './project-paths.ts'
import { isSettings, type Settings } from './settings-file.ts'

/** A package of the project. */
export interface OwnPackage {
  readonly folder: string
  readonly json: Settings
  /** Where its sources are compiled from and to. */
  readonly paths: PathSettings | undefined
}

/** The file behind `name` (subpath `.`) or `name/part` (subpath `./part`). */
export function entryOf(files: ProjectFiles, own: OwnPackage, subpath: string): string | undefined {
  const { json, folder } = own
  const named = 'exports' in json ? targetsOf(json['exports'], subpath) : []
  const main = subpath === '.' ? ['source', 'types', 'typings', 'module', 'main'].map(each => json[each]) : []
  const targets = [...named, ...main.filter(each => typeof each === 'string')]
  const source = firstOf(targets, each => sourceOf(files, own, each))
  return source ?? sourceOf(files, own, subpath) ?? fileFor(files, resolvePath(folder, subpath))
}

/** The file that an alias of the package's own `imports` (`#helpers`) means. */
export function aliasOf(files: ProjectFiles, own: OwnPackage, specifier: string): string | undefined {
  const targets = targetsOf(own.json['imports'], specifier)
  return firstOf(targets, each => (each.startsWith('.') ? sourceOf(files, own, each) : undefined))
}

function firstOf<T, R>(list: readonly T[], find: (each: T) => R | undefined): R | undefined {
  for (const each of list) {
    const found = find(each)
    if (found !== undefined) return found
  }
  return undefined
}

/** Conditions that lead to sources or to what is nearest to them. */
const CONDITIONS = [
  'source',
  'development',
  'typescript',
  'types',
  'import',
  'module',
  'node',
  'require',
  'default',
]

/** What an `exports` or `imports` table gives for a name: https://nodejs.org/api/packages.html#subpath-patterns */
function targetsOf(table: unknown, name: string): readonly string[] {
  if (!isSettings(table) || !Object.keys(table).some(key => /^[.#]/u.test(key))) {
    return name === '.' ? leavesOf(table, 0) : []
  }
  const keys = Object.keys(table)
    .filter(key => wildcardOf(key, name) !== undefined)
    .toSorted((a, b) => Number(a.includes('*')) - Number(b.includes('*')) || b.length - a.length)
  return keys.flatMap(key => {
    const star = wildcardOf(key, name) ?? ''
    return leavesOf(table[key], 0).map(target => target.replaceAll('*', star))
  })
}

function leavesOf(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return [value]
  if (depth > 10) return []
  if (Array.isArray(value)) return value.flatMap(each => leavesOf(each, depth + 1))
  if (!isSettings(value)) return []
  const known = CONDITIONS.filter(each => each in value)
  const others = Object.keys(value).filter(each => !known.includes(each))
  return [...known, ...others].flatMap(each => leavesOf(value[each], depth + 1))
}

/** Names of folders that hold what a compiler made. */
const BUILT = /^(?:dist|lib|build|out|output|cjs|esm|es|umd|types|typings|\.build)$/u

/** The source of what a package publishes: `dist/index.js` is `src/index.ts`. */
function sourceOf(files: ProjectFiles, own: OwnPackage, target: string): string | undefined {
  const path = resolvePath('', target)
  const plain = path.replace(/\.d\.([cm]?)ts$|\.([cm]?)jsx?$/u, '')
  const { outDir, rootDir } = own.paths ?? {}
  const built = outDir === undefined ? undefined : withoutFolder(resolvePath(own.folder, plain), outDir)
  if (built !== undefined) {
    const roots = [rootDir, resolvePath(own.folder, 'src'), own.folder].filter(each => each !== undefined)
    const found = firstOf(roots, root => fileFor(files, resolvePath(root, built)))
    if (found !== undefined) return found
  }
  return firstOf(sourcesLike(plain), each => fileFor(files, resolvePath(own.folder, each)))
}

function withoutFolder(path: string, folder: string): string | undefined {
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined
}

/** The same path in the folders where sources usually are. */
function sourcesLike(path: string): readonly string[] {
  const parts = path.split('/')
  const built = parts.findIndex(part => !BUILT.test(part))
  const rests = Array.from({ length: Math.max(0, built) + 1 }, (_, cut) =>
    parts.slice(cut).join('/'),
  ).reverse()
  return rests.flatMap((rest, i) =>
    i === rests.length - 1 ? [rest, `src/${rest}`] : [`src/${rest}`, rest, `lib/${rest}`],
  )
}
