/** House test "schema truth": what replaying a history says is what the catalog of PostgreSQL says after the same history. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DatabaseError, type Connection } from '../../src/database/connection.ts'
import { openEmbedded } from '../../src/database/embedded.ts'
import { introspect } from '../../src/database/introspect.ts'
import { resetSchema } from '../../src/database/reset-schema.ts'
import { splitExample } from '../../src/dev/example.ts'
import { applyOperation, startMigration } from '../../src/schema/apply.ts'
import { emptySchema } from '../../src/schema/empty.ts'
import type { SchemaState } from '../../src/schema/schema-state.ts'
import { verbatim } from '../../src/source/mapped-text.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { textOf } from '../../src/source/span.ts'
import { parseSql } from '../../src/sql/parse.ts'
import { readSql } from '../../src/sql/read-sql.ts'
import { canonicalRest, canonicalTables, incompleteTables } from './canonical.ts'

let connection: Connection

beforeAll(async () => {
  connection = await openEmbedded()
})

afterAll(() => connection.close())

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
      return { state, refused: { statement, error } }
    }
    for (const operation of operations) {
      if (operation.statement === number) state = applyOperation(state, operation)
    }
  }
  return { state }
}

async function expectTruth(state: SchemaState): Promise<void> {
  const truth = await introspect(connection)
  const [claimed, actual] = [canonicalTables(state), canonicalTables(truth)]
  const incomplete = incompleteTables(state)
  for (const key of incomplete) {
    const [claim, table] = [claimed[key], actual[key]]
    if (!claim || !table) continue
    for (const part of ['columns', 'constraints', 'indexes'] as const)
      expect(table[part]).toMatchObject(claim[part])
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
    await resetSchema(connection)
    const example = splitExample(createSourceFile(path, readFileSync(join(RULES, path), 'utf8')))
    let state = emptySchema({ complete: true })
    const parts = [...(example.setup ? [example.setup] : []), ...example.migrations.map(({ up }) => up)]
    for (const part of parts) {
      await connection.query('RESET search_path')
      const outcome = await replay(startMigration(state), textOf(part))
      state = outcome.state
      if (outcome.refused) break
    }
    await expectTruth(state)
  })
})
