/** Whole texts: numbers, comments, mistakes, other dialects, unknown values, hostile input, exact places. */
import { describe, expect, it } from 'vitest'
import { concatMapped, hole, mappedText, standingFor, verbatim } from '../../src/source/mapped-text.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { spanOf, textOf } from '../../src/source/span.ts'
import { readSql } from '../../src/sql/read-sql.ts'
import { read, saidBy } from './reading.ts'

const kinds = (text: string) => read(text).operations.map(({ kind }) => kind)
const errors = (text: string) => read(text).parseErrors.map(({ message, span }) => [message, textOf(span)])

describe('the numbers of statements', () => {
  it('count on from those given, one round trip for a text sent together', () => {
    const { operations, ...next } = read('DROP TABLE a; DROP TABLE b', { statement: 4, roundTrip: 2 })
    expect(operations.map(({ statement, roundTrip }) => [statement, roundTrip])).toEqual([
      [4, 2],
      [5, 2],
    ])
    expect(next).toMatchObject({ nextStatement: 6, nextRoundTrip: 3 })
  })

  it('give each statement its round trip when sent apart', () => {
    const reading = read('DROP TABLE a; DROP TABLE b', { sending: 'apart' })
    expect(reading.operations.map(({ roundTrip }) => roundTrip)).toEqual([0, 1])
    expect(reading.nextRoundTrip).toBe(2)
  })

  it.each(['', ' \n', '-- nothing', ';;', '/* x */ ;'])('stay when the text %j says nothing', text => {
    expect(read(text)).toMatchObject({ operations: [], parseErrors: [], nextStatement: 0, nextRoundTrip: 0 })
  })
})

describe('comments', () => {
  it('are all returned, with their place and without their marks', () => {
    const { comments } = read(
      "-- one\nDROP TABLE a; /* two /* inner */ */ SELECT '-- no', $$ /* no */ $$ --three\r\n",
    )
    expect(comments.map(({ text }) => text)).toEqual([' one', ' two /* inner */ ', 'three'])
    expect(comments.map(({ span }) => textOf(span))).toEqual(['-- one', '/* two /* inner */ */', '--three'])
  })

  it('are never in the characters that say an operation', () => {
    expect(saidBy('/* a */ DROP TABLE a /* b */ -- c\n ; -- d\nDROP TABLE b -- e')).toEqual([
      'DROP TABLE a',
      'DROP TABLE b',
    ])
  })
})

describe('the characters that say a statement', () => {
  it.each<[string, string[]]>([
    ['CREATE TABLE shop . "or;ders" (\n  id int\n);', ['CREATE TABLE shop . "or;ders"']],
    ['UPDATE orders\nSET a = 1', ['UPDATE orders']],
    ["CREATE TYPE status AS ENUM (\n  'a'\n)", ['CREATE TYPE status AS ENUM (']],
    [
      'CREATE FUNCTION f() RETURNS int AS $$\nSELECT 1\n$$ LANGUAGE sql',
      ['CREATE FUNCTION f() RETURNS int AS $$'],
    ],
    ['DROP TABLE IF EXISTS shop.orders, "b" CASCADE', ['shop.orders', '"b"']],
    ['DROP FUNCTION f(int, text), shop.g() RESTRICT', ['f', 'shop.g']],
    ['CREATE INDEX i ON orders (a)', ['CREATE INDEX i ON orders (a)']],
  ])('%j', (sql, expected) => {
    expect(saidBy(sql)).toEqual(expected)
  })
})

describe('a mistake', () => {
  it('is told at its place and leaves the other statements readable', () => {
    const text = "SELECT '🐢é'; CREATE TABEL a (); DROP TABLE b"
    expect(kinds(text)).toEqual(['noOperation', 'opaque', 'dropTable'])
    expect(errors(text)).toEqual([['syntax error at or near "TABEL"', 'TABEL']])
    expect(saidBy(text)[1]).toBe('CREATE TABEL a ()')
  })

  it('in brackets does not swallow what stands behind it', () => {
    const text = 'CREATE TABLE a (id int; DROP TABLE b; DROP TABLE c'
    expect(kinds(text)).toEqual(['opaque', 'dropTable', 'dropTable'])
    expect(errors(text)).toHaveLength(1)
  })

  it('at the end is told at the last character', () => {
    expect(errors('DROP TABLE')).toEqual([['syntax error at end of input', 'E']])
  })
})

describe('what is not plain PostgreSQL', () => {
  it.each<[string, string]>([
    ['CREATE TABLE `orders` (id int)', 'other dialect'],
    ['CREATE TABLE orders (id int AUTO_INCREMENT) ENGINE=InnoDB', 'other dialect'],
    ['CREATE TABLE orders (id integer PRIMARY KEY AUTOINCREMENT)', 'other dialect'],
    ['PRAGMA foreign_keys = OFF', 'other dialect'],
    ['ALTER TABLE orders MODIFY COLUMN a int', 'other dialect'],
    ['DROP INDEX "orders"@"orders_total" CASCADE', 'other dialect'],
    ['CREATE INDEX [orders_total] ON [orders] ([total])', 'other dialect'],
    ['ALTER TABLE orders ALTER COLUMN note varchar(max)', 'other dialect'],
    ['UPDATE h SET note = (SELECT TOP 1 note FROM orders) FROM orders h WHERE id IN (1,)', 'other dialect'],
    ['EXEC sp_rename "orders.note", "remark"', 'other dialect'],
    ['INSERT IGNORE INTO orders (id) VALUES (1)', 'other dialect'],
    ['SHOW COLUMNS FROM orders', 'other dialect'],
    ['UPDATE orders o INNER JOIN customers c ON c.id = o.customer_id SET o.note = c.note', 'other dialect'],
    ['ALTER TABLE ${schema}.orders ADD a int', 'run-time value'],
    ['ALTER TABLE :schema.orders ADD a int', 'run-time value'],
    ['\\i other.sql', 'other file'],
    ['\\connect shop', 'unsupported statement'],
  ])('%s', (sql, reason) => {
    const { operations, parseErrors } = read(sql)
    expect(operations).toMatchObject([{ kind: 'opaque', reason }])
    expect(parseErrors).toEqual([])
  })

  it.each([
    'DROP CONCURRENTLY "orders_total" ON "orders" USING BTREE ("total")',
    'DROP INDEX orders_total ON orders',
    'ALTER TABLE orders ALTER COLUMN note varchar(9)',
    'ALTER TABLE orders ADD COLUMN total integer uuid',
  ])('that only might be one stays a mistake: %s', sql => {
    expect(errors(sql)).toHaveLength(1)
  })

  it('in a string or comment gives nothing away', () => {
    expect(errors("CREATE TABEL a DEFAULT '{{1,2},{3,4}}'::int[] -- :x ${y}")).toHaveLength(1)
    expect(errors("CREATE TABEL a -- `x` AUTO_INCREMENT\n DEFAULT 'ENGINE=x'")).toHaveLength(1)
  })

  it('passes over the rows of COPY and harmless commands of psql', () => {
    const text = '\\set x 1\nCOPY orders (a) FROM stdin;\n1;\n(2\n\\.\n\nDROP TABLE b;\n\\echo done'
    expect(kinds(text)).toEqual(['noOperation', 'copyRows', 'dropTable', 'noOperation'])
    expect(errors(text)).toEqual([])
  })

  it('keeps bodies with semicolons whole', () => {
    const body = 'BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END'
    const text = `CREATE FUNCTION f() RETURNS int ${body}; CREATE TABEL x; CREATE RULE r AS ON INSERT TO a DO (DELETE FROM b; DELETE FROM c)`
    expect(kinds(text)).toEqual(['objectDdl', 'opaque', 'objectDdl'])
  })
})

describe('a value that is known only at run time', () => {
  const file = createSourceFile('orders.ts', 'ALTER TABLE ${table} ADD COLUMN ${prefix}_id int')
  const whole = spanOf(file, 0, file.text.length)
  const readParts = (...parts: (string | { hole: string })[]) =>
    readSql(
      concatMapped(
        parts.map(part => (typeof part === 'string' ? standingFor(part, whole) : hole(part.hole, whole))),
      ),
      {
        sending: 'together',
        statement: 0,
        roundTrip: 0,
      },
    )

  it('is shown by its source', () => {
    const { operations } = readParts(
      'ALTER TABLE ',
      { hole: 'table' },
      ' ADD COLUMN ',
      { hole: 'prefix' },
      '_id int',
    )
    expect(operations).toMatchObject([
      { kind: 'addColumn', table: { name: '${table}' }, column: { name: '${prefix}_id' } },
    ])
  })

  it('is not cut when a name is made of many', () => {
    const { operations } = readParts('DROP INDEX ix_', { hole: 'a' }, '_', { hole: 'b' }, '_', { hole: 'c' })
    expect(operations).toMatchObject([{ kind: 'dropIndex', index: { name: 'ix_${a}_${b}_${c}' } }])
  })

  it('is shown in expressions and strings', () => {
    const { operations } = readParts("UPDATE orders SET a = '", { hole: 'x' }, "' WHERE b = ", {
      hole: 'limit()',
    })
    expect(operations).toMatchObject([
      { set: [{ column: 'a', value: { sql: "'${x}'" } }], where: { sql: 'b = ${limit()}' } },
    ])
  })

  it('makes a parameter unknown', () => {
    const { operations } = readParts('SET lock_timeout = ', { hole: 'timeout' })
    expect(operations).toMatchObject([{ kind: 'setParameter', name: 'lock_timeout', unknown: true }])
    expect(operations[0]).not.toHaveProperty('value', expect.anything())
  })

  it('is a row behind VALUES, and the same value elsewhere is not', () => {
    const { operations } = readParts('INSERT INTO ', { hole: 'rows' }, ' VALUES\n', { hole: 'rows' })
    expect(operations).toMatchObject([
      { kind: 'insertRows', table: { name: '${rows}' }, sql: 'INSERT INTO ${rows} VALUES (${rows})' },
    ])
  })

  it('is opaque where no name may stand, without a parse error', () => {
    const { operations, parseErrors } = readParts({ hole: 'statement' }, ' orders')
    expect(operations).toMatchObject([{ kind: 'opaque', reason: 'run-time value' }])
    expect(parseErrors).toEqual([])
  })
})

describe("places in the user's file", () => {
  it('are exact through escapes and line breaks that were read as one character', () => {
    const file = createSourceFile(
      'up.ts',
      'q("DROP TABLE a;\\nALTER TABLE b\\r\\n  ADD é text, DROP \\u{1F422}")',
    )
    const linear = (start: number, end: number) => ({
      length: end - start,
      span: spanOf(file, start, end),
      atomic: false,
    })
    const atomic = (start: number, end: number, length: number) => ({
      length,
      span: spanOf(file, start, end),
      atomic: true,
    })
    const at = (text: string) => file.text.indexOf(text)
    const [n, rn, turtle] = [at('\\nALTER'), at('\\r\\n'), at('\\u{')]
    const sql = mappedText('DROP TABLE a;\nALTER TABLE b\n  ADD é text, DROP 🐢', [
      linear(3, n),
      atomic(n, n + 2, 1),
      linear(n + 2, rn),
      atomic(rn, rn + 4, 1),
      linear(rn + 4, turtle),
      atomic(turtle, turtle + 9, 2),
    ])
    const { operations } = readSql(sql, { sending: 'together', statement: 0, roundTrip: 0 })
    expect(operations.map(({ span }) => textOf(span))).toEqual([
      'DROP TABLE a',
      'DROP \\u{1F422}',
      'ADD é text',
    ])
  })

  it('are exact in files with CRLF and a byte order mark', () => {
    const file = createSourceFile('up.sql', '\uFEFFDROP TABLE a;\r\nDROP TABLE é;\r\nSELEC 1;\r\n')
    const reading = readSql(verbatim(file), { sending: 'apart', statement: 0, roundTrip: 0 })
    expect(reading.operations.map(({ span }) => textOf(span))).toEqual([
      'DROP TABLE a',
      'DROP TABLE é',
      'SELEC 1',
    ])
  })

  it('survive a byte order mark that was left in', () => {
    const mapped = standingFor('\uFEFFDROP TABLE a', spanOf(createSourceFile('a.ts', 'x'), 0, 1))
    expect(readSql(mapped, { sending: 'apart', statement: 0, roundTrip: 0 }).operations).toMatchObject([
      { kind: 'dropTable' },
    ])
  })
})

describe('hostile text', () => {
  it('with a NUL is a mistake at that character, not the end of the text', () => {
    const text = 'SELECT 1\0; DROP TABLE a'
    expect(kinds(text)).toEqual(['opaque', 'dropTable'])
    expect(errors(text)).toEqual([['invalid byte sequence: a NUL character', '\0']])
  })

  it.each([
    ['brackets', `SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)}`],
    ['additions', `SELECT 1${' + 1'.repeat(30_000)}`],
    ['negations', `SELECT ${'NOT '.repeat(20_000)}true`],
    ['comments', `SELECT ${'/*'.repeat(100_000)}${'*/'.repeat(100_000)} 1`],
  ])('nested too deeply in %s is a limit for that statement only, again and again', (_what, statement) => {
    const exitCode = process.exitCode
    for (let i = 0; i < 3; i++) {
      const { operations } = read(`${statement}; DROP TABLE a`)
      expect(operations).toMatchObject([{ kind: 'opaque', reason: 'limit' }, { kind: 'dropTable' }])
    }
    expect(process.exitCode).toBe(exitCode)
  })

  it.each([
    ['brackets that are never closed', 'CREATE TABLE a (id int;\n'.repeat(3_000)],
    ['strings that are never closed', "SELECT 'a;\n".repeat(3_001)],
    ['rows of COPY in many tables', 'COPY a FROM stdin;\n1\n\\.\n'.repeat(3_000)],
    ['dollars', '$a$ $b$ '.repeat(5_001)],
    ['comments that are never closed', '/* '.repeat(50_000)],
  ])('of %s comes to an end', (_what, text) => {
    // Reading in the square of the length would run into the time limit of the suite.
    expect(read(text).operations.length).toBeGreaterThan(0)
  })
})
