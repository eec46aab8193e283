/** Runs the migrations of an example in each order that their graph allows, and on an old and a new database. */
import { DatabaseError, type Connection } from '../database/connection.ts'
import { resetSchema } from '../database/reset-schema.ts'
import { textOf } from '../source/span.ts'
import { embeddedKnex } from './embedded-knex.ts'
import type { Example, ExampleMigration } from './example.ts'
import type { HistoryRun } from './history-run.ts'
import { readCatalog } from './run-example.ts'
import { watched } from './watched.ts'

/** Undefined when the migrations are neither a graph nor compared with anything. */
export async function runHistoryExample(
  connection: Connection,
  example: Example,
): Promise<HistoryRun | undefined> {
  const { migrations } = example
  const isGraph = migrations.some(({ after }) => after) || hasDuplicates(migrations)
  const isCompared = migrations.some(({ isNew, before }) => isNew || before)
  if (!isGraph && !isCompared) return undefined
  const orders = isGraph ? ordersOf(migrations) : []
  const ends: { readonly way: string; readonly end: string }[] = []
  for (const order of orders) {
    const way = order.map(({ name }) => name).join(', then ')
    ends.push({ way, end: await outcomeOf(connection, example, [order]) })
  }
  const dependsOnOrder = isGraph && new Set(ends.map(({ end }) => end)).size !== 1
  if (isCompared) {
    const old = migrations
      .filter(({ isNew }) => !isNew)
      .map(each => ({ ...each, up: each.before ?? each.up }))
    ends.push({ way: 'a new database', end: await outcomeOf(connection, example, [migrations]) })
    ends.push({
      way: 'a database with all that was there before',
      end: await outcomeOf(connection, example, [old, migrations]),
    })
  }
  const [fresh, grown] = isCompared ? ends.slice(-2) : []
  return {
    ways: describe(ends),
    dependsOnOrder,
    divergesFromNew: fresh?.end !== grown?.end,
  }
}

/** Equal ends get equal words; what they are does not matter. */
function describe(ends: readonly { readonly way: string; readonly end: string }[]): readonly string[] {
  if (ends.length === 0) return ['there is no order in which they can run']
  const distinct = [...new Set(ends.map(({ end }) => end).filter(end => !end.startsWith('fails')))]
  return ends.map(({ way, end }) => {
    const as = end.startsWith('fails') ? end : `database ${String.fromCharCode(65 + distinct.indexOf(end))}`
    return `${way}: ${as}`
  })
}

function hasDuplicates(migrations: readonly ExampleMigration[]): boolean {
  const names = migrations.flatMap(({ name }) => name ?? [])
  return new Set(names).size < names.length
}

/** All orders with parents before children; a parent that is not there asks for nothing. */
function ordersOf(migrations: readonly ExampleMigration[]): readonly (readonly ExampleMigration[])[] {
  if (migrations.length === 0) return [[]]
  const names = new Set(migrations.map(({ name }) => name))
  const isGraph = migrations.some(({ after }) => after)
  const first = isGraph ? undefined : migrations[0]?.name
  const free = migrations.filter(({ after, name }) =>
    isGraph ? !after?.some(parent => names.has(parent)) : name === first,
  )
  return free.flatMap(each =>
    ordersOf(migrations.filter(other => other !== each)).map(rest => [each, ...rest]),
  )
}

/** Deploys one list of migrations after the other with Knex's own migrator, and says what the database is then. */
async function outcomeOf(
  connection: Connection,
  { setup }: Example,
  deployments: readonly (readonly ExampleMigration[])[],
): Promise<string> {
  await resetSchema(connection)
  if (setup) await connection.query(textOf(setup))
  const knex = embeddedKnex(watched(connection))
  try {
    for (const migrations of deployments) {
      const named = new Map(migrations.map(each => [keyOf(each), each]))
      await knex.migrate.latest({
        migrationSource: {
          getMigrations: () => Promise.resolve([...named.keys()]),
          getMigrationName: (name: string) => name,
          getMigration: (name: string) => Promise.resolve(moduleOf(named.get(name))),
        },
      })
    }
  } catch (error) {
    if (error instanceof DatabaseError) return `fails with ${error.sqlstate}`
    return `fails: ${error instanceof Error ? error.message : String(error)}`
  }
  const catalog = await readCatalog(connection)
  return [...catalog].filter(line => !line.includes('knex_')).join('\n')
}

/** The place in the file tells migrations of one name apart, and those without a name. */
function keyOf({ up, name }: ExampleMigration): string {
  return `${name ?? ''} ${up.file.path.length}`.trim() + ` at ${partIndex(up)}`
}

function partIndex({ file, start }: ExampleMigration['up']): number {
  return file.text.slice(0, start).match(/^-- migration/gmu)?.length ?? 0
}

function moduleOf(migration: ExampleMigration | undefined) {
  const text = migration ? textOf(migration.up) : ''
  return {
    up: async (trx: { raw(sql: string): Promise<unknown> }) => {
      await trx.raw(text)
    },
    down: () => Promise.resolve(),
  }
}
