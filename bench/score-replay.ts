/** Replays the SQL histories of checkouts on PGlite and holds the schema state against the catalog after each migration: `npm run score:replay -- DIR… [--every N] [--only TEXT]`. */
import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import { DatabaseError, type Connection } from '../src/database/connection.ts'
import { openEmbedded } from '../src/database/embedded.ts'
import { introspect } from '../src/database/introspect.ts'
import { resetSchema } from '../src/database/reset-schema.ts'
import { frontends } from '../src/frontends/index.ts'
import type { Migration } from '../src/model/migration.ts'
import { discover } from '../src/project/discover.ts'
import { findMigrations, type History } from '../src/project/find-migrations.ts'
import { applyOperation, startMigration } from '../src/schema/apply.ts'
import { emptySchema } from '../src/schema/empty.ts'
import type { SchemaState } from '../src/schema/schema-state.ts'
import { parseSql } from '../src/sql/parse.ts'
import { canonicalRest, canonicalTables, incompleteTables, withTypesOf } from '../tests/schema/canonical.ts'

/** Frameworks whose files are the SQL that is run. */
const PURE: readonly string[] = ['sql', 'prisma', 'drizzle']

/** What PostgreSQL takes outside of a transaction only, and the use of an enum value that the same one added. */
const APART: readonly string[] = ['25001', '55P04']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { every: { type: 'string', default: '1' }, only: { type: 'string', default: '' } },
})

/** What was seen of one history. */
interface Score {
  replayed: number
  readonly failed: string[]
  compared: number
  equal: number
  /** Each difference with the migration after which it was first seen. */
  readonly differences: Map<string, string>
}

const connection = await openEmbedded()
for (const directory of positionals) await scoreCorpus(directory)
await connection.close()

async function scoreCorpus(directory: string): Promise<void> {
  const { files } = discover({ cwd: directory, paths: [] })
  for (const history of findMigrations(frontends, files)) {
    const { frontend, sources } = history
    const name = `${relative(process.cwd(), directory)} (${sources[0]?.history ?? ''})`
    if (!PURE.includes(frontend.name) || !name.includes(values.only)) continue
    const start = performance.now()
    const score = await replay(history, source => frontend.read(source, files, {}))
    print(name, score, (performance.now() - start) / 1000)
  }
}

async function replay(
  { sources }: History,
  read: (source: History['sources'][number]) => Migration,
): Promise<Score> {
  await resetSchema(connection)
  const score: Score = { replayed: 0, failed: [], compared: 0, equal: 0, differences: new Map() }
  let state = emptySchema({ complete: true })
  for (const [number, source] of sources.entries()) {
    const migration = read(source)
    const refusal = await run(connection, migration.file.text)
    if (refusal !== undefined) {
      score.failed.push(`${migration.name}: ${refusal}`)
      continue
    }
    score.replayed++
    state = migration.up.reduce(applyOperation, startMigration(state))
    if (number % Number(values.every) === 0 || number === sources.length - 1)
      await compare(state, migration.name, score)
  }
  return score
}

/** Runs a migration in a transaction, or statement by statement where it has to be; gives why it was refused. */
async function run(database: Connection, sql: string): Promise<string | undefined> {
  await database.query('RESET search_path')
  try {
    await database.query('BEGIN')
    await database.query(sql)
    await database.query('COMMIT')
    return undefined
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    await database.query('ROLLBACK')
    if (!APART.includes(error.sqlstate)) return `${error.sqlstate} ${error.message}`
  }
  try {
    for (const { start, end } of parseSql(sql).statements) await database.query(sql.slice(start, end))
    return undefined
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    await database.query('ROLLBACK')
    return `${error.sqlstate} ${error.message}, with a part of it done`
  }
}

async function compare(state: SchemaState, migration: string, score: Score): Promise<void> {
  const found = differencesOf(state, await introspect(connection))
  score.compared++
  if (found.length === 0) score.equal++
  for (const each of found) if (!score.differences.has(each)) score.differences.set(each, migration)
}

type Plain = Readonly<Record<string, unknown>>

function differencesOf(state: SchemaState, truth: SchemaState): readonly string[] {
  const actual = canonicalTables(truth)
  const claimed = withTypesOf(actual, canonicalTables(state))
  const incomplete = incompleteTables(state)
  const tables = unite(claimed, actual).flatMap(key => {
    const [claim, table] = [claimed[key], actual[key]]
    if (!claim || !table)
      return claim && incomplete.has(key) ? [] : [`table ${key} ${claim ? 'claimed' : 'missing'}`]
    return (['facts', 'columns', 'constraints', 'indexes'] as const).flatMap(part =>
      unlike(claim[part], table[part], `${part} ${key}`, incomplete.has(key)),
    )
  })
  const [claimedRest, actualRest] = [canonicalRest(state), canonicalRest(truth)]
  const rest = Object.keys(actualRest).flatMap(kind =>
    unlike(claimedRest[kind] as Plain, actualRest[kind] as Plain, kind, !state.complete),
  )
  return [...tables, ...rest]
}

/** Names of which two records say different things; an incomplete one may lack some. */
function unlike(claim: Plain, actual: Plain, label: string, incomplete: boolean): readonly string[] {
  return unite(claim, actual)
    .filter(name => JSON.stringify(claim[name]) !== JSON.stringify(actual[name]))
    .filter(name => !incomplete || name in claim)
    .map(name => `${label} ${name}: ${shown(claim[name])} is ${shown(actual[name])}`)
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'absent'
}

function unite(one: Plain, other: Plain): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
}

function print(
  name: string,
  { replayed, failed, compared, equal, differences }: Score,
  seconds: number,
): void {
  console.log(
    `${name}: ${String(replayed)} replayed, ${String(failed.length)} refused by PostgreSQL, ` +
      `${String(equal)} of ${String(compared)} states equal, ${seconds.toFixed(0)} s`,
  )
  for (const each of failed) console.log(`  refused ${each}`)
  const kinds = new Map<string, number>()
  for (const each of differences.keys()) {
    const kind = each.split(' ')[0] ?? ''
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  for (const [kind, count] of kinds) console.log(`  different ${kind}: ${String(count)}`)
  for (const [each, migration] of differences) console.log(`    after ${migration}: ${each}`)
}
