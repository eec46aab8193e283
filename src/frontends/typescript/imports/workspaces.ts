/** The packages of a workspace, by name: of npm, Yarn, pnpm and Lerna. */
import type { ProjectFiles } from '../../project-files.ts'
import { resolvePath } from './project-paths.ts'
import { isSettings, settingsIn, textsIn } from './settings-file.ts'

/** No workspace has more folders; whoever writes `**` at the top of a large tree does not wait for all of them. */
const MOST_FOLDERS = 5000

/** The packages of the workspace whose root a folder is, name to folder; none where it is no root. */
export function workspacePackages(files: ProjectFiles, root: string): ReadonlyMap<string, string> {
  const patterns = patternsIn(files, root)
  const excluded = patterns.filter(each => each.startsWith('!')).map(each => expression(each.slice(1)))
  const packages = new Map<string, string>()
  for (const pattern of patterns.filter(each => !each.startsWith('!'))) {
    for (const folder of foldersLike(files, root, pattern)) {
      const below = root === '' ? folder : folder.slice(root.length + 1)
      const name = settingsIn(files, resolvePath(folder, 'package.json'))?.['name']
      if (typeof name !== 'string' || packages.has(name) || excluded.some(each => each.test(below))) continue
      packages.set(name, folder)
    }
  }
  return packages
}

function patternsIn(files: ProjectFiles, root: string): readonly string[] {
  const ofNpm = settingsIn(files, resolvePath(root, 'package.json'))?.['workspaces']
  const ofLerna = settingsIn(files, resolvePath(root, 'lerna.json'))?.['packages']
  const ofPnpm = files.read(resolvePath(root, 'pnpm-workspace.yaml'))?.text ?? ''
  const all = [
    ...textsIn(isSettings(ofNpm) ? ofNpm['packages'] : ofNpm),
    ...listed(ofPnpm),
    ...textsIn(ofLerna),
  ]
  return all.map(each => each.replace(/^(!?)\.\//u, '$1').replace(/\/+$/u, ''))
}

/** The list below `packages:` of a file in YAML. */
function listed(yaml: string): readonly string[] {
  const lines = /^packages:[ \t]*(?:#.*)?\r?\n((?:[ \t]*(?:-.*|#.*)?(?:\r?\n|$))*)/mu.exec(yaml)?.[1] ?? ''
  return [...lines.matchAll(/^[ \t]*-[ \t]*(?:'([^'\n]*)'|"([^"\n]*)"|([^\s#'"]+))/gmu)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  )
}

/** The folders that a pattern means, part by part. */
function foldersLike(files: ProjectFiles, root: string, pattern: string): readonly string[] {
  let found: readonly string[] = [root]
  for (const part of pattern.split('/')) {
    if (part === '**') found = found.flatMap(folder => below(files, folder))
    else if (part.includes('*')) {
      const like = expression(part)
      found = found.flatMap(folder =>
        foldersIn(files, folder)
          .filter(name => like.test(name))
          .map(name => resolvePath(folder, name)),
      )
    } else found = found.map(folder => resolvePath(folder, part))
  }
  return found
}

function below(files: ProjectFiles, start: string): readonly string[] {
  const all = [start]
  for (let i = 0; i < all.length && all.length < MOST_FOLDERS; i++) {
    const folder = all[i] ?? ''
    all.push(...foldersIn(files, folder).map(name => resolvePath(folder, name)))
  }
  return all
}

function foldersIn(files: ProjectFiles, folder: string): readonly string[] {
  return (files.folders?.(folder) ?? []).filter(name => name !== 'node_modules' && !name.startsWith('.'))
}

function expression(pattern: string): RegExp {
  const parts = pattern.split(/(\*\*|\*)/u)
  const source = parts.map(part => (part === '**' ? '.*' : part === '*' ? '[^/]*' : escaped(part)))
  return new RegExp(`^${source.join('')}$`, 'u')
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')
}
