/** From the name in an import to the file of the project that it means. */
import { folderOf } from '../../paths.ts'
import type { ProjectFiles } from '../../project-files.ts'
import { fileFor } from './file-candidates.ts'
import { aliasOf, entryOf, type OwnPackage } from './package-entries.ts'
import { aliasTargets, pathSettingsFor, type PathSettings } from './path-aliases.ts'
import { foldersAbove, inOneWay, resolvePath } from './project-paths.ts'
import { settingsIn } from './settings-file.ts'
import { workspacePackages } from './workspaces.ts'

/** The file, or a phrase that says what was looked for in vain. */
type Resolution = { readonly path: string } | { readonly missing: string }

/** Finds modules of one project, seen from a file of it. */
type Resolve = (specifier: string, from: string) => Resolution

const resolvers = new WeakMap<ProjectFiles, Resolve>()

/** One for each project: its answers are remembered. */
export function resolverOf(files: ProjectFiles): Resolve {
  const before = resolvers.get(files)
  if (before) return before
  const resolve = createResolver(files)
  resolvers.set(files, resolve)
  return resolve
}

function createResolver(files: ProjectFiles): Resolve {
  const known = new Map<string, Resolution>()
  const settings = rememberedByFolder(folder => pathSettingsFor(files, folder))
  const owner = rememberedByFolder(folder => ownerOf(files, folder, settings))
  const workspace = rememberedByFolder(root => workspacePackages(files, root))
  const named = (name: string, folder: string): OwnPackage | undefined => {
    const own = owner(folder)
    if (own?.json['name'] === name) return own
    for (const above of foldersAbove(files, folder)) {
      const found = workspace(above).get(name)
      const json = found === undefined ? undefined : settingsIn(files, resolvePath(found, 'package.json'))
      if (found !== undefined && json) return { folder: found, json, paths: settings(found)[0] }
    }
    return undefined
  }
  return (specifier, from) => {
    const folder = folderOf(from)
    const key = `${folder} ${specifier}`
    const before = known.get(key)
    if (before) return before
    const found = resolveIn({ files, settings, owner, named }, specifier, folder)
    known.set(key, found)
    return found
  }
}

interface Project {
  readonly files: ProjectFiles
  readonly settings: (folder: string) => readonly PathSettings[]
  /** The package that a folder belongs to. */
  readonly owner: (folder: string) => OwnPackage | undefined
  readonly named: (name: string, folder: string) => OwnPackage | undefined
}

function resolveIn(project: Project, specifier: string, folder: string): Resolution {
  const { files } = project
  if (/^\.{1,2}(?:\/|$)/u.test(specifier)) {
    const path = resolvePath(folder, specifier)
    const found = fileFor(files, path) ?? mainOf(project, path)
    return (
      inProject(files, found) ?? {
        missing: `the file ${path || '.'}, which is not among the files of the project`,
      }
    )
  }
  const found = specifier.startsWith('#')
    ? aliased(project, specifier, folder)
    : byName(project, specifier, folder)
  return (
    inProject(files, found) ?? { missing: `the package ${packageName(specifier)}, which is not followed` }
  )
}

function inProject(files: ProjectFiles, path: string | undefined): Resolution | undefined {
  if (path === undefined || /(?:^|\/)node_modules\//u.test(path)) return undefined
  return { path: inOneWay(files, path) }
}

/** A folder with a `package.json` that says which file it means. */
function mainOf({ files, settings }: Project, folder: string): string | undefined {
  const json = settingsIn(files, resolvePath(folder, 'package.json'))
  return json && entryOf(files, { folder, json, paths: settings(folder)[0] }, '.')
}

function aliased({ files, owner }: Project, specifier: string, folder: string): string | undefined {
  const own = owner(folder)
  return own && aliasOf(files, own, specifier)
}

function byName(project: Project, specifier: string, folder: string): string | undefined {
  const { files, settings, named } = project
  for (const each of settings(folder)) {
    for (const target of aliasTargets(each, specifier)) {
      const found = fileFor(files, target) ?? mainOf(project, target)
      if (found !== undefined) return found
    }
  }
  const name = packageName(specifier)
  const own = name === '' ? undefined : named(name, folder)
  return own && entryOf(files, own, specifier === name ? '.' : `.${specifier.slice(name.length)}`)
}

/** `@shop/helpers` of `@shop/helpers/audit`. */
function packageName(specifier: string): string {
  return /^(?:@[^/]+\/)?[^/]+/u.exec(specifier)?.[0] ?? ''
}

function ownerOf(
  files: ProjectFiles,
  folder: string,
  settings: (folder: string) => readonly PathSettings[],
): OwnPackage | undefined {
  for (const above of foldersAbove(files, folder)) {
    const json = settingsIn(files, resolvePath(above, 'package.json'))
    if (json) return { folder: above, json, paths: settings(above)[0] }
  }
  return undefined
}

function rememberedByFolder<T>(find: (folder: string) => T): (folder: string) => T {
  const known = new Map<string, { readonly value: T }>()
  return folder => {
    const before = known.get(folder)
    if (before) return before.value
    const value = find(folder)
    known.set(folder, { value })
    return value
  }
}
