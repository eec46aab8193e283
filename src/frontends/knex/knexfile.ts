/** The database that the settings of Knex name. */
import { databaseCalled, type OtherDatabase } from '../other-databases.ts'
import type { ProjectFiles } from '../frontend.ts'
import { ancestorsOf, joinPath } from '../paths.ts'
import { textOf } from '../typescript/arguments.ts'
import { evaluateModule } from '../typescript/evaluate.ts'
import type { Module } from '../typescript/module.ts'
import type { Value } from '../typescript/values.ts'

const EXTENSIONS = ['js', 'ts', 'cjs', 'mjs', 'cts', 'mts']

/** How far above the migrations a knexfile still speaks of them. */
const HIGHEST = 4

/**
 * The database other than PostgreSQL that the nearest knexfile names in all its environments
 * (https://knexjs.org/guide/#configuration-options); undefined where one of them is PostgreSQL or not known.
 */
export function databaseOfKnexfile(folder: string, files: ProjectFiles): OtherDatabase | undefined {
  for (const above of ancestorsOf(folder).slice(0, HIGHEST + 1)) {
    const paths = EXTENSIONS.map(extension => joinPath(above, `knexfile.${extension}`))
    const path = paths.find(each => files.read(each))
    const module = path === undefined ? undefined : files.module(path)
    if (module) return databaseOfSettings(module, files)
  }
  return undefined
}

function databaseOfSettings(module: Module, files: ProjectFiles): OtherDatabase | undefined {
  const clients = clientsIn(evaluateModule(module, { files }).exports.get('default'))
  const databases = clients.map(client => databaseCalled(textOf(client)))
  if (databases.length === 0 || databases.includes(undefined)) return undefined
  // The one that developers have on their machines is often SQLite.
  return databases.find(database => database?.dialect !== 'sqlite') ?? databases[0]
}

/** `{ client }`, or the same for each environment. */
function clientsIn(settings: Value | undefined): readonly Value[] {
  if (settings?.kind !== 'object') return []
  const properties = settings.properties.value
  const client = properties.get('client') ?? properties.get('dialect')
  if (client) return [client]
  return [...properties.values()].flatMap(each => {
    if (each.kind !== 'object') return [each]
    const own = each.properties.value.get('client') ?? each.properties.value.get('dialect')
    return own ? [own] : [each]
  })
}
