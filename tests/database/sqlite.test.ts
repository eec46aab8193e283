import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DatabaseError, type Connection } from '../../src/database/connection.ts'
import { openSqlite, SqliteMissing } from '../../src/database/sqlite.ts'

const ORDERS = `CREATE TABLE orders (id INTEGER PRIMARY KEY, status TEXT NOT NULL CHECK (status <> ''), code TEXT UNIQUE)`

describe('SQLite in memory', () => {
  let connection: Connection
  beforeEach(async () => {
    connection = await openSqlite(':memory:')
  })
  afterEach(() => connection.close())

  const rowsOf = async (sql: string, parameters?: readonly unknown[]) =>
    (await connection.query(sql, parameters)).rows

  it('gives the rows of the last statement', async () => {
    expect(await rowsOf('SELECT 1 AS one; SELECT 2 AS two;')).toStrictEqual([{ two: 2 }])
  })

  it('gives no rows for statements that have none, and for no statement', async () => {
    expect(await rowsOf('SELECT 1 AS one; CREATE TABLE orders (id)')).toStrictEqual([])
    expect(await rowsOf(' ; -- nothing\n')).toStrictEqual([])
  })

  it('is recent enough for strict tables and RETURNING', async () => {
    await connection.query('CREATE TABLE orders (id INTEGER PRIMARY KEY, total INT) STRICT')
    expect(await rowsOf('INSERT INTO orders (total) VALUES (?), (?) RETURNING id', [5, 6])).toStrictEqual([
      { id: 1 },
      { id: 2 },
    ])
  })

  it.each([
    ['a whole number', 5, { value: 5, type: 'integer' }],
    ['a number with a fraction', 1.5, { value: 1.5, type: 'real' }],
    ['a whole number beyond 2^53', 9007199254740993n, { value: 9007199254740993n, type: 'integer' }],
    ['the smallest integer', -9223372036854775808n, { value: -9223372036854775808n, type: 'integer' }],
    ['text', "it's", { value: "it's", type: 'text' }],
    ['true', true, { value: 1, type: 'integer' }],
    ['null', null, { value: null, type: 'null' }],
    ['undefined', undefined, { value: null, type: 'null' }],
    ['bytes', new Uint8Array([1, 0, 255]), { value: new Uint8Array([1, 0, 255]), type: 'blob' }],
    ['a date', new Date(0), { value: '1970-01-01T00:00:00.000Z', type: 'text' }],
    ['an object', { a: 1 }, { value: '{"a":1}', type: 'text' }],
  ])('takes and gives %s', async (_what, value, row) => {
    expect(await rowsOf('SELECT ?1 AS value, typeof(?1) AS type', [value])).toEqual([row])
  })

  it.each([
    ['SELECT total FROM orders', 'SQLITE_ERROR', 'no such table: orders'],
    ['CREATE TABEL orders (id)', 'SQLITE_ERROR', 'near "TABEL": syntax error'],
    ["SELECT 'open", 'SQLITE_ERROR', 'unrecognized token: "\'open"'],
  ])('refuses %j with %s', async (sql, sqlstate, message) => {
    const refusal = await connection.query(sql).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(DatabaseError)
    expect(refusal).toMatchObject({ sqlstate, message, sql })
  })

  it.each([
    ["INSERT INTO orders VALUES (1, NULL, 'b')", 'SQLITE_CONSTRAINT_NOTNULL'],
    ["INSERT INTO orders VALUES (2, '', 'b')", 'SQLITE_CONSTRAINT_CHECK'],
    ["INSERT INTO orders VALUES (2, 'open', 'a')", 'SQLITE_CONSTRAINT_UNIQUE'],
    ["INSERT INTO orders VALUES ('x', 'open', 'b')", 'SQLITE_MISMATCH'],
    ['INSERT INTO items VALUES (7)', 'SQLITE_CONSTRAINT_FOREIGNKEY'],
    ["INSERT INTO totals VALUES ('much')", 'SQLITE_CONSTRAINT_DATATYPE'],
  ])('refuses %j with %s', async (sql, sqlstate) => {
    await connection.query(`${ORDERS}; CREATE TABLE items (order_id REFERENCES orders);
      CREATE TABLE totals (total INT) STRICT; INSERT INTO orders VALUES (1, 'open', 'a')`)
    await expect(connection.query(sql)).rejects.toMatchObject({ sqlstate, sql })
  })

  it('stops at the first statement that is refused, and names that one', async () => {
    const script = 'CREATE TABLE orders (id); DROP TABLE customers; CREATE TABLE items (id)'
    await expect(connection.query(script)).rejects.toMatchObject({ sql: 'DROP TABLE customers' })
    expect(await rowsOf('SELECT name FROM sqlite_schema')).toEqual([{ name: 'orders' }])
  })

  it.each([
    ['two statements', 'SELECT ?; SELECT 2', [1], 'SQLITE_MISUSE'],
    ['too few parameters', 'SELECT ?, ?', [1], 'SQLITE_RANGE'],
    ['too many parameters', "SELECT ?, '?'", [1, 2], 'SQLITE_RANGE'],
  ])('refuses %s', async (_what, sql, parameters, sqlstate) => {
    await expect(connection.query(sql, parameters)).rejects.toMatchObject({ sqlstate })
  })

  it('runs a script with triggers, comments and every kind of quote', async () => {
    await connection.query(`
      CREATE TABLE [orders; old] ("a;b" TEXT, \`c;d\` TEXT); -- it's; not a statement
      /* ; */ CREATE TEMP TRIGGER copy AFTER INSERT ON [orders; old] BEGIN
        UPDATE [orders; old] SET "a;b" = CASE WHEN "a;b" = 'x;' THEN 'y' END; SELECT 1;
      END;
      INSERT INTO "orders; old" VALUES ('x;', 'it''s;');`)
    expect(await rowsOf('SELECT * FROM "orders; old"')).toEqual([{ 'a;b': 'y', 'c;d': "it's;" }])
  })

  it('says SQLITE_FULL when the space is used up, and keeps what was there', async () => {
    await connection.query(`${ORDERS}; INSERT INTO orders VALUES (1, 'open', 'a'); PRAGMA max_page_count = 8`)
    const fill = `INSERT INTO orders (status) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
      SELECT hex(randomblob(100)) FROM n`
    await connection.query('BEGIN')
    await expect(connection.query(fill)).rejects.toMatchObject({ sqlstate: 'SQLITE_FULL' })
    await connection.query('ROLLBACK').catch(() => undefined)
    expect(await rowsOf('SELECT count(*) AS orders FROM orders')).toEqual([{ orders: 1 }])
    expect(await rowsOf('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  })
})

const canOpenFiles = await openSqlite(join(tmpdir(), 'migrate-lint-probe.db')).then(
  connection => connection.close().then(() => true),
  (error: unknown) => {
    if (error instanceof SqliteMissing) return false
    throw error
  },
)

describe.skipIf(!canOpenFiles)('SQLite in a file', () => {
  const HOLDER = fileURLToPath(new URL('./hold-sqlite.ts', import.meta.url))
  const JITI = join(import.meta.dirname, '../../node_modules/jiti/lib/jiti-cli.mjs')
  let folder: string
  let path: string
  let holder: ChildProcess | undefined
  let said: string

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'migrate-lint-'))
    path = join(folder, 'shop.db')
    await using(
      `CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT);
       INSERT INTO orders WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
       SELECT i, 'a note that is long enough to fill some pages' FROM n`,
    )
  })
  afterEach(async () => {
    await kill()
    rmSync(folder, { recursive: true })
  })

  async function using(sql: string) {
    const connection = await openSqlite(path)
    try {
      return (await connection.query(sql)).rows
    } finally {
      await connection.close()
    }
  }

  async function hold(sql: string): Promise<void> {
    const child = spawn(process.execPath, [JITI, HOLDER, path, sql], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    holder = child
    said = ''
    child.stderr.on('data', (text: Buffer) => (said += text.toString()))
    await new Promise<void>((ready, fail) => {
      child.stdout.once('data', () => ready())
      child.once('exit', code => fail(new Error(`the other process ended with ${code}: ${said}`)))
    })
  }

  async function kill(): Promise<void> {
    if (!holder || holder.exitCode !== null || holder.signalCode !== null) return
    const ended = new Promise(resolve => holder?.once('exit', resolve))
    holder.kill('SIGKILL')
    await ended
  }

  it('keeps what was written', async () => {
    expect(await using('SELECT count(*) AS orders FROM orders')).toEqual([{ orders: 5000 }])
  })

  it('undoes the transaction of a process that was killed when part of it was in the file', async () => {
    await hold("PRAGMA cache_size = 5; BEGIN IMMEDIATE; UPDATE orders SET note = 'changed'")
    expect(readdirSync(folder)).toEqual(['shop.db', 'shop.db-journal'])
    await kill()
    expect(await using("SELECT count(*) AS changed FROM orders WHERE note = 'changed'")).toEqual([
      { changed: 0 },
    ])
    expect(await using('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
    expect(readdirSync(folder)).toEqual(['shop.db'])
  })

  it('says SQLITE_BUSY when another process does not let go in time', async () => {
    await hold('BEGIN IMMEDIATE')
    await expect(using('PRAGMA busy_timeout = 200; BEGIN IMMEDIATE')).rejects.toMatchObject({
      sqlstate: 'SQLITE_BUSY',
      message: 'database is locked',
    })
    expect(await using('SELECT count(*) AS orders FROM orders')).toEqual([{ orders: 5000 }])
  })

  it('is opened without a word on the terminal', async () => {
    await hold('SELECT 1')
    await kill()
    expect(said).toBe('')
  })

  it('waits for another process five seconds', async () => {
    expect(await using('PRAGMA busy_timeout')).toEqual([{ timeout: 5000 }])
  })

  it('says which file cannot be opened', async () => {
    await expect(openSqlite(join(folder, 'none/shop.db'))).rejects.toMatchObject({
      sqlstate: 'SQLITE_CANTOPEN',
      message: expect.stringContaining('none/shop.db') as string,
    })
  })
})
