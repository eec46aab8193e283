/** What the settings of db-migrate say: https://db-migrate.readthedocs.io/en/latest/Getting%20Started/configuration/ */
import { databaseCalled, type OtherDatabase } from '../other-databases.ts'
import type { ProjectFiles } from '../frontend.ts'
import { ancestorsOf, joinPath } from '../paths.ts'

/** How far above the migrations the settings still speak of them. */
const HIGHEST = 4

function nearest(folder: string, name: string, files: ProjectFiles): unknown {
  for (const above of ancestorsOf(folder).slice(0, HIGHEST + 1)) {
    const file = files.read(joinPath(above, name))
    if (!file) continue
    try {
      return JSON.parse(file.text)
    } catch {
      return undefined
    }
  }
  return undefined
}

/** The database other than PostgreSQL that all environments of the nearest `database.json` name. */
export function databaseOfSettings(folder: string, files: ProjectFiles): OtherDatabase | undefined {
  const settings = nearest(folder, 'database.json', files)
  if (!isObject(settings)) return undefined
  const drivers = Object.values(settings).flatMap(each => (isObject(each) ? driverOf(each['driver']) : []))
  const databases = drivers.map(databaseCalled)
  if (databases.length === 0 || databases.includes(undefined)) return undefined
  // The one that developers have on their machines is often SQLite.
  return databases.find(database => database?.dialect !== 'sqlite') ?? databases[0]
}

/** A name, or `{ require }` of a package; what comes from the environment is not known. */
function driverOf(driver: unknown): readonly (string | undefined)[] {
  if (driver === undefined) return []
  const name = isObject(driver) ? driver['require'] : driver
  return [typeof name === 'string' ? name.replace(/^.*db-migrate-/u, '') : undefined]
}

/** Whether `.db-migraterc` switches transactions off: https://db-migrate.readthedocs.io/en/latest/Getting%20Started/configuration/ */
export function isNonTransactional(folder: string, files: ProjectFiles): boolean {
  const settings = nearest(folder, '.db-migraterc', files)
  return isObject(settings) && settings['non-transactional'] === true
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
