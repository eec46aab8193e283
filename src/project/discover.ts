/** Finds the files that the user means: folders, single files, patterns, or a text from stdin. */
import { existsSync, statSync, type Stats } from 'node:fs'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { globSync } from 'tinyglobby'
import type { CodeSettings } from '../frontends/project-files.ts'
import { ConfigError } from './config-error.ts'
import { commonFolder, isBelow, slashed } from './folders.ts'
import { gitRootOf, matches, patterns, type Patterns } from './ignored.ts'
import { readableFiles, type ReadableFiles } from './read-files.ts'
import { contextOf, reasonOf, walk, type Walked } from './walk.ts'

/** What is looked for. */
export interface Wanted {
  /** Absolute. */
  readonly cwd: string
  /** As the user wrote them; empty means the current folder. */
  readonly paths: readonly string[]
  /** Patterns of the configuration, relative to its folder. */
  readonly configFolder?: string | undefined
  readonly include?: readonly string[] | undefined
  readonly exclude?: readonly string[] | undefined
  /** A text that stands for a file. */
  readonly stdin?: { readonly path: string; readonly text: string } | undefined
  /** Texts that stand for files, by path relative to the root; some may be new. */
  readonly texts?: ReadonlyMap<string, string> | undefined
  /** What the configuration tells about code that cannot be followed. */
  readonly code?: CodeSettings | undefined
  /** Absolute paths of files that are no migrations, wherever they lie. */
  readonly without?: readonly string[] | undefined
}

/** What was found. */
export interface Discovered {
  /** Paths are relative to it. */
  readonly root: string
  /** The folders that were walked for the user; absolute. */
  readonly folders: readonly string[]
  readonly files: ReadableFiles
  /** Whether findings in a file are wanted; other files give context. */
  readonly isWanted: (path: string) => boolean
  /** Folders that could not be listed, with the reason. */
  readonly problems: ReadonlyMap<string, string>
}

/** Lists files and makes them readable; throws a ConfigError for a path that is not there. */
export function discover(wanted: Wanted): Discovered {
  const { cwd, stdin } = wanted
  const targets = stdin
    ? []
    : wanted.paths.length === 0
      ? [cwd]
      : wanted.paths.flatMap(path => expand(path, cwd))
  const folders = targets.filter(path => statOf(path)?.isDirectory())
  const named = stdin ? [resolve(cwd, stdin.path)] : targets.filter(path => !folders.includes(path))
  const walked = [...folders.map(path => walk(path)), ...contextsOf(named)]
  const root = rootOf(cwd, [...folders, ...named.map(dirname)])
  const inside = (path: string) => slashed(relative(root, path))
  const found = new Set([...walked.flatMap(each => each.files), ...named])
  const single = new Set(named)
  const isIncluded = inclusion(wanted)
  const without = new Set(wanted.without)
  const paths = [...found].filter(path => !without.has(path) && (single.has(path) || isIncluded(path)))
  const files = readableFiles({
    root,
    paths: [...new Set([...paths.map(inside), ...(wanted.texts?.keys() ?? [])])].sort(),
    named: named.map(inside),
    code: wanted.code,
    overlay: new Map([
      ...(stdin ? named.map(path => [inside(path), stdin.text] as const) : []),
      ...(wanted.texts ?? []),
    ]),
    above: foldersAbove(root),
  })
  const wantedPaths = new Set(named.map(inside))
  const wantedFolders = folders.map(folder => inside(folder))
  return {
    root,
    folders,
    files,
    isWanted: path => wantedPaths.has(path) || wantedFolders.some(folder => isBelow(path, folder)),
    problems: new Map(
      walked.flatMap(each => [...each.problems].map(([path, why]) => [inside(path), why] as const)),
    ),
  }
}

/** A path, or the files that a pattern matches where the shell left it alone. */
function expand(path: string, cwd: string): readonly string[] {
  const absolute = resolve(cwd, path)
  const stat = statOf(absolute)
  if (stat?.isDirectory() || stat?.isFile()) return [absolute]
  if (stat) throw new ConfigError({ where: path, problem: 'it is neither a file nor a folder' })
  const matched = /[*?[{]/u.test(path) ? globSync(path, { cwd, absolute: true, onlyFiles: true }) : []
  if (matched.length > 0) return matched.map(each => resolve(each)).sort()
  const remedy = isAbsolute(path) ? undefined : `It was looked for in ${cwd}.`
  throw new ConfigError({ where: path, problem: 'there is no such file or folder', remedy })
}

/** The neighbours of single files: what they made of the schema decides what the file does. */
function contextsOf(named: readonly string[]): readonly Walked[] {
  const contexts = new Map(
    named.map(contextOf).map(context => [`${context.depth} ${context.folder}`, context]),
  )
  return [...contexts.values()]
    .filter(({ folder }) => statOf(folder)?.isDirectory())
    .map(({ folder, depth }) => walk(folder, depth))
}

/** What the patterns of the configuration leave. */
export function inclusion({
  cwd,
  configFolder = cwd,
  include,
  exclude,
}: Pick<Wanted, 'cwd' | 'configFolder' | 'include' | 'exclude'>): (path: string) => boolean {
  const of = (lines: readonly string[] | undefined): Patterns | undefined =>
    lines && lines.length > 0 ? patterns(configFolder, lines) : undefined
  const [wanted, unwanted] = [of(include), of(exclude)]
  return path => (!wanted || matches(wanted, path, false)) && !(unwanted && matches(unwanted, path, false))
}

/** The current folder when all lies below it, otherwise the repository or the folder that they share. */
function rootOf(cwd: string, folders: readonly string[]): string {
  if (folders.every(folder => isBelow(folder, cwd))) return cwd
  const shared = commonFolder(folders)
  return gitRootOf(shared) ?? shared
}

/** The folders from the repository to the root, or from the outermost package where there is no repository. */
export function foldersAbove(root: string): readonly string[] {
  const top = gitRootOf(root) ?? outermostPackage(root) ?? root
  const below = slashed(relative(top, root))
  return below === '' ? [] : below.split('/')
}

function outermostPackage(root: string): string | undefined {
  let found: string | undefined
  for (let at = root; ; at = dirname(at)) {
    if (existsSync(resolve(at, 'package.json'))) found = at
    if (dirname(at) === at) return found
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    throw new ConfigError({ where: path, problem: `it cannot be read: ${reasonOf(error)}` }, error)
  }
}
