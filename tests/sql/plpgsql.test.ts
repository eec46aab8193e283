/** DO blocks are read into; bodies of functions are only checked. */
import { describe, expect, it } from 'vitest'
import { textOf } from '../../src/source/span.ts'
import { operationsOf, read, saidBy } from './reading.ts'

const block = (body: string, declare = '') => `DO $$ ${declare} BEGIN ${body} END $$`
const table = { name: 'orders' }

describe('a statement in a DO block', () => {
  it('runs always when it stands plainly in the block', () => {
    expect(operationsOf(block('DROP TABLE orders;'))).toEqual([{ kind: 'dropTable', table }])
  })

  it.each<[string, string]>([
    ['IF now() > x THEN DROP TABLE orders; END IF;', 'conditional'],
    ['IF x IS NULL THEN NULL; ELSIF x > now() THEN DROP TABLE orders; END IF;', 'conditional'],
    ['IF x IS NULL THEN NULL; ELSE DROP TABLE orders; END IF;', 'conditional'],
    ['CASE WHEN x IS NULL THEN DROP TABLE orders; ELSE NULL; END CASE;', 'conditional'],
    [
      "IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'status') THEN DROP TABLE orders; END IF;",
      'guarded',
    ],
    ["IF to_regclass('orders') IS NOT NULL THEN DROP TABLE orders; END IF;", 'guarded'],
    ['BEGIN DROP TABLE orders; EXCEPTION WHEN undefined_table THEN NULL; END;', 'guarded'],
    ['BEGIN NULL; EXCEPTION WHEN others THEN DROP TABLE orders; END;', 'conditional'],
    ['LOOP DROP TABLE orders; END LOOP;', 'repeated'],
    ['WHILE x IS NULL LOOP DROP TABLE orders; END LOOP;', 'repeated'],
    ['FOR i IN 1..3 LOOP DROP TABLE orders; END LOOP;', 'repeated'],
    ["FOR r IN EXECUTE 'SELECT 1' LOOP DROP TABLE orders; END LOOP;", 'repeated'],
  ])('%s', (body, flow) => {
    const operations = operationsOf(block(body, 'DECLARE x timestamptz; r record;'))
    expect(operations.at(-1)).toEqual({ kind: 'dropTable', table, flow })
  })

  it('shares the numbers of the block', () => {
    const { operations } = read(`SELECT 1; ${block('DROP TABLE a; DROP TABLE b;')}; SELECT 1`, {
      sending: 'apart',
    })
    expect(operations.map(({ statement, roundTrip }) => [statement, roundTrip])).toEqual([
      [0, 0],
      [1, 1],
      [1, 1],
      [2, 2],
    ])
  })

  it('is said by its own characters', () => {
    const sql = `-- x
DO $do$
DECLARE n int;
BEGIN
  ALTER TABLE orders ADD a int, DROP b; -- DROP TABLE b
  DROP TABLE b;
  SELECT count(*) INTO n FROM orders WHERE note IS NULL;
  PERFORM setval('s', 1);
  EXECUTE 'CREATE INDEX i ON orders (a)';
  COMMIT;
  DROP TABLE b;
END
$do$;`
    expect(saidBy(sql)).toEqual([
      'DROP b',
      'ADD a int',
      'DROP TABLE b',
      'SELECT count(*) INTO n FROM orders WHERE note IS NULL',
      "setval('s', 1)",
      'CREATE INDEX i ON orders (a)',
      'COMMIT',
      'DROP TABLE b',
    ])
    const { operations } = read(sql)
    expect(operations.at(-1)?.span.start).toBe(sql.lastIndexOf('DROP TABLE b'))
  })
})

describe('EXECUTE', () => {
  it.each<[string, object]>([
    ["EXECUTE 'DROP TABLE orders';", { kind: 'dropTable', table }],
    ["EXECUTE 'DROP TABLE ' || 'orders';", { kind: 'dropTable', table }],
    ["EXECUTE format('DROP TABLE %I', 'Orders');", { kind: 'dropTable', table: { name: 'Orders' } }],
    [
      "EXECUTE format('DROP TABLE %2$s.%1$I', 'orders', 'shop');",
      { table: { schema: 'shop', name: 'orders' } },
    ],
    ["EXECUTE 'DROP TABLE ' || quote_ident('a b');", { table: { name: 'a b' } }],
    ["EXECUTE format('SET x.y = %L', 'it''s 5%%');", { kind: 'setParameter', value: "it's 5%%" }],
    ["EXECUTE 'DROP TABLE ' || x;", { kind: 'dropTable', table: { name: '${x}' } }],
    ["EXECUTE format('DROP TABLE %I', x);", { kind: 'dropTable', table: { name: '${x}' } }],
    [
      "EXECUTE 'ALTER TABLE shop.' || quote_ident(x) || ' OWNER TO ' || current_user::text;",
      { kind: 'setTableOption', table: { schema: 'shop', name: '${x}' } },
    ],
    [
      "EXECUTE format('DROP INDEX shop.%1$s_i6', x);",
      { kind: 'dropIndex', index: { schema: 'shop', name: '${x}_i6' } },
    ],
    ["EXECUTE format('SET x.y = %L', x);", { kind: 'setParameter', name: 'x.y', unknown: true }],
    ['EXECUTE x;', { kind: 'opaque', reason: 'run-time value' }],
    ["EXECUTE 'DROP TABLE orders' || x || 'CASCADE';", { kind: 'dropTable' }],
    ["EXECUTE 'DROP ' || x || ' orders';", { kind: 'opaque', reason: 'run-time value' }],
    ["EXECUTE 'DROP TABEL x';", { kind: 'opaque', reason: 'syntax error' }],
  ])('%s', (body, expected) => {
    expect(operationsOf(block(body, 'DECLARE x text;'))).toMatchObject([expected])
  })
})

describe('a check in a DO block', () => {
  it.each<[string, object]>([
    [
      "IF EXISTS (SELECT 1 FROM orders WHERE total < 0) THEN RAISE EXCEPTION 'negative'; END IF;",
      { kind: 'assertQuery', sql: 'EXISTS (SELECT 1 FROM orders WHERE total < 0)', message: 'negative' },
    ],
    [
      "ASSERT (SELECT count(*) FROM orders) = 0, 'not empty';",
      { kind: 'assertQuery', sql: '(SELECT count(*) FROM orders) = 0' },
    ],
    ["RAISE EXCEPTION 'never';", { kind: 'assertQuery', sql: 'false', message: 'never' }],
  ])('%s', (body, expected) => {
    expect(operationsOf(block(body))).toEqual([expected])
  })

  it('is none when it only says something', () => {
    expect(operationsOf(block("RAISE NOTICE 'done';"))).toEqual([])
  })
})

describe('a mistake in a body', () => {
  it.each<[string, string]>([
    ['DO $$ BEGIN ALTER TABEL orders; END $$', 'TABEL'],
    ['CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETRUN 1; END $$', 'RETRUN'],
    ['CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELEC 2 $$', 'SELEC'],
  ])('%s', (sql, word) => {
    expect(read(sql).parseErrors.map(({ span }) => textOf(span))).toEqual([word])
  })

  it('is not looked for in other languages', () => {
    const { operations, parseErrors } = read(
      "CREATE FUNCTION f() RETURNS int LANGUAGE plv8 AS 'return 1'; DO LANGUAGE plperl 'x'",
    )
    expect(parseErrors).toEqual([])
    expect(operations).toMatchObject([{ kind: 'objectDdl' }, { kind: 'opaque', reason: 'other language' }])
  })
})
