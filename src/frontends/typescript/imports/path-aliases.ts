/** The `paths` and `baseUrl` of TypeScript's settings. */
import { folderOf } from '../../paths.ts'
import type { ProjectFiles } from '../../project-files.ts'
import { foldersAbove, resolvePath } from './project-paths.ts'
import { isSettings, settingsIn, textsIn } from './settings-file.ts'

/** What a `tsconfig.json` says about where modules are; folders are paths of the project. */
export interface PathSettings {
  readonly baseUrl?: string | undefined
  /** Pattern and what it stands for, as paths of the project. */
  readonly paths?: readonly (readonly [string, readonly string[]])[] | undefined
  readonly rootDir?: string | undefined
  readonly outDir?: string | undefined
}

/** The last is no standard name, but that of the shared settings of Nx. */
const NAMES = ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json']

/** The settings that hold for the files of a folder, nearest first. */
export function pathSettingsFor(files: ProjectFiles, folder: string): readonly PathSettings[] {
  return foldersAbove(files, folder).flatMap(above =>
    NAMES.flatMap(name => settingsAt(files, resolvePath(above, name), 0) ?? []),
  )
}

/** Deeper chains of `extends` are a circle. */
const DEEPEST = 20

function settingsAt(files: ProjectFiles, path: string, depth: number): PathSettings | undefined {
  const json = depth < DEEPEST ? settingsIn(files, path) : undefined
  if (!json) return undefined
  const folder = folderOf(path)
  const inherited = textsIn(json['extends']).flatMap(each => inheritedFrom(files, folder, each, depth) ?? [])
  const options = isSettings(json['compilerOptions']) ? json['compilerOptions'] : {}
  return Object.assign({}, ...inherited, ownSettings(options, folder)) as PathSettings
}

function inheritedFrom(
  files: ProjectFiles,
  folder: string,
  name: string,
  depth: number,
): PathSettings | undefined {
  if (!name.startsWith('.')) return undefined
  const path = resolvePath(folder, name)
  return settingsAt(files, path, depth + 1) ?? settingsAt(files, `${path}.json`, depth + 1)
}

function ownSettings(options: Readonly<Record<string, unknown>>, folder: string): PathSettings {
  const folderIn = (name: string): Partial<Record<string, string>> =>
    typeof options[name] === 'string' ? { [name]: resolvePath(folder, options[name]) } : {}
  const base = folderIn('baseUrl')
  const from = base['baseUrl'] ?? folder
  const { paths } = options
  return {
    ...base,
    ...folderIn('rootDir'),
    ...folderIn('outDir'),
    ...(isSettings(paths) && {
      paths: Object.entries(paths).map(([pattern, targets]) => [
        pattern,
        textsIn(targets).map(each => resolvePath(from, each)),
      ]),
    }),
  }
}

/** Where the settings lead a name: the targets of the most exact pattern, then the folder of `baseUrl`. */
export function aliasTargets({ paths = [], baseUrl }: PathSettings, specifier: string): readonly string[] {
  const matching = paths.filter(([pattern]) => wildcardOf(pattern, specifier) !== undefined)
  const [best] = matching.toSorted(([a], [b]) => exactness(b) - exactness(a))
  const star = best && wildcardOf(best[0], specifier)
  const targets = best && star !== undefined ? best[1].map(each => each.replace('*', star)) : []
  return baseUrl === undefined ? targets : [...targets, resolvePath(baseUrl, specifier)]
}

/** What the `*` of a pattern stands for; undefined when the pattern does not match. */
export function wildcardOf(pattern: string, specifier: string): string | undefined {
  const star = pattern.indexOf('*')
  if (star < 0) return pattern === specifier ? '' : undefined
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)]
  const fits =
    specifier.startsWith(before) &&
    specifier.endsWith(after) &&
    specifier.length >= before.length + after.length
  return fits ? specifier.slice(before.length, specifier.length - after.length) : undefined
}

/** A name without a star is the most exact, then the longest beginning. */
function exactness(pattern: string): number {
  const star = pattern.indexOf('*')
  return star < 0 ? Number.MAX_SAFE_INTEGER : star
}
