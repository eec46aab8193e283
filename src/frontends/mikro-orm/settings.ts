/** What the settings of MikroORM say of its migrations: `mikro-orm.config.ts`. */
import type { TransactionScope } from '../../model/migration.ts'
import type { ProjectFiles } from '../frontend.ts'
import { databaseCalled, type OtherDatabase } from '../other-databases.ts'
import { ancestorsOf, joinPath } from '../paths.ts'
import { isFalse, property } from '../typescript/arguments.ts'
import { evaluateModule } from '../typescript/evaluate.ts'
import type { Module } from '../typescript/module.ts'
import { hostValue } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'
import { CORE } from './raw.ts'

/** The settings as far as they are known. */
export interface Settings {
  readonly transaction?: TransactionScope | undefined
  readonly database?: OtherDatabase | undefined
}

/** How far above the migrations a file of settings still speaks of them. */
const HIGHEST = 4

const NAMES = ['ts', 'js', 'cjs', 'mjs'].flatMap(extension => [
  `mikro-orm.config.${extension}`,
  `src/mikro-orm.config.${extension}`,
])

/** The settings nearest to a folder of migrations. */
export function settingsOf(folder: string, files: ProjectFiles): Settings {
  const folders = ancestorsOf(folder).slice(0, HIGHEST + 1)
  const path = folders.flatMap(each => NAMES.map(name => joinPath(each, name))).find(each => files.read(each))
  const module = path === undefined ? undefined : files.module(path)
  if (!module) return {}
  const { exports } = evaluateModule(module, {
    imports: specifier => (specifier.startsWith('@mikro-orm/') ? hostValue(CORE) : undefined),
  })
  return {
    transaction: scopeIn(property(exports.get('default'), 'migrations')),
    database: databaseIn(module),
  }
}

/** https://mikro-orm.io/docs/migrations#configuration */
function scopeIn(migrations: Value | undefined): TransactionScope | undefined {
  if (isFalse(property(migrations, 'transactional'))) return 'query'
  return isFalse(property(migrations, 'allOrNothing')) ? 'migration' : undefined
}

/** The package of the driver names the database: `@mikro-orm/mysql`. */
function databaseIn({ program }: Module): OtherDatabase | undefined {
  const drivers = program.body.flatMap(node => {
    const name =
      node.type === 'ImportDeclaration' ? /^@mikro-orm\/(.+)$/u.exec(String(node.source.value))?.[1] : ''
    return name === 'postgresql' ? ['postgresql'] : name && databaseCalled(name) ? [name] : []
  })
  return drivers.includes('postgresql') ? undefined : databaseCalled(drivers[0])
}
