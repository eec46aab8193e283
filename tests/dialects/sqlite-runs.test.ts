import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Connection } from '../../src/database/connection.ts'
import { openSqlite } from '../../src/database/sqlite.ts'
import { nativelyAlters, sqlite } from '../../src/dialects/sqlite.ts'
import { RESERVED_WORDS, SQLITE } from '../../src/dialects/sqlite/identifiers.ts'
import { UnsupportedByDialect } from '../../src/dialects/unsupported-by-dialect.ts'
import type { BareOperation, OperationKind } from '../../src/model/operation.ts'
import { ALL_EXAMPLES, EXAMPLES } from './examples.ts'

const SCHEMA = `
  ATTACH ':memory:' AS billing;
  CREATE TABLE customers (id integer PRIMARY KEY, name text);
  CREATE TABLE parents (id integer PRIMARY KEY);
  CREATE TABLE orders (
    id integer PRIMARY KEY, customer_id bigint, note text, total bigint NOT NULL, made datetime, during text,
    parent bigint, CONSTRAINT orders_positive CHECK (total > 0),
    CONSTRAINT orders_parent FOREIGN KEY (parent) REFERENCES parents);
  CREATE INDEX orders_total ON orders (total);
  CREATE VIEW recent_orders AS SELECT id FROM orders;
  CREATE TABLE notes (id bigint NOT NULL DEFAULT 0, "order" bigint NOT NULL DEFAULT 0, body text);
  CREATE TABLE billing."Invoice Lines" ("order" bigint, CONSTRAINT "Known" CHECK ("order" > 0));
  CREATE TABLE events (day date);
`

/** Kinds of which SQLite can do none of the examples. */
const REFUSED: readonly OperationKind[] = [
  'addEnumValue',
  'addIdentity',
  'alterConstraint',
  'alterDomain',
  'attachIndex',
  'attachPartition',
  'changeColumnType',
  'copyRows',
  'createDomain',
  'detachPartition',
  'dropDefault',
  'dropIdentity',
  'mergeRows',
  'refreshView',
  'renameConstraint',
  'renameEnumValue',
  'renameIndex',
  'setDefault',
  'setTableSchema',
]

/** What SQLite itself answers: [part of the statement, its answer]. */
const ANSWERS: readonly (readonly [RegExp, RegExp])[] = [
  [/DROP CONSTRAINT customers_pkey/u, /no such constraint/u],
  [/pg_sleep/u, /no such function/u],
]

let database: Connection
let version: string

beforeEach(async () => {
  database = await openSqlite(':memory:')
  await database.query(SCHEMA)
  const { rows } = await database.query('SELECT sqlite_version() AS version')
  version = String(rows[0]?.['version'])
})
afterEach(() => database.close())

function printed(operation: BareOperation): string | UnsupportedByDialect {
  try {
    return sqlite.printOperation(operation)
  } catch (error) {
    if (error instanceof UnsupportedByDialect) return error
    throw error
  }
}

/** Statements that need a transaction to end, or a savepoint. */
function around(operation: BareOperation): string {
  if (operation.kind !== 'transactionControl' || operation.action === 'begin') return ''
  return 'BEGIN; SAVEPOINT before_backfill; SAVEPOINT "Before Backfill";'
}

describe('what the dialect prints runs on SQLite', () => {
  const printable = ALL_EXAMPLES.flatMap(operation => {
    const sql = printed(operation)
    return typeof sql === 'string' ? [[sql, operation] as const] : []
  })

  test.each(printable)('%s', async (sql, operation) => {
    if (!nativelyAlters(operation, version)) return
    await database.query(around(operation))
    const told = await database.query(sql).then(
      () => undefined,
      (error: unknown) => String(error),
    )
    const answer = ANSWERS.find(([statement]) => statement.test(sql))
    if (answer) expect(told).toMatch(answer[1])
    else expect(told).toBeUndefined()
  })

  test('and only what SQLite cannot do is refused as a whole', () => {
    const refused = Object.entries(EXAMPLES)
      .filter(([, examples]) => examples.every(each => typeof printed(each) !== 'string'))
      .map(([kind]) => kind)
    expect(refused.sort()).toEqual(REFUSED)
  })

  test.each(ALL_EXAMPLES.map(printed).filter(each => typeof each !== 'string'))(
    'a refusal says what, why and what to do: $message',
    ({ message, why, remedy }) => {
      expect(message).toMatch(/^[A-Z].+: .+\. [A-Z].+\.$/u)
      expect(message.endsWith(`: ${why}. ${remedy}.`)).toBe(true)
    },
  )
})

/** Every place of a name in what the dialect prints. */
function namedEverywhere(name: string): readonly BareOperation[] {
  const table = { name }
  const column = { name, constraints: [] }
  const check = { sql: 'z > 0', functions: [], columns: ['z'], provesNotNull: [] }
  return [
    {
      kind: 'createTable',
      table,
      columns: [column, { name: 'z', constraints: [] }],
      constraints: [
        { kind: 'check', name, expression: check },
        { kind: 'primaryKey', columns: [name], include: [] },
      ],
    },
    {
      kind: 'createTable',
      table: { name: 'child' },
      columns: [
        {
          name,
          constraints: [{ kind: 'foreignKey', columns: [name], references: { table, columns: [name] } }],
        },
      ],
      constraints: [],
    },
    { kind: 'createIndex', name: `by ${name}`, table, parts: [{ column: name, order: 'desc' }], include: [] },
    {
      kind: 'updateInBatches',
      table,
      set: [{ column: name, value: { sql: '1', functions: [], columns: [], provesNotNull: [] } }],
    },
    { kind: 'createView', view: { name: 'seen' }, columns: [name], query: 'SELECT 1', reads: [] },
    { kind: 'renameColumn', table, column: name, to: 'other' },
    { kind: 'renameColumn', table, column: 'other', to: name },
    { kind: 'renameTable', table, to: 'other' },
    { kind: 'renameTable', table: { name: 'other' }, to: name },
    { kind: 'transactionControl', action: 'savepoint', name },
    { kind: 'transactionControl', action: 'release', name },
    { kind: 'dropTable', table },
    // An index may not be called as a table is.
    { kind: 'createIndex', name, table: { name: 'child' }, parts: [{ column: name }], include: [] },
    { kind: 'dropIndex', index: { name } },
  ]
}

describe('names', () => {
  test.each([
    ...RESERVED_WORDS,
    'user',
    'key',
    'strict',
    'rowid',
    'Order',
    'größe',
    'a"b',
    "it's",
    '名前 🚚',
  ])('%s can be the name of everything', async name => {
    for (const operation of namedEverywhere(name)) await database.query(sqlite.printOperation(operation))
  })

  test.each([...RESERVED_WORDS].filter(word => !/^(?:true|false|savepoint)$/u.test(word)))(
    '%s would be read as something else without quotes',
    async word => {
      const statements = [
        `CREATE TABLE ${word} (${word} int DEFAULT 0, z int, CONSTRAINT ${word} CHECK (z > 0))`,
        `SELECT z FROM ${word} WHERE ${word}.${word} IS NULL AND ${word} = 1`,
      ]
      await expect(database.query(statements.join(';'))).rejects.toMatchObject({ sqlstate: 'SQLITE_ERROR' })
    },
  )

  test.each(["it's", 'back\\slash', '名前 🚚', 'a;b -- c'])('%s comes back as a constant', async text => {
    const { rows } = await database.query(`SELECT ${SQLITE.literal(text)} AS text`)
    expect(rows).toEqual([{ text }])
  })
})
