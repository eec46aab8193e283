/** What a project's settings say of its migrations: `.sequelizerc`, and the database of `config/config.json`. */
import { createSourceFile } from '../../source/source-file.ts'
import { databaseCalled, type OtherDatabase } from '../other-databases.ts'
import type { ProjectFiles } from '../frontend.ts'
import { ancestorsOf, joinPath } from '../paths.ts'
import { textOf } from '../typescript/arguments.ts'
import { evaluateModule } from '../typescript/evaluate.ts'
import { parseModule } from '../typescript/module.ts'
import { unknown } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'

/** How far above the migrations the settings still speak of them. */
const HIGHEST = 4

/** Where sequelize-cli and projects without it keep the settings: https://sequelize.org/docs/v6/other-topics/migrations/#configuration */
const PLACES = ['config/config', 'config/database', 'config/sequelize', 'config', 'database'].flatMap(name =>
  ['json', 'js', 'cjs', 'ts', 'mjs'].map(extension => `${name}.${extension}`),
)

/** The database other than PostgreSQL that the nearest settings name in all their environments. */
export function databaseOfSettings(folder: string, files: ProjectFiles): OtherDatabase | undefined {
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

/** `'seeders-path': path.resolve('db', 'seeds')`. */
function seedersPath(folder: string, files: ProjectFiles): string | undefined {
  const file = files.read(joinPath(folder, '.sequelizerc'))
  if (!file) return undefined
  const module = parseModule(createSourceFile('.sequelizerc.js', file.text))
  const settings = evaluateModule(module, { imports: () => PATHS }).exports.get('default')
  const path = settings?.kind === 'object' ? settings.properties.value.get('seeders-path') : undefined
  return textOf(path)?.replace(/^(?:\$\{[^}]*\}|\.)?\/+|\/+$/gu, '')
}

const PATHS = unknown('run-time value', 'paths are known only at run time')
