/** Views, functions, triggers, roles and all that the model knows by name only. */
import { describe, expect, it } from 'vitest'
import { operationOf, operationsOf } from './reading.ts'

const ddl = (verb: string, objectType: string, name: string, rest: object = {}) => ({
  kind: 'objectDdl',
  verb,
  objectType,
  name: { name },
  ...rest,
})

describe('a view', () => {
  it.each<[string, object]>([
    [
      'CREATE OR REPLACE VIEW shop.v (a, b) AS SELECT 1, x FROM orders JOIN customers USING (id)',
      {
        kind: 'createView',
        view: { schema: 'shop', name: 'v' },
        orReplace: true,
        columns: ['a', 'b'],
        query: 'SELECT 1, x FROM orders JOIN customers USING (id)',
        reads: [{ name: 'orders' }, { name: 'customers' }],
      },
    ],
    [
      'CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT 1 WITH NO DATA',
      {
        kind: 'createView',
        view: { name: 'v' },
        materialized: true,
        ifNotExists: true,
        noData: true,
        columns: [],
        query: 'SELECT 1',
        reads: [],
      },
    ],
    [
      'DROP VIEW IF EXISTS v CASCADE',
      { kind: 'dropView', view: { name: 'v' }, ifExists: true, cascade: true },
    ],
    ['DROP MATERIALIZED VIEW v', { kind: 'dropView', view: { name: 'v' }, materialized: true }],
    [
      'REFRESH MATERIALIZED VIEW CONCURRENTLY v',
      { kind: 'refreshView', view: { name: 'v' }, concurrently: true },
    ],
    ['REFRESH MATERIALIZED VIEW v WITH NO DATA', { kind: 'refreshView', view: { name: 'v' }, noData: true }],
    ['ALTER VIEW v RENAME TO w', ddl('rename', 'view', 'v', { to: 'w' })],
    ['ALTER VIEW v SET SCHEMA shop', ddl('setSchema', 'view', 'v', { to: 'shop' })],
  ])('%s', (sql, expected) => {
    expect(operationOf(sql)).toEqual(expected)
  })
})

describe('an object', () => {
  const on = { table: { name: 'orders' } }
  it.each<[string, object]>([
    [
      "CREATE OR REPLACE FUNCTION shop.f() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1'",
      {
        ...ddl('create', 'function', 'f'),
        name: { schema: 'shop', name: 'f' },
        orReplace: true,
        volatility: 'stable',
      },
    ],
    ["CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'", ddl('create', 'procedure', 'p')],
    [
      'CREATE FUNCTION g() RETURNS int IMMUTABLE RETURN 1',
      ddl('create', 'function', 'g', { volatility: 'immutable' }),
    ],
    [
      'CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f()',
      ddl('create', 'trigger', 't', on),
    ],
    ['CREATE POLICY p ON orders USING (true)', ddl('create', 'policy', 'p', on)],
    ['CREATE RULE r AS ON DELETE TO orders DO INSTEAD NOTHING', ddl('create', 'rule', 'r', on)],
    ['CREATE SEQUENCE IF NOT EXISTS s', ddl('create', 'sequence', 's', { ifNotExists: true })],
    ['CREATE EXTENSION IF NOT EXISTS citext', ddl('create', 'extension', 'citext', { ifNotExists: true })],
    ['CREATE SCHEMA IF NOT EXISTS shop', ddl('create', 'schema', 'shop', { ifNotExists: true })],
    ['CREATE TYPE pair AS (a int, b int)', ddl('create', 'type', 'pair')],
    ['CREATE TYPE span AS RANGE (subtype = int)', ddl('create', 'type', 'span')],
    ['CREATE AGGREGATE total (int) (sfunc = f, stype = int)', ddl('create', 'aggregate', 'total')],
    ['CREATE STATISTICS s ON a, b FROM orders', ddl('create', 'statistics', 's', on)],
    ['CREATE ROLE alice', ddl('create', 'role', 'alice')],
    ['CREATE DATABASE shop', ddl('create', 'database', 'shop')],
    ['CREATE PUBLICATION p FOR ALL TABLES', ddl('create', 'publication', 'p')],
    ['CREATE FOREIGN TABLE f (a int) SERVER s', ddl('create', 'foreign table', 'f')],
    ['CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f()', ddl('create', 'event trigger', 'e')],
    ['ALTER SEQUENCE s OWNED BY orders.id', ddl('alter', 'sequence', 's')],
    ['ALTER TYPE pair ADD ATTRIBUTE c int', ddl('alter', 'type', 'pair')],
    ['ALTER FUNCTION f() OWNER TO alice', ddl('alter', 'function', 'f')],
    ['ALTER EXTENSION citext UPDATE', ddl('alter', 'extension', 'citext')],
    ['ALTER POLICY p ON orders USING (false)', ddl('alter', 'policy', 'p', on)],
    ['ALTER ROLE alice NOLOGIN', ddl('alter', 'role', 'alice')],
    ["ALTER SYSTEM SET work_mem = '1GB'", ddl('alter', 'system', 'work_mem')],
    ['ALTER DATABASE shop SET x.y = 1', ddl('alter', 'database', 'shop')],
    ['ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO alice', ddl('alter', 'default privileges', '')],
    ['DROP FUNCTION IF EXISTS f(int, text)', ddl('drop', 'function', 'f', { ifExists: true })],
    ['DROP TRIGGER t ON orders', ddl('drop', 'trigger', 't', on)],
    ['DROP POLICY IF EXISTS p ON orders', ddl('drop', 'policy', 'p', { ...on, ifExists: true })],
    ['DROP SCHEMA shop CASCADE', ddl('drop', 'schema', 'shop', { cascade: true })],
    ['DROP EXTENSION citext', ddl('drop', 'extension', 'citext')],
    ['DROP DATABASE IF EXISTS shop', ddl('drop', 'database', 'shop', { ifExists: true })],
    ['DROP ROLE alice', ddl('drop', 'role', 'alice')],
    ['ALTER SCHEMA shop RENAME TO store', ddl('rename', 'schema', 'shop', { to: 'store' })],
    ['ALTER TRIGGER t ON orders RENAME TO u', ddl('rename', 'trigger', 't', { ...on, to: 'u' })],
    ['ALTER SEQUENCE s RENAME TO t', ddl('rename', 'sequence', 's', { to: 't' })],
    ['ALTER VIEW v RENAME COLUMN a TO b', ddl('rename', 'column', 'a', { table: { name: 'v' }, to: 'b' })],
    ["COMMENT ON TABLE orders IS 'All orders'", ddl('comment', 'table', 'orders')],
    ["COMMENT ON COLUMN orders.total IS 'x'", ddl('comment', 'column', 'total', on)],
    ["COMMENT ON CONSTRAINT c ON orders IS 'x'", ddl('comment', 'constraint', 'c', on)],
  ])('%s', (sql, expected) => {
    expect(operationOf(sql)).toMatchObject(expected)
  })

  it('keeps what its fields do not say as text', () => {
    expect(operationOf("comment on table orders is 'it''s'")).toMatchObject({
      sql: "COMMENT ON TABLE orders IS 'it''s'",
    })
  })

  it('is dropped once for each name', () => {
    expect(operationsOf('DROP SEQUENCE a, shop.b')).toEqual([
      ddl('drop', 'sequence', 'a'),
      { ...ddl('drop', 'sequence', 'b'), name: { schema: 'shop', name: 'b' } },
    ])
  })
})

describe('a grant', () => {
  it.each<[string, object]>([
    [
      'GRANT SELECT, UPDATE ON orders, customers TO alice, PUBLIC',
      {
        kind: 'grant',
        privileges: ['select', 'update'],
        objectType: 'table',
        objects: [{ name: 'orders' }, { name: 'customers' }],
        to: ['alice', 'PUBLIC'],
        sql: 'GRANT SELECT, UPDATE ON orders, customers TO alice, PUBLIC',
      },
    ],
    [
      'REVOKE ALL ON SCHEMA shop FROM alice',
      {
        kind: 'grant',
        revoke: true,
        privileges: [],
        objectType: 'schema',
        objects: [{ name: 'shop' }],
        to: ['alice'],
      },
    ],
    [
      'GRANT writers TO alice',
      { kind: 'grant', privileges: [], objectType: 'role', objects: [{ name: 'writers' }], to: ['alice'] },
    ],
  ])('%s', (sql, expected) => {
    expect(operationOf(sql)).toMatchObject(expected)
  })
})
