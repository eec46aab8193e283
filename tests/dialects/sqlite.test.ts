import { describe, expect, it } from 'vitest'
import { sqlite, sqliteDialect } from '../../src/dialects/sqlite.ts'
import { UnsupportedByDialect } from '../../src/dialects/unsupported-by-dialect.ts'
import type { Constraint } from '../../src/model/constraint.ts'
import { dataType } from '../../src/model/data-type.ts'
import type { BareOperation } from '../../src/model/operation.ts'
import { column, constant, expression } from './make.ts'
import { onSqlite, primaryKey, printed, table } from './on-sqlite.ts'

const orders = { name: 'orders' }
const customers = { name: 'customers' }
const foreignKey = (columns: readonly string[], rest: object = {}): Constraint => ({
  kind: 'foreignKey',
  columns,
  references: { table: customers, columns: [] },
  ...rest,
})
const positive = expression('total > 0', { columns: ['total'] })
const { query, rowsOf, run } = onSqlite()

describe('primary keys', () => {
  it.each([
    [
      'serial',
      column('id', dataType('serial'), { constraints: [primaryKey('id')] }),
      'id INTEGER PRIMARY KEY',
    ],
    [
      'bigserial',
      column('id', dataType('bigserial'), { notNull: true, constraints: [primaryKey('id')] }),
      'id INTEGER NOT NULL PRIMARY KEY',
    ],
    [
      'an identity',
      column('id', dataType('bigint'), { identity: {}, constraints: [primaryKey('id')] }),
      'id INTEGER PRIMARY KEY AUTOINCREMENT',
    ],
  ])('%s numbers the rows', async (_what, id, sql) => {
    expect(sqlite.printOperation(table([id, column('note', dataType('text'))]))).toBe(
      `CREATE TABLE orders (${sql}, note TEXT)`,
    )
    await run(table([id, column('note', dataType('text'))]))
    await query("INSERT INTO orders (note) VALUES ('a'), ('b')")
    expect(await rowsOf('SELECT id FROM orders')).toEqual([{ id: 1 }, { id: 2 }])
  })

  it('keep their name, also where an identity wants the key at its column', async () => {
    const key: Constraint = { ...primaryKey('id'), name: 'orders_pk' }
    const serial = table([column('id', dataType('serial'))], { constraints: [key] })
    const identity = table([column('id', dataType('bigint'), { identity: { always: true } })], {
      constraints: [key],
    })
    expect(sqlite.printOperation(serial)).toBe(
      'CREATE TABLE orders (id INTEGER, CONSTRAINT orders_pk PRIMARY KEY (id))',
    )
    expect(sqlite.printOperation(identity)).toBe(
      '-- GENERATED ALWAYS left out at id: SQLite takes a number that is given, too\n' +
        'CREATE TABLE orders (id INTEGER CONSTRAINT orders_pk PRIMARY KEY AUTOINCREMENT)',
    )
    await run(serial, { ...identity, table: customers })
  })

  it('take no nulls, as in PostgreSQL', async () => {
    await run(
      table([column('code', dataType('text')), column('day', dataType('date'))], {
        constraints: [primaryKey('code', 'day')],
      }),
    )
    await expect(query("INSERT INTO orders VALUES ('a', NULL)")).rejects.toMatchObject({
      sqlstate: 'SQLITE_CONSTRAINT_NOTNULL',
    })
  })

  it.each([
    ['a serial that is not the key', table([column('number', dataType('serial'))])],
    [
      'a serial that is half the key',
      table([column('number', dataType('serial')), column('shop', dataType('text'))], {
        constraints: [primaryKey('number', 'shop')],
      }),
    ],
    [
      'an identity that starts high',
      table([
        column('id', dataType('bigint'), {
          identity: { options: 'START WITH 100' },
          constraints: [primaryKey('id')],
        }),
      ]),
    ],
    [
      'a serial without rowid',
      table([column('id', dataType('serial'), { constraints: [primaryKey('id')] })], { withoutRowid: true }),
    ],
  ])('refuse %s', (_what, operation) => {
    expect(printed(operation)).toBeInstanceOf(UnsupportedByDialect)
  })
})

describe('tables', () => {
  it('carry constraints, generated columns and what a column says', async () => {
    const operation = table(
      [
        column('id', dataType('bigserial'), { constraints: [primaryKey('id')] }),
        column('customer_id', dataType('bigint'), {
          notNull: true,
          constraints: [
            foreignKey(['customer_id'], {
              onDelete: 'cascade',
              onUpdate: 'set null',
              deferrable: true,
              initiallyDeferred: true,
            }),
          ],
        }),
        column('code', dataType('text'), {
          collation: 'C',
          constraints: [{ kind: 'unique', name: 'orders_code', columns: ['code'], include: [] }],
        }),
        column('total', dataType('numeric', 10, 2), { default: constant('0', 0), notNull: true }),
        column('double', dataType('numeric'), {
          generated: { expression: expression('total * 2'), stored: true },
        }),
        column('half', dataType('numeric'), { generated: { expression: expression('total / 2') } }),
        column('note', dataType('text'), {
          notNull: true,
          constraints: [{ kind: 'notNull', name: 'orders_noted', column: 'note' }],
        }),
      ],
      {
        ifNotExists: true,
        constraints: [
          { kind: 'check', name: 'orders_total', expression: positive },
          { kind: 'unique', columns: ['customer_id', 'code'], include: [] },
        ],
      },
    )
    expect(sqlite.printOperation(operation)).toBe(
      'CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, ' +
        'customer_id BIGINT NOT NULL REFERENCES customers ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED, ' +
        'code TEXT COLLATE BINARY CONSTRAINT orders_code UNIQUE, ' +
        'total NUMERIC(10, 2) DEFAULT 0 NOT NULL, ' +
        'double NUMERIC GENERATED ALWAYS AS (total * 2) STORED, half NUMERIC GENERATED ALWAYS AS (total / 2) VIRTUAL, ' +
        'note TEXT CONSTRAINT orders_noted NOT NULL, ' +
        'CONSTRAINT orders_total CHECK (total > 0), UNIQUE (customer_id, code))',
    )
    await run(
      { ...table([column('id', dataType('serial'), { constraints: [primaryKey('id')] })]), table: customers },
      operation,
    )
    expect(
      await rowsOf(`SELECT "table", "from", "on_delete", on_update FROM pragma_foreign_key_list('orders')`),
    ).toEqual([{ table: 'customers', from: 'customer_id', on_delete: 'CASCADE', on_update: 'SET NULL' }])
    expect(await rowsOf(`SELECT name, "notnull", hidden FROM pragma_table_xinfo('orders')`)).toEqual([
      { name: 'id', notnull: 0, hidden: 0 },
      { name: 'customer_id', notnull: 1, hidden: 0 },
      { name: 'code', notnull: 0, hidden: 0 },
      { name: 'total', notnull: 1, hidden: 0 },
      { name: 'double', notnull: 0, hidden: 3 },
      { name: 'half', notnull: 0, hidden: 2 },
      { name: 'note', notnull: 1, hidden: 0 },
    ])
  })

  it('may be strict, without rowid, temporary, or made of a query', async () => {
    const code = column('code', dataType('varchar', 8), { constraints: [primaryKey('code')] })
    await run(
      table([code], { strict: true, withoutRowid: true }),
      { ...table([code], { temporary: true }), table: customers },
      { ...table([], { as: { sql: 'SELECT code FROM orders', reads: [orders] } }), table: { name: 'codes' } },
    )
    expect(
      await rowsOf(
        `SELECT name, wr, strict FROM pragma_table_list WHERE name IN ('orders', 'codes', 'customers') ORDER BY name`,
      ),
    ).toEqual([
      { name: 'codes', wr: 0, strict: 0 },
      { name: 'customers', wr: 0, strict: 0 },
      { name: 'orders', wr: 1, strict: 1 },
    ])
  })

  it('take new columns of strict types when they are strict', async () => {
    const add: BareOperation = {
      kind: 'addColumn',
      table: { schema: 'public', name: 'sales' },
      column: column('made', dataType('timestamp')),
    }
    await run(
      table([column('id', dataType('integer'))], { strict: true }),
      { kind: 'renameTable', table: orders, to: 'sales' },
      add,
    )
    expect(await rowsOf(`SELECT type FROM pragma_table_info('sales')`)).toEqual([
      { type: 'INTEGER' },
      { type: 'TEXT' },
    ])
    expect(sqliteDialect({ isStrict: () => true }).printOperation(add)).toBe(
      'ALTER TABLE sales ADD COLUMN made TEXT',
    )
  })

  it.each<readonly [string, BareOperation, string]>([
    [
      'UNLOGGED',
      table([column('id', dataType('bigint'))], { unlogged: true }),
      '-- UNLOGGED left out: SQLite has one kind of table',
    ],
    [
      'NO INHERIT',
      table([
        column('total', dataType('bigint'), {
          constraints: [{ kind: 'check', expression: positive, noInherit: true }],
        }),
      ]),
      '-- NO INHERIT left out: no table of SQLite inherits',
    ],
    [
      'INCLUDE',
      table([column('total', dataType('bigint'))], {
        constraints: [{ kind: 'unique', columns: ['total'], include: ['total'] }],
      }),
      '-- INCLUDE left out: it only makes reading faster',
    ],
    [
      'CASCADE',
      { kind: 'dropTable', table: orders, ifExists: true, cascade: true },
      '-- CASCADE left out: SQLite drops the table in any case, and leaves views and foreign keys that name it',
    ],
  ])('say in a comment that %s is left out', async (_what, operation, comment) => {
    expect(sqlite.printOperation(operation).split('\n')[0]).toBe(comment)
    await run(operation)
  })

  it.each<readonly [string, readonly Constraint[], string]>([
    [
      'an EXCLUDE',
      [{ kind: 'exclude', name: 'apart', elements: [] }],
      'EXCLUDE apart of orders: SQLite has no EXCLUDE',
    ],
    [
      'a key that is deferred',
      [{ ...primaryKey('id'), deferrable: true }],
      'PRIMARY KEY of orders: SQLite compares keys row by row',
    ],
    [
      'equal nulls',
      [{ kind: 'unique', columns: ['id'], include: [], nullsNotDistinct: true }],
      'UNIQUE of orders: to SQLite two nulls',
    ],
    [
      'NOT ENFORCED',
      [{ kind: 'check', expression: positive, notEnforced: true }],
      'CHECK of orders: SQLite enforces every CHECK',
    ],
    [
      'MATCH FULL on two columns',
      [foreignKey(['id', 'id'], { match: 'full' })],
      'FOREIGN KEY of orders: SQLite reads MATCH FULL and does not do it',
    ],
    [
      'a table elsewhere',
      [foreignKey(['id'], { references: { table: { schema: 'billing', name: 'x' }, columns: [] } })],
      'cannot lead into another database (billing.x)',
    ],
  ])('refuse %s', (_what, constraints, message) => {
    expect(() => sqlite.printOperation(table([column('id', dataType('bigint'))], { constraints }))).toThrow(
      message,
    )
  })
})

describe('altering', () => {
  const none = { functions: [], reads: [] }
  const CASES: readonly (readonly [BareOperation, string, string])[] = [
    [
      { kind: 'renameTable', table: orders, to: 'sales' },
      'ALTER TABLE orders RENAME TO sales',
      'CREATE TABLE "sales" (id INTEGER, total BIGINT NOT NULL CHECK (total > 0), note TEXT)',
    ],
    [
      { kind: 'renameColumn', table: orders, column: 'note', to: 'remark' },
      'ALTER TABLE orders RENAME COLUMN note TO remark',
      'CREATE TABLE orders (id INTEGER, total BIGINT NOT NULL CHECK (total > 0), remark TEXT)',
    ],
    [
      { kind: 'dropColumn', table: orders, column: 'note' },
      'ALTER TABLE orders DROP COLUMN note',
      'CREATE TABLE orders (id INTEGER, total BIGINT NOT NULL CHECK (total > 0))',
    ],
    [
      {
        kind: 'addColumn',
        table: orders,
        column: column('phone', dataType('varchar', 20), { notNull: true, default: constant("''", '') }),
      },
      "ALTER TABLE orders ADD COLUMN phone VARCHAR(20) DEFAULT '' NOT NULL",
      "CREATE TABLE orders (id INTEGER, total BIGINT NOT NULL CHECK (total > 0), note TEXT, phone VARCHAR(20) DEFAULT '' NOT NULL)",
    ],
  ]

  it.each(CASES)('%j', async (operation, sql, schema) => {
    await query('CREATE TABLE orders (id INTEGER, total BIGINT NOT NULL CHECK (total > 0), note TEXT)')
    await query('INSERT INTO orders VALUES (1, 5, NULL)')
    expect(sqlite.printOperation(operation)).toBe(sql)
    await run(operation)
    expect(await rowsOf('SELECT sql FROM sqlite_schema')).toEqual([{ sql: schema }])
  })

  it('what only a new table can do is refused', () => {
    expect(
      printed({ kind: 'changeColumnType', table: orders, column: 'total', type: dataType('text') }),
    ).toMatchObject({
      operation: 'changeColumnType',
      why: 'ALTER TABLE of SQLite cannot do that',
      message: expect.stringMatching(
        /^Changing the type of column total of orders: .+ Let the runner rebuild the table/u,
      ) as string,
    })
  })

  it('an assertion that does not hold stops with its message', async () => {
    const assertion: BareOperation = {
      kind: 'assertQuery',
      sql: 'SELECT count(*) = 0 FROM orders',
      message: "there mustn't be orders",
    }
    await query('CREATE TABLE orders (id INTEGER)')
    await run(assertion)
    await query('INSERT INTO orders VALUES (1)')
    await expect(run(assertion)).rejects.toThrow("there mustn''t be orders")
  })

  it('a view is replaced by dropping it', async () => {
    const view: BareOperation = {
      kind: 'createView',
      view: { name: 'open' },
      orReplace: true,
      columns: ['id'],
      query: 'SELECT 1',
      ...none,
    }
    await run(view, view)
    expect(await rowsOf('SELECT * FROM open')).toEqual([{ id: 1 }])
  })

  it('an index of another database names it, its table does not', async () => {
    await query("ATTACH ':memory:' AS billing; CREATE TABLE billing.lines (id INTEGER)")
    const index: BareOperation = {
      kind: 'createIndex',
      name: 'by_id',
      table: { schema: 'billing', name: 'lines' },
      parts: [{ column: 'id' }],
      include: [],
    }
    expect(sqlite.printOperation(index)).toBe('CREATE INDEX billing.by_id ON lines (id)')
    await run(index)
  })

  it.each([
    [{ name: 'foreign_keys', value: 'ON', scope: 'session' }, 'PRAGMA foreign_keys = ON'],
    [{ name: 'foreign_keys', scope: 'session' }, 'PRAGMA foreign_keys'],
    [
      { name: 'lock_timeout', value: '5s', scope: 'local' },
      '-- SET LOCAL lock_timeout = 5s left out: it is a setting of PostgreSQL',
    ],
  ] as const)('%j', async (parameter, sql) => {
    expect(sqlite.printOperation({ kind: 'setParameter', ...parameter })).toBe(sql)
    await run({ kind: 'setParameter', ...parameter })
  })
})
