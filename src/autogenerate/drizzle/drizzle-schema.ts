/** The wanted schema as a schema of Drizzle: https://orm.drizzle.team/docs/sql-schema-declaration */
import { createSourceFile } from '../../source/source-file.ts'
import { TargetError } from '../target-error.ts'
import type { TargetSettings } from '../target/model-operations.ts'
import type { Source } from '../target/source.ts'
import { readScript } from '../target/sql-file.ts'
import { isEnum, kindsOf, type SequenceEntity } from './entities.ts'
import { loadCore } from './load-core.ts'
import { postgresScript, type DrizzleObjects } from './postgres-script.ts'
import { sqliteStatements } from './sqlite-script.ts'
import { wordsOf, type Casing } from './words.ts'

/** What a project tells Drizzle besides its schema. */
export interface DrizzleOptions {
  /** As in drizzle.config.ts: how columns are called that have no name of their own. */
  readonly casing?: Casing
}

/** The exports of one or more modules of Drizzle. */
export interface DrizzleSchema {
  readonly kind: 'drizzle'
  readonly objects: readonly unknown[]
  readonly casing?: Casing | undefined
}

/**
 * The tables, enums, sequences and views of a schema of Drizzle.
 *
 * ```ts
 * import * as schema from '../src/schema'
 * export default defineEnv({ target: drizzle(schema) })
 * ```
 */
export function drizzle(modules: object | readonly object[], { casing }: DrizzleOptions = {}): DrizzleSchema {
  const objects = new Set([modules].flat().flatMap(module => Object.values(module) as readonly unknown[]))
  return { kind: 'drizzle', objects: [...objects], casing }
}

/** Reads it; rejects with a TargetError where it holds no table of the dialect. */
export async function readDrizzle(schema: DrizzleSchema, settings: TargetSettings): Promise<Source> {
  const { dialect, cwd } = settings
  const core = await loadCore(dialect, cwd)
  const words = wordsOf(schema.casing)
  const objects = objectsOf(schema.objects, dialect)
  const statements = (dialect === 'sqlite' ? sqliteStatements : postgresScript)(objects, core, words)
  const title = 'the schema of Drizzle'
  const file = createSourceFile(title, statements.map(statement => `${statement};\n`).join(''))
  const { operations, notCompared } = readScript(file, dialect)
  const policies = objects.tables.flatMap(table => {
    const { name, policies: all = [] } = core.tableConfig(table)
    return all.map(policy => `policy ${policy.name} on ${name}`)
  })
  return {
    title,
    operations,
    renames: [],
    notCompared: [...notCompared, ...policies, ...rolesIn(schema.objects)],
  }
}

const PREFIXES = { postgres: 'Pg', sqlite: 'SQLite' } as const

function objectsOf(all: readonly unknown[], dialect: TargetSettings['dialect']): DrizzleObjects {
  const prefix = PREFIXES[dialect]
  const ofKind = (kind: string): readonly object[] =>
    all.filter((each): each is object => kindsOf(each).includes(`${prefix}${kind}`))
  const tables = ofKind('Table')
  if (tables.length === 0) {
    const others = all.flatMap(each => kindsOf(each).filter(kind => /.Table$/u.test(kind)))[0]
    const found = others === undefined ? 'no table' : `a ${others} and no ${prefix}Table`
    throw new TargetError(
      `The schema of Drizzle that is given has ${found}. Give the module that exports the tables.`,
    )
  }
  return {
    tables,
    views: ofKind('View'),
    materializedViews: ofKind('MaterializedView'),
    schemas: ofKind('Schema').map(each => String(Reflect.get(each, 'schemaName'))),
    enums: dialect === 'postgres' ? all.filter(isEnum) : [],
    sequences: ofKind('Sequence') as readonly SequenceEntity[],
  }
}

function rolesIn(objects: readonly unknown[]): readonly string[] {
  const roles = objects.filter((each): each is object => kindsOf(each).includes('PgRole'))
  return roles.map(role => `role ${String(Reflect.get(role, 'name'))}`)
}
