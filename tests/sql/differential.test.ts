/** An independent parser, pgsql-ast-parser, finds the same statements and sees the same in them. */
import { parse, type Statement } from 'pgsql-ast-parser'
import { describe, expect, it } from 'vitest'
import { splitSql } from '../../src/sql/split.ts'
import { read } from './reading.ts'

/** Statements that it can read: less than half of PostgreSQL's language for changing schemas. */
const STATEMENTS = [
  'CREATE TABLE orders (id serial PRIMARY KEY, note text NOT NULL)',
  'CREATE TABLE IF NOT EXISTS shop.orders (id bigint, CONSTRAINT k UNIQUE (id))',
  'ALTER TABLE orders ADD COLUMN a integer',
  "ALTER TABLE orders DROP COLUMN b, ADD COLUMN a text NOT NULL DEFAULT 'x'",
  'ALTER TABLE orders ALTER COLUMN a SET NOT NULL',
  'ALTER TABLE orders ALTER COLUMN a DROP NOT NULL',
  'ALTER TABLE orders ALTER COLUMN a SET DEFAULT 5',
  'ALTER TABLE orders ALTER COLUMN a DROP DEFAULT',
  'ALTER TABLE orders ALTER COLUMN a SET DATA TYPE bigint',
  'ALTER TABLE orders RENAME COLUMN a TO b',
  'ALTER TABLE orders RENAME TO purchases',
  'ALTER TABLE orders RENAME CONSTRAINT a TO b',
  'ALTER TABLE orders OWNER TO alice',
  'ALTER TABLE orders ADD CONSTRAINT k CHECK (a > 0)',
  'ALTER TABLE orders ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES customers (id) ON DELETE CASCADE',
  'ALTER TABLE orders ADD CONSTRAINT k PRIMARY KEY (id)',
  'ALTER TABLE orders DROP CONSTRAINT k',
  'DROP TABLE IF EXISTS orders, customers CASCADE',
  'DROP INDEX i',
  'DROP SEQUENCE s',
  'DROP TYPE status',
  'CREATE INDEX i ON orders (a, b DESC)',
  'CREATE UNIQUE INDEX i ON orders (lower(a)) WHERE b > 0',
  'CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON orders USING gin (a)',
  "CREATE TYPE status AS ENUM ('open', 'paid')",
  "ALTER TYPE status ADD VALUE 'sent'",
  'CREATE EXTENSION IF NOT EXISTS citext',
  'CREATE SEQUENCE s START 5',
  'CREATE SCHEMA shop',
  'CREATE OR REPLACE VIEW v AS SELECT 1 AS one FROM orders',
  'CREATE MATERIALIZED VIEW v AS SELECT a FROM orders',
  'REFRESH MATERIALIZED VIEW CONCURRENTLY v',
  "INSERT INTO orders (a, b) VALUES (1, 'x;y'), (2, 'z')",
  'INSERT INTO orders SELECT * FROM customers',
  "UPDATE orders SET a = 1, b = 'é🐢' WHERE id = 5",
  'DELETE FROM orders WHERE id IN (1, 2)',
  'TRUNCATE TABLE orders',
  'SELECT a, count(*) FROM orders GROUP BY a',
  "SET lock_timeout = '5s'",
  'BEGIN',
  'COMMIT',
  'ROLLBACK',
  "COMMENT ON TABLE orders IS 'x'",
  'CREATE FUNCTION f() RETURNS integer AS $$ SELECT 1; $$ LANGUAGE sql',
  'DO $$ BEGIN DROP TABLE orders; END $$',
]

/** Our kind for each kind of statement of the other parser. */
const KINDS: Readonly<Record<string, string>> = {
  'create table': 'createTable',
  'drop table': 'dropTable',
  'drop index': 'dropIndex',
  'drop sequence': 'objectDdl',
  'drop type': 'dropType',
  'create index': 'createIndex',
  'create enum': 'createEnum',
  'alter enum': 'addEnumValue',
  'create extension': 'objectDdl',
  'create sequence': 'objectDdl',
  'create schema': 'objectDdl',
  'create view': 'createView',
  'create materialized view': 'createView',
  'refresh materialized view': 'refreshView',
  'create function': 'objectDdl',
  comment: 'objectDdl',
  insert: 'insertRows',
  update: 'updateRows',
  delete: 'deleteRows',
  'truncate table': 'truncateTable',
  select: 'selectRows',
  set: 'setParameter',
  'start transaction': 'transactionControl',
  begin: 'transactionControl',
  commit: 'transactionControl',
  rollback: 'transactionControl',
  do: 'dropTable',
}

/** Our kind for each kind of change that the other parser sees in ALTER TABLE, and in ALTER COLUMN. */
const CHANGES: Readonly<Record<string, string>> = {
  'add column': 'addColumn',
  'drop column': 'dropColumn',
  'rename column': 'renameColumn',
  rename: 'renameTable',
  'rename constraint': 'renameConstraint',
  owner: 'setTableOption',
  'add constraint': 'addConstraint',
  'drop constraint': 'dropConstraint',
  'set not null': 'setNotNull',
  'drop not null': 'dropNotNull',
  'set default': 'setDefault',
  'drop default': 'dropDefault',
  'set type': 'changeColumnType',
}

function kindsOf(statement: Statement): (string | undefined)[] {
  if (statement.type === 'drop table') return statement.names.map(() => 'dropTable')
  if (statement.type !== 'alter table') return [KINDS[statement.type]]
  return statement.changes.map(
    change => CHANGES[change.type === 'alter column' ? change.alter.type : change.type],
  )
}

describe('pgsql-ast-parser agrees', () => {
  it.each(STATEMENTS)('on what is done by %s', sql => {
    expect(read(sql).operations.map(({ kind }) => kind)).toEqual(parse(sql).flatMap(kindsOf))
  })

  it('on where statements begin and end in a text of many', () => {
    const text = STATEMENTS.map((statement, i) => `-- ${i}: a; b\n  ${statement} ;\n`).join('/* ; */')
    const ours = splitSql(text).chunks.map(({ start, end }) => text.slice(start, end))
    expect(ours).toEqual(STATEMENTS)
    const theirs = parse(text, { locationTracking: true }).map(({ _location }) => _location)
    // It leaves out closing brackets, CASCADE and, of SET, the first word; beyond that the ranges are the same.
    const left = theirs.map((location, i) =>
      (ours[i] ?? '').replace(text.slice(location?.start, location?.end), ''),
    )
    expect(left.filter(rest => !/^(?:SET )?(?: CASCADE|\)*)$/u.test(rest))).toEqual([])
    expect(theirs).toHaveLength(STATEMENTS.length)
  })
})
