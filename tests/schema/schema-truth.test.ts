/** House test "schema truth": what replaying a history says is what the catalog of PostgreSQL says after the same history. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { DatabaseError, type Connection } from '../../src/database/connection.ts'
import { introspect } from '../../src/database/introspect.ts'
import { resetSchema } from '../../src/database/reset-schema.ts'
import { casesIn, splitExample, type Example } from '../../src/dev/example.ts'
import { printOperation } from '../../src/dialects/postgres.ts'
import { frontends } from '../../src/frontends/index.ts'
import type { Operation } from '../../src/model/operation.ts'
import { discover } from '../../src/project/discover.ts'
import { findMigrations } from '../../src/project/find-migrations.ts'
import { applyOperation, startMigration } from '../../src/schema/apply.ts'
import { emptySchema } from '../../src/schema/empty.ts'
import type { SchemaState } from '../../src/schema/schema-state.ts'
import { verbatim } from '../../src/source/mapped-text.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { textOf } from '../../src/source/span.ts'
import { parseSql } from '../../src/sql/parse.ts'
import { readSql } from '../../src/sql/read-sql.ts'
import { canonicalRest, canonicalTables, incompleteTables, withTypesOf } from './canonical.ts'
import { sharedEmbedded } from '../shared-embedded.ts'

let connection: Connection

beforeAll(async () => {
  connection = await sharedEmbedded()
})

/** Both sides after a text, which ends at the first statement that PostgreSQL refuses. */
interface Outcome {
  readonly state: SchemaState
  readonly refused?: { readonly statement: string; readonly error: DatabaseError } | undefined
}

async function replay(start: SchemaState, sql: string): Promise<Outcome> {
  const { operations } = readSql(verbatim(createSourceFile('case.sql', sql)), {
    sending: 'apart',
    statement: 0,
    roundTrip: 0,
  })
  let state = start
  for (const [number, { start: from, end }] of parseSql(sql).statements.entries()) {
    const statement = sql.slice(from, end)
    try {
      await connection.query(statement)
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error
      await connection.query('ROLLBACK')
      return { state: state.transaction?.before ?? state, refused: { statement, error } }
    }
    for (const operation of operations) {
      if (operation.statement === number) state = applyOperation(state, operation)
    }
  }
  return { state }
}

async function expectTruth(state: SchemaState): Promise<void> {
  const truth = await introspect(connection)
  const actual = canonicalTables(truth)
  const claimed = withTypesOf(actual, canonicalTables(state))
  const incomplete = incompleteTables(state)
  for (const key of incomplete) {
    const [claim, table] = [claimed[key], actual[key]]
    if (!claim || !table) continue
    const unsure = state.tables.get(key)?.unsure ?? []
    for (const part of ['columns', 'constraints', 'indexes'] as const) {
      const sure = Object.entries(claim[part]).filter(([name]) => !unsure.includes(name))
      expect(table[part]).toMatchObject(Object.fromEntries(sure))
    }
  }
  const whole = <T>(tables: Readonly<Record<string, T>>) =>
    Object.entries(tables).filter(([key]) => !incomplete.has(key))
  expect(Object.fromEntries(whole(claimed))).toEqual(Object.fromEntries(whole(actual)))
  expect(canonicalRest(state)).toEqual(canonicalRest(truth))
}

const CASES = join(import.meta.dirname, 'cases')

describe('a replayed history says what the catalog says', () => {
  it.each(readdirSync(CASES).sort())('%s', async name => {
    await resetSchema(connection)
    const sql = readFileSync(join(CASES, name), 'utf8')
    const { state, refused } = await replay(startMigration(emptySchema({ complete: true })), sql)
    if (!sql.includes('-- refused')) expect(refused).toBeUndefined()
    await expectTruth(state)
  })
})

const RULES = join(import.meta.dirname, '../../rules')

/** No reader follows an example that writes into the catalog to make what only a failure makes. */
const writesCatalog = (path: string) => /^UPDATE pg_/mu.test(readFileSync(join(RULES, path), 'utf8'))

const examples = (readdirSync(RULES, { recursive: true }) as string[]).filter(
  path => /[\\/](?:bad|good)\.sql$/u.test(path) && !writesCatalog(path),
)

describe('the examples of the rules leave the schema that the replay says', () => {
  it.skipIf(examples.length === 0).each(examples)('%s', async path => {
    await expectTruthOf(exampleAt(path))
  })
})

function exampleAt(path: string): Example {
  return splitExample(createSourceFile(path, readFileSync(join(RULES, path), 'utf8')))
}

/** Replays an example in an empty database, as far as it runs. */
async function expectTruthOf({ setup, migrations }: Example): Promise<void> {
  // What is written into the catalog itself, such as an index that a cancelled build left, no replay can tell.
  if (setup && /\bupdate pg_/iu.test(textOf(setup))) return
  await resetSchema(connection)
  let state = emptySchema({ complete: true })
  const parts = [...(setup ? [setup] : []), ...migrations.map(({ up }) => up)]
  for (const part of parts) {
    await connection.query('RESET search_path')
    const outcome = await replay(startMigration(state), textOf(part))
    state = outcome.state
    if (outcome.refused) break
  }
  await expectTruth(state)
}

const pages = (readdirSync(RULES, { recursive: true }) as string[]).filter(path => /cases\.md$/u.test(path))

describe('the cases of the rules leave the schema that the replay says', () => {
  // Most are about the tables of the bad example, which the page does not repeat.
  it.skipIf(pages.length === 0).each(pages)('%s', async path => {
    const bad = path.replace(/cases\.md$/u, 'bad.sql')
    const { setup } = existsSync(join(RULES, bad)) ? exampleAt(bad) : {}
    for (const { line, example } of casesIn(
      createSourceFile(path, readFileSync(join(RULES, path), 'utf8')),
    )) {
      try {
        await expectTruthOf({ ...example, setup: example.setup ?? setup })
      } catch (error) {
        throw new Error(`in line ${line}`, { cause: error })
      }
    }
  })
})

const FIXTURES = join(import.meta.dirname, '../../fixtures/frontends')

const fixtures = readdirSync(FIXTURES).flatMap(framework => fixturesOf(framework))

/** Those that are files lie in one folder, which is read once for all of them; each of the others is a folder. */
function fixturesOf(framework: string) {
  const folder = join(FIXTURES, framework)
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.endsWith('.ops'))
  const found = (paths: readonly string[]) => {
    const { files } = discover({ cwd: folder, paths: paths.map(path => join(folder, path)) })
    return { files, histories: findMigrations(frontends, files) }
  }
  const names = entries.filter(entry => entry.isFile()).map(({ name }) => name)
  const together = once(() => found(names))
  return entries.map(entry => {
    const { name } = entry
    const isPart = entry.isFile() ? (path: string) => path === name : () => true
    return { title: `${framework}/${name}`, isPart, found: entry.isFile() ? together : () => found([name]) }
  })
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}

describe('the fixtures of the frontends leave the schema that the replay says', () => {
  it.each(fixtures)('$title', async ({ isPart, found }) => {
    const { files, histories } = found()
    const own = histories.map(({ frontend, sources }) => ({
      frontend,
      sources: sources.filter(({ paths }) => paths.some(isPart)),
    }))
    for (const { frontend, sources } of own.filter(history => history.sources.length > 0)) {
      await resetSchema(connection)
      let state = emptySchema({ complete: true })
      for (const source of sources) {
        await connection.query('RESET search_path')
        state = startMigration(state)
        for (const operation of frontend.read(source, files, {}).up)
          if (await runs(operation)) state = applyOperation(state, operation)
      }
      await expectTruth(state)
    }
  })
})

/** Runs an operation, printed again; one that may or may not run is left out. */
async function runs(operation: Operation): Promise<boolean> {
  if (operation.flow !== undefined || UNRUN.includes(operation.kind)) return false
  try {
    await connection.query(printOperation(operation))
    return true
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    return false
  }
}

const UNRUN: readonly Operation['kind'][] = ['opaque', 'transactionControl', 'noOperation']
