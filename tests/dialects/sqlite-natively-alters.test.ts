import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../src/database/sqlite.ts'
import { nativelyAlters, sqlite } from '../../src/dialects/sqlite.ts'
import type { Constraint } from '../../src/model/constraint.ts'
import { dataType } from '../../src/model/data-type.ts'
import type { BareOperation } from '../../src/model/operation.ts'
import { column, constant, expression } from './make.ts'

const orders = { name: 'orders' }
const text = dataType('text')
const on = { table: orders, column: 'note' }
const unique: Constraint = { kind: 'unique', columns: ['new'], include: [] }
const key: Constraint = { kind: 'primaryKey', columns: ['new'], include: [] }
const customer: Constraint = {
  kind: 'foreignKey',
  columns: ['new'],
  references: { table: { name: 'customers' }, columns: [] },
}
const check: Constraint = { kind: 'check', name: 'noted', expression: expression("note <> ''") }
const add = (rest: Parameters<typeof column>[2], type = text): BareOperation => ({
  kind: 'addColumn',
  table: orders,
  column: column('new', type, rest),
})

/** Each with the first version that does it by itself; none where a table has to be made anew. */
const CASES: readonly (readonly [string, BareOperation, string | undefined])[] = [
  ['a column', add({}), '3.0.0'],
  ['a column with a constant', add({ notNull: true, default: constant("'a'", 'a') }), '3.0.0'],
  ['a column with a CHECK', add({ constraints: [{ ...check, name: undefined }] }), '3.0.0'],
  ['a column with a foreign key', add({ constraints: [customer] }), '3.0.0'],
  ['a column that is computed', add({ generated: { expression: expression('total') } }), '3.0.0'],
  [
    'a column that is stored',
    add({ generated: { expression: expression('total'), stored: true } }),
    undefined,
  ],
  ['a column with the time', add({ default: expression('now()') }), undefined],
  ['a column with an expression', add({ default: expression('1 + 1') }), undefined],
  ['a column that is unique', add({ constraints: [unique] }), undefined],
  ['a column that is the key', add({ constraints: [key] }), undefined],
  ['a column that numbers', add({ constraints: [key] }, dataType('serial')), undefined],
  ['a foreign key with a value', add({ constraints: [customer], default: constant('1', 1) }), undefined],
  ['a foreign key with NULL', add({ constraints: [customer], default: constant('NULL', null) }), '3.0.0'],
  ['another name of a table', { kind: 'renameTable', table: orders, to: 'sales' }, '3.0.0'],
  ['another name of a column', { kind: 'renameColumn', ...on, to: 'remark' }, '3.25.0'],
  ['a column less', { kind: 'dropColumn', ...on }, '3.35.0'],
  ['NOT NULL', { kind: 'setNotNull', ...on }, '3.53.0'],
  ['no NOT NULL', { kind: 'dropNotNull', ...on }, '3.53.0'],
  ['a CHECK', { kind: 'addConstraint', table: orders, constraint: check }, '3.53.0'],
  ['a CHECK less', { kind: 'dropConstraint', table: orders, name: 'orders_positive' }, '3.53.0'],
  [
    'a UNIQUE',
    { kind: 'addConstraint', table: orders, constraint: { ...unique, columns: ['note'] } },
    undefined,
  ],
  [
    'a foreign key',
    { kind: 'addConstraint', table: orders, constraint: { ...customer, columns: ['note'] } },
    undefined,
  ],
  ['a default', { kind: 'setDefault', ...on, default: constant("'a'", 'a') }, undefined],
  ['no default', { kind: 'dropDefault', ...on }, undefined],
  ['another type', { kind: 'changeColumnType', ...on, type: dataType('bigint') }, undefined],
  [
    'another name of a constraint',
    { kind: 'renameConstraint', table: orders, name: 'orders_positive', to: 'a' },
    undefined,
  ],
  [
    'a condition on the column',
    { kind: 'addColumn', table: orders, column: column('new', text), ifNotExists: true },
    undefined,
  ],
  ['a column less, if there', { kind: 'dropColumn', ...on, ifExists: true }, undefined],
  ['a column less, with all on it', { kind: 'dropColumn', ...on, cascade: true }, undefined],
  ['a comment', { kind: 'objectDdl', verb: 'comment', objectType: 'table', name: orders }, '3.0.0'],
  ['a validation', { kind: 'validateConstraint', table: orders, name: 'orders_positive' }, '3.0.0'],
]

describe('SQLite by itself does', () => {
  it.each(CASES)('%s', (_what, operation, first) => {
    const versions = ['3.0.0', '3.24.9', '3.25.0', '3.34.1', '3.35.0', '3.52.3', '3.53.0', '3.100.1', '4.0.0']
    const native = versions.filter(version => nativelyAlters(operation, version))
    expect(native).toEqual(first === undefined ? [] : versions.slice(versions.indexOf(first)))
  })

  it.each(CASES)('what this SQLite does on a table with rows: %s', async (_what, operation) => {
    const database = await openSqlite(':memory:')
    await database.query(`CREATE TABLE customers (id INTEGER PRIMARY KEY);
      CREATE TABLE orders (id INTEGER PRIMARY KEY, total INTEGER CONSTRAINT orders_positive CHECK (total > 0), note TEXT);
      INSERT INTO orders VALUES (1, 5, 'a')`)
    const { rows } = await database.query('SELECT sqlite_version() AS version')
    const ran = await Promise.resolve()
      .then(() => database.query(sqlite.printOperation(operation)))
      .then(
        () => true,
        () => false,
      )
    await database.close()
    const native = nativelyAlters(operation, String(rows[0]?.['version']))
    // CASCADE is more than SQLite says by itself; here nothing hangs on the column.
    expect(ran).toBe(native || (operation.kind === 'dropColumn' && operation.cascade === true))
  })

  it('a CHECK that is null for a row stops ALTER TABLE, and nothing else of SQLite', async () => {
    const database = await openSqlite(':memory:')
    await database.query('CREATE TABLE orders (note TEXT); INSERT INTO orders VALUES (NULL)')
    const alter = sqlite.printOperation({ kind: 'addConstraint', table: orders, constraint: check })
    const { rows } = await database.query('SELECT sqlite_version() AS version')
    const knows = nativelyAlters({ kind: 'setNotNull', ...on }, String(rows[0]?.['version']))
    await expect(database.query(alter)).rejects.toThrow(knows ? 'constraint failed' : 'syntax error')
    await database.query(
      "CREATE TABLE customers (note TEXT CHECK (note <> '')); INSERT INTO customers VALUES (NULL)",
    )
    await database.close()
  })
})
