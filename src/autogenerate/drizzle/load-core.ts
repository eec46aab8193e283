/** The part of Drizzle that tells what its tables are, from the project that has them. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { TargetError } from '../target-error.ts'
import type { TableConfig, ViewConfig } from './entities.ts'

/** What is asked of it. */
export interface DrizzleCore {
  tableConfig(table: object): TableConfig
  viewConfig(view: object): ViewConfig
}

const MODULES = { postgres: 'drizzle-orm/pg-core', sqlite: 'drizzle-orm/sqlite-core' } as const

/** Loads it; rejects with a TargetError where the project has no Drizzle. */
export async function loadCore(dialect: 'postgres' | 'sqlite', cwd: string): Promise<DrizzleCore> {
  const module = MODULES[dialect]
  const members = await load(module, cwd).catch((cause: unknown) => {
    throw new TargetError(
      `The target is a schema of Drizzle, and ${module} cannot be loaded from ${cwd}. Run: npm install drizzle-orm`,
      { cause },
    )
  })
  const config = functionOf(members, 'getTableConfig')
  const view = functionOf(members, 'getViewConfig')
  // Of a materialized view, only this one gives what is its own.
  const materialized = Reflect.get(members, 'getMaterializedViewConfig') as typeof view | undefined
  return {
    tableConfig: table => config(table) as TableConfig,
    viewConfig: each => ({ ...(materialized?.(each) as object), ...(view(each) as ViewConfig) }),
  }
}

async function load(module: string, cwd: string): Promise<object> {
  const file = createRequire(join(cwd, 'package.json')).resolve(module)
  return (await import(pathToFileURL(file).href)) as object
}

function functionOf(members: object, name: string): (entity: object) => unknown {
  const found: unknown = Reflect.get(members, name)
  if (typeof found === 'function') return found as (entity: object) => unknown
  throw new TargetError(
    `This version of drizzle-orm has no ${name}. Install one that has: npm install drizzle-orm`,
  )
}
