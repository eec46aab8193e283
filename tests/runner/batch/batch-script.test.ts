/** Batch mode without a database. */
import { describe, expect, it } from 'vitest'
import type { BareOperation } from '../../../src/model/operation.ts'
import { batchScript, type TableScript } from '../../../src/runner/batch/batch-script.ts'
import type { BatchOptions } from '../../../src/runner/batch/batch-options.ts'
import { openTestDatabase } from './database.ts'
import { column, constraint, on, sql } from './operations.ts'

const orders = on('orders')

const copyFrom: NonNullable<BatchOptions['copyFrom']> = {
  kind: 'createTable',
  table: { name: 'orders' },
  columns: [
    column('id', 'integer', { constraints: [constraint.primaryKey(['id'])] }),
    column('note', 'varchar', {}, [50]),
    column('total', 'integer'),
  ],
  constraints: [],
}

const START = 'id INTEGER PRIMARY KEY, note VARCHAR(50), total INTEGER'

/** The statements of a rebuild around the body of the new table and what is copied. */
const rebuilt = (body: string, from = 'id, note, total', to = from) => [
  `CREATE TABLE _ml_tmp_orders (${body})`,
  `INSERT INTO _ml_tmp_orders (${to}) SELECT ${from} FROM orders`,
  'DROP TABLE orders',
  'PRAGMA legacy_alter_table = ON',
  'ALTER TABLE _ml_tmp_orders RENAME TO orders',
  'PRAGMA legacy_alter_table = OFF',
]

interface Case {
  readonly does: string
  readonly operations: readonly BareOperation[]
  readonly options?: BatchOptions
  readonly table?: TableScript
  readonly sql: readonly string[]
}

const CASES: readonly Case[] = [
  {
    does: 'a rebuild from the table that the migration gives',
    operations: [orders.changeType('note', 'integer'), orders.changeType('total', 'jsonb')],
    options: { copyFrom },
    sql: rebuilt('id INTEGER PRIMARY KEY, note INTEGER, total JSON'),
  },
  {
    does: 'a conversion',
    operations: [orders.changeType('note', 'integer', 'CAST(note AS INTEGER)')],
    options: { copyFrom },
    sql: rebuilt(
      'id INTEGER PRIMARY KEY, note INTEGER, total INTEGER',
      'id, (CAST(note AS INTEGER)), total',
      'id, note, total',
    ),
  },
  {
    does: 'a renaming, and a rebuild by the new name',
    operations: [orders.rename('note', 'remark'), orders.changeType('remark', 'text')],
    options: { copyFrom },
    sql: [
      'ALTER TABLE orders RENAME COLUMN note TO remark',
      ...rebuilt('id INTEGER PRIMARY KEY, remark TEXT, total INTEGER', 'id, remark, total'),
    ],
  },
  {
    does: 'a renaming that reaches constraints and indexes, not other words of the same kind',
    operations: [orders.rename('date', 'day'), orders.setNotNull('day')],
    table: {
      sql: `CREATE TABLE orders (id INTEGER PRIMARY KEY, date DATE CHECK (date(date) <> 'date'), UNIQUE (date), FOREIGN KEY (date) REFERENCES days (date))`,
      indexes: ['CREATE INDEX ix_date ON orders (date DESC)'],
    },
    sql: [
      'ALTER TABLE orders RENAME COLUMN date TO day',
      ...rebuilt(
        `id INTEGER PRIMARY KEY, day DATE CHECK (date(day) <> 'date') NOT NULL, UNIQUE (day), FOREIGN KEY (day) REFERENCES days (date)`,
        'id, day',
      ),
      'CREATE INDEX ix_date ON orders (day DESC)',
    ],
  },
  {
    does: 'an index alone, with no need for the table',
    operations: [orders.index('ix_note', ['note'], true), orders.dropIndex('ix_total')],
    sql: ['CREATE UNIQUE INDEX ix_note ON orders (note)', 'DROP INDEX ix_total'],
  },
  {
    does: 'a column alone, with no need for the table',
    operations: [orders.add(column('city', 'text'))],
    sql: ['ALTER TABLE orders ADD COLUMN city TEXT'],
  },
  {
    does: 'an index behind a rebuild',
    operations: [orders.index('ix_note', ['note'], true)],
    options: { copyFrom, recreate: 'always' },
    sql: [...rebuilt(START), 'CREATE UNIQUE INDEX ix_note ON orders (note)'],
  },
  {
    does: 'an index and a type',
    operations: [orders.changeType('note', 'text'), orders.index('ix_note', ['note'])],
    options: { copyFrom },
    sql: [
      ...rebuilt('id INTEGER PRIMARY KEY, note TEXT, total INTEGER'),
      'CREATE INDEX ix_note ON orders (note)',
    ],
  },
  {
    does: 'a rebuild from the text, with its indexes and triggers, and the numbers that were given',
    operations: [orders.drop('note')],
    options: { recreate: 'always' },
    table: {
      sql: 'CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT, total INTEGER)',
      indexes: ['CREATE INDEX ix_total ON orders (total)'],
      triggers: ['CREATE TRIGGER on_order AFTER INSERT ON orders BEGIN SELECT 1; END'],
    },
    sql: [
      'CREATE TABLE _ml_tmp_orders (id INTEGER PRIMARY KEY AUTOINCREMENT, total INTEGER)',
      `INSERT INTO sqlite_sequence (name, seq) SELECT '_ml_tmp_orders', seq FROM sqlite_sequence WHERE name = 'orders'`,
      ...rebuilt('', 'id, total').slice(1),
      'CREATE INDEX ix_total ON orders (total)',
      'CREATE TRIGGER on_order AFTER INSERT ON orders BEGIN SELECT 1; END',
    ],
  },
  {
    does: 'a table without a key, whose rowids are kept',
    operations: [orders.setDefault('note', 'none')],
    table: { sql: 'CREATE TABLE orders (note TEXT, rowid TEXT)' },
    sql: rebuilt(`note TEXT DEFAULT 'none', rowid TEXT`, '_rowid_, note, rowid'),
  },
  {
    does: 'what it leaves out, as a comment',
    operations: [
      orders.add(
        column('place', 'integer', {
          constraints: [constraint.unique(['place'])],
          generated: { expression: sql('total + 1'), stored: true },
        }),
      ),
      orders.constrain({ kind: 'unique', columns: ['note'], include: ['total'] }),
    ],
    options: { copyFrom },
    sql: [
      `-- INCLUDE left out: it only makes reading faster\nCREATE TABLE _ml_tmp_orders (${START}, place INTEGER GENERATED ALWAYS AS (total + 1) STORED UNIQUE, UNIQUE (note))`,
      ...rebuilt('').slice(1),
    ],
  },
]

describe('a script of batch mode has', () => {
  it.each(CASES)('$does', async ({ operations, options = {}, table, sql: expected }) => {
    expect(batchScript(operations, options, table)).toEqual(expected)
  })

  it('statements that run', async () => {
    const database = await openTestDatabase(
      'CREATE TABLE orders (id INTEGER PRIMARY KEY, note VARCHAR(50), total INTEGER)',
    )
    await database.run('PRAGMA foreign_keys = OFF')
    await database.run(`INSERT INTO orders VALUES (4, '22', 5)`)
    await database.run(batchScript([orders.changeType('note', 'integer')], { copyFrom }).join(';\n'))
    expect(await database.rows('SELECT * FROM orders')).toEqual([{ id: 4, note: 22, total: 5 }])
  })

  it('to be told how the table looks where it is rebuilt', () => {
    expect(() => batchScript([orders.changeType('note', 'text')], {})).toThrow(
      'SQLite has to rebuild table orders for changeColumnType, and without a database nothing tells how it looks: give the table as copyFrom, or run the migration on a database.',
    )
  })

  it('no renaming of what a trigger uses before a rebuild', () => {
    const table = {
      sql: 'CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT)',
      triggers: ['CREATE TRIGGER on_order AFTER INSERT ON orders BEGIN SELECT max(new.note, 1); END'],
    }
    expect(() =>
      batchScript([orders.rename('note', 'remark'), orders.setNotNull('remark')], {}, table),
    ).toThrow(
      'A trigger uses column note, which is renamed, and the table is rebuilt behind that: rename in a migration of its own.',
    )
  })
})
