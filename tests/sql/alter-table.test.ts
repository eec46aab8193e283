/** ALTER TABLE: every sub-command as an operation, and the characters that say it. */
import { describe, expect, it } from 'vitest'
import { expression, operationOf, operationsOf, read, saidBy, type } from './reading.ts'

const table = { name: 'orders' }

describe('ALTER TABLE orders', () => {
  it.each<[string, object]>([
    [
      'ADD COLUMN IF NOT EXISTS note text',
      {
        kind: 'addColumn',
        table,
        column: { name: 'note', type: type('text'), constraints: [] },
        ifNotExists: true,
      },
    ],
    ['DROP note', { kind: 'dropColumn', table, column: 'note' }],
    [
      'DROP COLUMN IF EXISTS note CASCADE',
      { kind: 'dropColumn', table, column: 'note', ifExists: true, cascade: true },
    ],
    ['RENAME note TO remark', { kind: 'renameColumn', table, column: 'note', to: 'remark' }],
    ['RENAME TO purchases', { kind: 'renameTable', table, to: 'purchases' }],
    ['RENAME CONSTRAINT a TO b', { kind: 'renameConstraint', table, name: 'a', to: 'b' }],
    ['SET SCHEMA billing', { kind: 'setTableSchema', table, to: 'billing' }],
    [
      'ALTER total TYPE bigint USING total::bigint',
      {
        kind: 'changeColumnType',
        table,
        column: 'total',
        type: type('bigint'),
        using: expression('CAST(total AS bigint)', { columns: ['total'] }),
      },
    ],
    [
      'ALTER note SET DATA TYPE varchar(20) COLLATE "C"',
      { kind: 'changeColumnType', table, column: 'note', type: type('varchar', 20), collation: 'C' },
    ],
    ['ALTER note SET NOT NULL', { kind: 'setNotNull', table, column: 'note' }],
    ['ALTER note DROP NOT NULL', { kind: 'dropNotNull', table, column: 'note' }],
    [
      'ALTER total SET DEFAULT 5',
      { kind: 'setDefault', table, column: 'total', default: expression('5', { literal: 5 }) },
    ],
    ['ALTER total DROP DEFAULT', { kind: 'dropDefault', table, column: 'total' }],
    [
      'ALTER id ADD GENERATED ALWAYS AS IDENTITY',
      { kind: 'addIdentity', table, column: 'id', identity: { always: true } },
    ],
    ['ALTER id DROP IDENTITY IF EXISTS', { kind: 'dropIdentity', table, column: 'id', ifExists: true }],
    [
      'ALTER id SET STATISTICS 100',
      { kind: 'setColumnOption', table, column: 'id', option: 'statistics', value: 'SET STATISTICS 100' },
    ],
    [
      'ALTER "Note" SET (n_distinct = 5)',
      { kind: 'setColumnOption', table, column: 'Note', option: 'attributes', value: 'SET (n_distinct = 5)' },
    ],
    [
      'ADD CONSTRAINT positive CHECK (total > 0) NOT VALID',
      {
        kind: 'addConstraint',
        table,
        constraint: {
          kind: 'check',
          name: 'positive',
          expression: expression('total > 0', { columns: ['total'] }),
          notValid: true,
        },
      },
    ],
    [
      'ADD FOREIGN KEY (a, b) REFERENCES customers (x, y) MATCH FULL NOT VALID',
      {
        kind: 'addConstraint',
        table,
        constraint: {
          kind: 'foreignKey',
          columns: ['a', 'b'],
          references: { table: { name: 'customers' }, columns: ['x', 'y'] },
          match: 'full',
          notValid: true,
        },
      },
    ],
    [
      'ADD CONSTRAINT k UNIQUE USING INDEX k_idx',
      {
        kind: 'addConstraint',
        table,
        constraint: { kind: 'unique', name: 'k', columns: [], include: [], usingIndex: 'k_idx' },
      },
    ],
    [
      'ADD CONSTRAINT has_note NOT NULL note NOT VALID',
      {
        kind: 'addConstraint',
        table,
        constraint: { kind: 'notNull', name: 'has_note', column: 'note', notValid: true },
      },
    ],
    [
      'DROP CONSTRAINT IF EXISTS k CASCADE',
      { kind: 'dropConstraint', table, name: 'k', ifExists: true, cascade: true },
    ],
    ['VALIDATE CONSTRAINT k', { kind: 'validateConstraint', table, name: 'k' }],
    [
      'ALTER CONSTRAINT k DEFERRABLE INITIALLY DEFERRED',
      { kind: 'alterConstraint', table, name: 'k', change: 'DEFERRABLE INITIALLY DEFERRED' },
    ],
    [
      'ALTER CONSTRAINT k NOT ENFORCED',
      { kind: 'alterConstraint', table, name: 'k', change: 'NOT ENFORCED' },
    ],
    [
      "ATTACH PARTITION old FOR VALUES IN ('a', NULL)",
      { kind: 'attachPartition', table, partition: { name: 'old' }, bound: "FOR VALUES IN ('a', NULL)" },
    ],
    [
      'DETACH PARTITION old CONCURRENTLY',
      { kind: 'detachPartition', table, partition: { name: 'old' }, concurrently: true },
    ],
    [
      'DETACH PARTITION old FINALIZE',
      { kind: 'detachPartition', table, partition: { name: 'old' }, finalize: true },
    ],
  ])('%s', (command, expected) => {
    expect(operationOf(`ALTER TABLE orders ${command}`)).toEqual(expected)
  })

  it.each<[string, object]>([
    [
      'SET (fillfactor = 50, autovacuum_enabled = off)',
      { option: 'storageParameters', sql: 'fillfactor = 50, autovacuum_enabled = off' },
    ],
    ['RESET (fillfactor)', { option: 'storageParameters', sql: 'fillfactor', reset: true }],
    ['SET LOGGED', { option: 'logged', logged: true }],
    ['SET UNLOGGED', { option: 'logged', logged: false }],
    ['SET TABLESPACE fast', { option: 'tablespace', name: 'fast' }],
    ['SET ACCESS METHOD heap', { option: 'accessMethod', name: 'heap' }],
    ['OWNER TO alice', { option: 'owner', name: 'alice' }],
    ['OWNER TO CURRENT_USER', { option: 'owner', name: 'CURRENT_USER' }],
    ['CLUSTER ON orders_pkey', { option: 'clusterOn', index: 'orders_pkey' }],
    ['SET WITHOUT CLUSTER', { option: 'clusterOn' }],
    ['REPLICA IDENTITY FULL', { option: 'replicaIdentity', identity: 'full' }],
    ['REPLICA IDENTITY USING INDEX k', { option: 'replicaIdentity', identity: 'index', index: 'k' }],
    ['ENABLE ROW LEVEL SECURITY', { option: 'rowSecurity', state: 'enable' }],
    ['NO FORCE ROW LEVEL SECURITY', { option: 'rowSecurity', state: 'no force' }],
    ['DISABLE TRIGGER ALL', { option: 'trigger', state: 'disable', name: 'all' }],
    ['ENABLE ALWAYS TRIGGER audit', { option: 'trigger', state: 'enable always', name: 'audit' }],
    ['INHERIT documents', { option: 'inherit', parent: { name: 'documents' } }],
    ['NO INHERIT documents', { option: 'inherit', parent: { name: 'documents' }, remove: true }],
    ['DISABLE RULE r', { option: 'other', sql: 'DISABLE RULE r' }],
  ])('%s', (command, change) => {
    expect(operationOf(`ALTER TABLE orders ${command}`)).toEqual({ kind: 'setTableOption', table, change })
  })

  it('keeps IF EXISTS of the table apart from that of the column', () => {
    expect(operationsOf('ALTER TABLE IF EXISTS ONLY orders DROP COLUMN IF EXISTS a, DROP COLUMN b')).toEqual([
      { kind: 'dropColumn', table, column: 'a', ifTableExists: true, ifExists: true },
      { kind: 'dropColumn', table, column: 'b', ifTableExists: true },
    ])
  })

  it('gives one statement number to all its sub-commands', () => {
    const { operations } = read('ALTER TABLE orders DROP a, DROP b; DROP TABLE c')
    expect(operations.map(({ statement }) => statement)).toEqual([0, 0, 1])
  })
})

describe('the order of sub-commands', () => {
  it('is that in which PostgreSQL runs them: drops, types, new columns, the rest', () => {
    const sql =
      'ALTER TABLE orders ALTER a SET NOT NULL, ADD b int, ALTER c TYPE text, ADD CHECK (b > 0), ALTER d DROP DEFAULT, DROP e'
    expect(saidBy(sql)).toEqual([
      'ALTER d DROP DEFAULT',
      'DROP e',
      'ALTER c TYPE text',
      'ADD b int',
      'ALTER a SET NOT NULL',
      'ADD CHECK (b > 0)',
    ])
  })
})

describe('the characters that say a sub-command', () => {
  it.each<[string, string[]]>([
    ['ALTER TABLE orders DROP note', ['ALTER TABLE orders DROP note']],
    ['ALTER TABLE orders\n  DROP note -- x\n;', ['ALTER TABLE orders\n  DROP note']],
    [
      "ALTER TABLE shop.orders *\n  ADD a numeric(10, 2) DEFAULT 0, -- first, second\n  ALTER b SET DEFAULT 'x, y' /* z */ ;",
      ['ADD a numeric(10, 2) DEFAULT 0', "ALTER b SET DEFAULT 'x, y'"],
    ],
    [
      'ALTER TABLE "Orders, old" ADD CHECK (a IN (1, 2)), ALTER b SET DEFAULT ARRAY[1, 2], DROP c',
      ['DROP c', 'ADD CHECK (a IN (1, 2))', 'ALTER b SET DEFAULT ARRAY[1, 2]'],
    ],
    ["ALTER TABLE orders ADD é text DEFAULT '🐢', DROP b", ['DROP b', "ADD é text DEFAULT '🐢'"]],
  ])('%s', (sql, expected) => {
    expect(saidBy(sql)).toEqual(expected)
  })
})
