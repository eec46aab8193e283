/** Indexes: CREATE, DROP, ALTER, REINDEX. */
import { describe, expect, it } from 'vitest'
import { expression, operationOf, operationsOf } from './reading.ts'

const created = (rest: object) => ({
  kind: 'createIndex',
  name: 'i',
  table: { name: 'orders' },
  parts: [{ column: 'a' }],
  include: [],
  ...rest,
})

describe('an index', () => {
  it.each<[string, object]>([
    ['CREATE INDEX i ON orders (a)', created({})],
    [
      'CREATE INDEX ON shop.orders (a)',
      { ...created({ table: { schema: 'shop', name: 'orders' } }), name: undefined },
    ],
    [
      'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY orders (a) NULLS NOT DISTINCT',
      created({ unique: true, concurrently: true, ifNotExists: true, only: true, nullsNotDistinct: true }),
    ],
    [
      'CREATE INDEX i ON orders USING gin (a jsonb_path_ops, lower(b) COLLATE "C" DESC NULLS LAST) INCLUDE (c, d)',
      created({
        using: 'gin',
        parts: [
          { column: 'a', operatorClass: 'jsonb_path_ops' },
          {
            expression: expression('lower(b)', { functions: ['lower'], columns: ['b'] }),
            collation: 'C',
            order: 'desc',
            nulls: 'last',
          },
        ],
        include: ['c', 'd'],
      }),
    ],
    ['CREATE INDEX i ON orders USING btree (a)', created({})],
    [
      'CREATE INDEX i ON orders (a) WITH (fillfactor = 50) TABLESPACE fast WHERE a > 0',
      created({
        storageParameters: 'fillfactor = 50',
        tablespace: 'fast',
        where: expression('a > 0', { columns: ['a'] }),
      }),
    ],
    ['DROP INDEX i', { kind: 'dropIndex', index: { name: 'i' } }],
    [
      'DROP INDEX CONCURRENTLY IF EXISTS shop.i',
      { kind: 'dropIndex', index: { schema: 'shop', name: 'i' }, concurrently: true, ifExists: true },
    ],
    [
      'ALTER INDEX IF EXISTS i RENAME TO j',
      { kind: 'renameIndex', index: { name: 'i' }, to: 'j', ifExists: true },
    ],
    [
      'ALTER INDEX i ATTACH PARTITION j',
      { kind: 'attachIndex', index: { name: 'i' }, partitionIndex: { name: 'j' } },
    ],
    [
      'ALTER INDEX i SET TABLESPACE fast',
      {
        kind: 'objectDdl',
        verb: 'alter',
        objectType: 'index',
        name: { name: 'i' },
        sql: 'ALTER INDEX i SET TABLESPACE fast',
      },
    ],
    ['REINDEX INDEX i', { kind: 'reindex', target: 'index', name: { name: 'i' } }],
    [
      'REINDEX TABLE CONCURRENTLY orders',
      { kind: 'reindex', target: 'table', name: { name: 'orders' }, concurrently: true },
    ],
    [
      'REINDEX (CONCURRENTLY true) SCHEMA shop',
      { kind: 'reindex', target: 'schema', name: { name: 'shop' }, concurrently: true },
    ],
    [
      'REINDEX (CONCURRENTLY false) TABLE orders',
      { kind: 'reindex', target: 'table', name: { name: 'orders' } },
    ],
    ['REINDEX SYSTEM shop', { kind: 'reindex', target: 'system', name: { name: 'shop' } }],
  ])('%s', (sql, expected) => {
    expect(operationOf(sql)).toEqual(expected)
  })

  it('is dropped once for each name', () => {
    expect(operationsOf('DROP INDEX i, j CASCADE')).toEqual([
      { kind: 'dropIndex', index: { name: 'i' }, cascade: true },
      { kind: 'dropIndex', index: { name: 'j' }, cascade: true },
    ])
  })
})
