/** What a project's settings say of its migrations: `.sequelizerc`, and the database of `config/config.json`. */
import { createSourceFile, type SourceFile } from '../../source/source-file.ts'
import { databaseCalled, type OtherDatabase } from '../other-databases.ts'
import type { ProjectFiles } from '../frontend.ts'
import { ancestorsOf, joinPath } from '../paths.ts'
import { textOf } from '../typescript/arguments.ts'
import { evaluateModule } from '../typescript/evaluate.ts'
import { parseModule } from '../typescript/module.ts'
import type { Node } from '../typescript/nodes.ts'
import { childrenOf } from '../typescript/tree.ts'
import type { Value } from '../typescript/values.ts'

/** How far above the migrations the settings still speak of them. */
const HIGHEST = 4

/** Where sequelize-cli and projects without it keep the settings: https://sequelize.org/docs/v6/other-topics/migrations/#configuration */
const PLACES = ['config/config', 'config/database', 'config/sequelize', 'config', 'database'].flatMap(name =>
  ['json', 'js', 'cjs', 'ts', 'mjs'].map(extension => `${name}.${extension}`),
)

/** What has been found for a folder of a project: all its migrations ask the same. */
const found = new WeakMap<ProjectFiles, Map<string, OtherDatabase | undefined>>()

/** The database other than PostgreSQL that the nearest settings name in all their environments. */
export function databaseOfSettings(folder: string, files: ProjectFiles): OtherDatabase | undefined {
  const known = found.get(files) ?? new Map<string, OtherDatabase | undefined>()
  found.set(files, known)
  if (!known.has(folder)) known.set(folder, lookFor(folder, files))
  return known.get(folder)
}

function lookFor(folder: string, files: ProjectFiles): OtherDatabase | undefined {
  for (const above of ancestorsOf(folder).slice(0, HIGHEST + 1)) {
    for (const place of PLACES) {
      const dialects = dialectsIn(joinPath(above, place), files)
      if (dialects.length > 0) return otherThanPostgres(dialects)
    }
  }
  return undefined
}

function otherThanPostgres(dialects: readonly Value[]): OtherDatabase | undefined {
  const databases = dialects.map(dialect => databaseCalled(textOf(dialect)))
  if (databases.includes(undefined)) return undefined
  // The one that developers have on their machines is often SQLite.
  return databases.find(database => database?.dialect !== 'sqlite') ?? databases[0]
}

/** `{ dialect }`, or the same for each environment. */
function dialectsIn(path: string, files: ProjectFiles): readonly Value[] {
  const settings = settingsIn(path, files)
  if (settings?.kind !== 'object') return []
  const properties = settings.properties.value
  const dialect = properties.get('dialect')
  if (dialect) return [dialect]
  return [...properties.values()].flatMap(each => {
    const own = each.kind === 'object' ? each.properties.value.get('dialect') : undefined
    return own ? [own] : []
  })
}

function settingsIn(path: string, files: ProjectFiles): Value | undefined {
  const file = files.read(path)
  if (!file) return undefined
  if (!path.endsWith('.json')) {
    const module = files.module(path)
    return module && evaluateModule(module, { files }).exports.get('default')
  }
  const module = parseModule(createSourceFile(`${path}.js`, `module.exports = ${file.text}`))
  return evaluateModule(module).exports.get('default')
}

/** Folders of seeders by their usual names; `.sequelizerc` may name another. */
export function isSeeder(path: string, files: ProjectFiles): boolean {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')))
  if (/(?:^|\/)(?:seed|seeds|seeder|seeders)(?:\/|$)/iu.test(folder)) return true
  return ancestorsOf(folder).some(above => {
    const seeders = seedersPath(above, files)
    return seeders !== undefined && folder === joinPath(above, seeders)
  })
}

/** What the settings of sequelize-cli say, by their file. */
const seeders = new WeakMap<SourceFile, string | undefined>()

/** `'seeders-path': path.resolve('db', 'seeds')`. */
function seedersPath(folder: string, files: ProjectFiles): string | undefined {
  const file = files.read(joinPath(folder, '.sequelizerc'))
  if (!file) return undefined
  if (!seeders.has(file)) seeders.set(file, seedersIn(file))
  return seeders.get(file)
}

function seedersIn(file: SourceFile): string | undefined {
  const { program } = parseModule(createSourceFile(`${file.path}.js`, file.text))
  const setting = propertyNamed(program, 'seeders-path')
  // `path.resolve(__dirname, 'db', 'seeds')` and a text alone give the same parts.
  const parts = setting ? textsIn(setting) : []
  const path = parts.join('/').replace(/^(?:\.?\/)+|\/+$/gu, '')
  return path === '' ? undefined : path
}

function propertyNamed(root: Node, name: string): Node | undefined {
  for (const child of childrenOf(root)) {
    const [key, value] = child.type === 'Property' ? childrenOf(child) : []
    if (key && value && textsIn(key)[0] === name) return value
    const inner = propertyNamed(child, name)
    if (inner) return inner
  }
  return undefined
}

/** The texts in a piece of code, in order. */
function textsIn(node: Node): readonly string[] {
  if (node.type === 'Literal' && 'value' in node && typeof node.value === 'string') return [node.value]
  return childrenOf(node).flatMap(textsIn)
}
