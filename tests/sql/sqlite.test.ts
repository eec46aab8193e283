/** Statements that only SQLite understands, as the operations that they are. */
import { describe, expect, it } from 'vitest'
import { writtenFor } from '../../src/frontends/other-databases.ts'
import { lowerSqlite } from '../../src/sql/sqlite/lower.ts'
import type { Migration } from '../../src/model/migration.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { verbatim } from '../../src/source/mapped-text.ts'
import { spanOf } from '../../src/source/span.ts'
import { readSql } from '../../src/sql/read-sql.ts'

describe('a statement that only SQLite understands', () => {
  it('makes a table with its keys', () => {
    const operation = lowerSqlite(
      "CREATE TABLE `orders` (`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL, `code` varchar(20) DEFAULT 'A', `customer_id` integer REFERENCES `customers`(`id`) ON DELETE CASCADE, CONSTRAINT `u` UNIQUE (`code`))",
    )
    expect(operation).toMatchObject({
      kind: 'createTable',
      table: { name: 'orders' },
      columns: [
        { name: 'id', notNull: true, constraints: [{ kind: 'primaryKey', columns: ['id'] }] },
        { name: 'code', type: { name: 'varchar', arguments: [20] }, default: { literal: 'A' } },
        {
          name: 'customer_id',
          constraints: [
            {
              kind: 'foreignKey',
              columns: ['customer_id'],
              references: { table: { name: 'customers' }, columns: ['id'] },
              onDelete: 'cascade',
            },
          ],
        },
      ],
      constraints: [{ kind: 'unique', name: 'u', columns: ['code'] }],
    })
  })

  it('keeps what the columns, keys and the table are besides', () => {
    expect(
      lowerSqlite(
        'CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT COLLATE NOCASE DEFAULT (upper(1)), rate REAL DEFAULT -1.5, customer_id INT REFERENCES customers DEFERRABLE INITIALLY DEFERRED) STRICT',
      ),
    ).toMatchObject({
      columns: [
        { identity: {} },
        { collation: 'NOCASE', default: { sql: '(upper(1))' } },
        { default: { sql: '-1.5' } },
        { constraints: [{ kind: 'foreignKey', deferrable: true, initiallyDeferred: true }] },
      ],
      strict: true,
    })
    expect(lowerSqlite('CREATE TABLE a (b TEXT PRIMARY KEY) WITHOUT ROWID')).toMatchObject({
      withoutRowid: true,
    })
    expect(lowerSqlite('CREATE INDEX ix ON orders (code COLLATE nocase, rate DESC)')).toMatchObject({
      parts: [
        { column: 'code', collation: 'nocase' },
        { column: 'rate', order: 'desc' },
      ],
    })
  })

  it.each([
    ['ALTER TABLE `orders` RENAME TO `purchases`', { kind: 'renameTable', to: 'purchases' }],
    [
      'ALTER TABLE `orders` RENAME `code` TO `number`',
      { kind: 'renameColumn', column: 'code', to: 'number' },
    ],
    ['ALTER TABLE `orders` DROP COLUMN `code`', { kind: 'dropColumn', column: 'code' }],
    ['ALTER TABLE [orders] ADD [code] text', { kind: 'addColumn', column: { name: 'code' } }],
    ['ALTER TABLE `orders` ALTER `code` SET NOT NULL', { kind: 'setNotNull', column: 'code' }],
    ['DROP TABLE IF EXISTS `orders`', { kind: 'dropTable', ifExists: true }],
    ['CREATE UNIQUE INDEX `a` ON `orders` (`code`)', { kind: 'createIndex', unique: true }],
    [
      'INSERT OR IGNORE INTO a SELECT id FROM b',
      { kind: 'insertRows', fromQuery: true, reads: [{ name: 'b' }] },
    ],
    ['PRAGMA foreign_keys = OFF', { kind: 'setParameter', name: 'foreign_keys', value: 'OFF' }],
    ['PRAGMA foreign_keys(0)', { kind: 'setParameter', name: 'foreign_keys', value: '0' }],
    [
      "ALTER TABLE `a` ADD `b` text DEFAULT (datetime('now'))",
      { column: { default: { functions: ['datetime'] } } },
    ],
    [
      'ALTER TABLE `a` ADD `b` text DEFAULT CURRENT_TIMESTAMP',
      { column: { default: { functions: ['current_timestamp'] } } },
    ],
  ])('%s', (sql, expected) => {
    expect(lowerSqlite(sql)).toMatchObject(expected)
  })

  it('is not read where SQLite refuses it as well, or the model has no word for it', () => {
    expect(lowerSqlite('ALTER TABLE `orders` MODIFY COLUMN `code` text')).toBeUndefined()
    expect(lowerSqlite('ATTACH DATABASE `archive.db` AS archive')).toBeUndefined()
  })

  it('counts in a migration for SQLite only, at its place', () => {
    const file = createSourceFile('1.sql', 'SELECT 1;\nDROP TABLE `orders`;')
    const { operations, parseErrors } = readSql(verbatim(file), {
      sending: 'apart',
      statement: 0,
      roundTrip: 0,
    })
    expect(operations.map(({ kind }) => kind)).toEqual(['noOperation', 'opaque'])
    const migration: Migration = {
      framework: 'sql',
      name: '1',
      file,
      span: spanOf(file, 0, 0),
      files: [file],
      transaction: 'none',
      up: operations,
      down: { kind: 'unsupported' },
      parseErrors,
      comments: [],
    }
    const [, dropped] = writtenFor({ title: 'SQLite', dialect: 'sqlite' }, migration).up
    expect(dropped).toMatchObject({ kind: 'dropTable', statement: 1, span: { start: 10 } })
    const [, unread] = writtenFor({ title: 'MySQL', dialect: 'mysql' }, migration).up
    expect(unread).toMatchObject({ kind: 'opaque', reason: 'other dialect' })
  })
})
