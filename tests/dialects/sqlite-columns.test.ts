import { describe, expect, it } from 'vitest'
import { sqlite, sqliteDialect } from '../../src/dialects/sqlite.ts'
import { UnsupportedByDialect } from '../../src/dialects/unsupported-by-dialect.ts'
import { dataType, type DataType } from '../../src/model/data-type.ts'
import type { BareOperation } from '../../src/model/operation.ts'
import { column, constant, expression } from './make.ts'
import { onSqlite, printed, table } from './on-sqlite.ts'

const orders = { name: 'orders' }
const customers = { name: 'customers' }
const { query, rowsOf, run } = onSqlite()

describe('types', () => {
  const TYPES: readonly (readonly [DataType, string, string])[] = [
    [dataType('smallint'), 'SMALLINT', 'INTEGER'],
    [dataType('int'), 'INTEGER', 'INTEGER'],
    [dataType('bigint'), 'BIGINT', 'INTEGER'],
    [dataType('boolean'), 'BOOLEAN', 'INTEGER'],
    [dataType('real'), 'REAL', 'REAL'],
    [dataType('double precision'), 'DOUBLE PRECISION', 'REAL'],
    [dataType('numeric', 10, 2), 'NUMERIC(10, 2)', 'REAL'],
    [dataType('text'), 'TEXT', 'TEXT'],
    [dataType('varchar', 20), 'VARCHAR(20)', 'TEXT'],
    [dataType('varchar'), 'VARCHAR', 'TEXT'],
    [dataType('char', 2), 'CHAR(2)', 'TEXT'],
    [dataType('uuid'), 'CHAR(36)', 'TEXT'],
    [dataType('jsonb'), 'JSON', 'TEXT'],
    [dataType('bytea'), 'BLOB', 'BLOB'],
    [dataType('date'), 'DATE', 'TEXT'],
    [dataType('time'), 'TIME', 'TEXT'],
    [dataType('timestamp'), 'DATETIME', 'TEXT'],
    [dataType('timestamptz', 3), 'DATETIME', 'TEXT'],
    [dataType('interval'), 'TEXT', 'TEXT'],
    [{ name: 'interval day to second', arguments: [3], dimensions: 0 }, 'TEXT', 'TEXT'],
    [dataType('inet'), 'TEXT', 'TEXT'],
    [dataType('datetime'), 'DATETIME', 'TEXT'],
  ]

  it.each(TYPES)('$name is %s', async (type, declared, strict) => {
    await run(table([column('value', type)]), {
      ...table([column('value', type)], { strict: true }),
      table: customers,
    })
    expect(await rowsOf(`SELECT type FROM pragma_table_info('orders')`)).toEqual([{ type: declared }])
    expect(await rowsOf(`SELECT type FROM pragma_table_info('customers')`)).toEqual([{ type: strict }])
  })

  it.each([
    ["'007'", 'text'],
    ["'1.0'", 'varchar'],
    ["'1 day'", 'interval'],
    ["'(1,2)'", 'inet'],
    ["'2024-01-01'", 'date'],
    ["'2024-01-01 10:00:00'", 'timestamptz'],
    ["'123e4567-e89b-12d3-a456-426614174000'", 'uuid'],
  ])('a value %s of type %s stays the text that it is', async (value, type) => {
    await run(table([column('value', dataType(type))]))
    await query(`INSERT INTO orders VALUES (${value})`)
    expect(await rowsOf('SELECT quote(value) AS value FROM orders')).toEqual([{ value }])
  })

  it.each([
    [
      { ...dataType('text'), dimensions: 1 },
      'Column value of orders with the type text[]: SQLite has no arrays.',
    ],
    [dataType('tsvector'), 'Column value of orders with the type tsvector: SQLite has no type like it.'],
    [dataType('int4range'), 'Column value of orders with the type int4range: SQLite has no type like it.'],
    [
      dataType('geometry', 'point', 4326),
      'Column value of orders with the type geometry(point,4326): SQLite has',
    ],
  ])('%j is refused', (type, message) => {
    expect(() => sqlite.printOperation(table([column('value', type)]))).toThrow(message)
    expect(printed(table([column('value', type)]))).toBeInstanceOf(UnsupportedByDialect)
  })

  it('an email of type citext is found in any case', async () => {
    await run(table([column('email', dataType('citext'))]))
    await query("INSERT INTO orders VALUES ('Ann@shop.example')")
    expect(await rowsOf("SELECT 1 AS found FROM orders WHERE email = 'ann@SHOP.example'")).toEqual([
      { found: 1 },
    ])
  })
})

describe('enums', () => {
  const status: DataType = { name: 'status', arguments: [], dimensions: 0 }
  const enumeration: BareOperation = {
    kind: 'createEnum',
    type: { name: 'status' },
    values: ['open', 'paid'],
  }
  const add: BareOperation = { kind: 'addColumn', table: orders, column: column('status', status) }

  it('check for the values that an operation before has given', async () => {
    const operations = [enumeration, table([column('id', dataType('bigint'))]), add]
    expect(sqlite.printOperations(operations)).toEqual([
      '-- CREATE TYPE status left out: each column of it checks for open, paid',
      'CREATE TABLE orders (id BIGINT)',
      "ALTER TABLE orders ADD COLUMN status VARCHAR(4) CHECK (status IN ('open', 'paid'))",
    ])
    await run(...operations)
    await query("INSERT INTO orders (status) VALUES ('paid'), (NULL)")
    await expect(query("INSERT INTO orders (status) VALUES ('lost')")).rejects.toMatchObject({
      sqlstate: 'SQLITE_CONSTRAINT_CHECK',
    })
  })

  it('check for the values that the caller knows, and for those of a renamed type', () => {
    const known = sqliteDialect({ enumValues: ({ name }) => (name === 'status' ? ["it's"] : undefined) })
    expect(known.printOperation(add)).toBe(
      "ALTER TABLE orders ADD COLUMN status VARCHAR(4) CHECK (status IN ('it''s'))",
    )
    const renamed: BareOperation = { kind: 'renameType', type: { name: 'state' }, to: 'status' }
    const texts = sqlite.printOperations([{ ...enumeration, type: { name: 'state' } }, renamed, add])
    expect(texts.at(-1)).toContain("CHECK (status IN ('open', 'paid'))")
  })

  it('are text where nothing is known of them, which a comment says', () => {
    expect(sqlite.printOperation(add)).toBe(
      '-- status at status is TEXT: its values are not known here, so that nothing checks them\nALTER TABLE orders ADD COLUMN status TEXT',
    )
  })

  it('leave nothing behind when their column is dropped', async () => {
    await run(enumeration, table([column('id', dataType('bigint'))]), add)
    await run({ kind: 'dropColumn', table: orders, column: 'status' }, { kind: 'dropType', type: status })
    expect(await rowsOf('SELECT sql FROM sqlite_schema')).toEqual([
      { sql: 'CREATE TABLE orders (id BIGINT)' },
    ])
  })
})

describe('defaults', () => {
  const CASES = [
    ['integer', constant('0', 0), '0', 'integer', 0],
    ['integer', constant("'0'", '0'), "'0'", 'integer', 0],
    [
      'bigint',
      constant('12345678901234567', Number('12345678901234567')),
      '12345678901234567',
      'integer',
      12345678901234567n,
    ],
    ['numeric', constant('-5', -5), '-5', 'integer', -5],
    ['boolean', constant('false', false), 'false', 'integer', 0],
    ['boolean', constant("'t'", 't'), 'true', 'integer', 1],
    ['text', constant("'it''s'", "it's"), "'it''s'", 'text', "it's"],
    ['text', constant("E'a\\\\b'", 'a\\b'), "'a\\b'", 'text', 'a\\b'],
    ['jsonb', expression("CAST('{}' AS jsonb)", { literal: '{}' }), "'{}'", 'text', '{}'],
    ['text', constant('NULL', null), 'NULL', 'null', null],
    ['integer', expression('1 + 1'), '1 + 1', 'integer', 2],
    ['text', expression("lower('A')", { functions: ['lower'] }), "lower('A')", 'text', 'a'],
  ] as const

  it.each(CASES)('of %s: $sql', async (type, value, dflt_value, kind, stored) => {
    await run(table([column('id', dataType('integer')), column('value', dataType(type), { default: value })]))
    expect(await rowsOf(`SELECT dflt_value FROM pragma_table_info('orders') WHERE name = 'value'`)).toEqual([
      { dflt_value },
    ])
    await query('INSERT INTO orders (id) VALUES (1)')
    expect(await rowsOf('SELECT typeof(value) AS kind, value FROM orders')).toEqual([{ kind, value: stored }])
  })

  it.each([
    'now()',
    'CURRENT_TIMESTAMP',
    'current_timestamp(3)',
    'LOCALTIMESTAMP',
    "timezone('utc', now())",
    "now() at time zone 'utc'",
  ])('%s is the time of SQLite', async sql => {
    await run(
      table([
        column('id', dataType('integer')),
        column('made', dataType('timestamptz'), { default: expression(sql) }),
      ]),
    )
    expect(await rowsOf('SELECT sql FROM sqlite_schema')).toEqual([
      { sql: 'CREATE TABLE orders (id INTEGER, made DATETIME DEFAULT CURRENT_TIMESTAMP)' },
    ])
  })

  it('gen_random_uuid() is a random UUID of version 4', async () => {
    await run(
      table([
        column('id', dataType('uuid'), { default: expression('gen_random_uuid()') }),
        column('note', dataType('text')),
      ]),
    )
    await query("INSERT INTO orders (note) VALUES ('a'), ('b')")
    const ids = (await rowsOf('SELECT id FROM orders')).map(({ id }) => String(id))
    expect(new Set(ids).size).toBe(2)
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u)
  })

  it('nextval() is refused, because SQLite would only fail at the first row', () => {
    const number = column('number', dataType('bigint'), { default: expression("nextval('numbers')") })
    expect(() => sqlite.printOperation(table([number]))).toThrow(
      "The default nextval('numbers') of column number of orders: SQLite has no function nextval. Give the value with each INSERT, or another default.",
    )
  })
})
