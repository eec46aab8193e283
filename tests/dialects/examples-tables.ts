/** Examples of operations on whole tables. */
import { dataType } from '../../src/model/data-type.ts'
import type { TableOperation } from '../../src/model/table-operations.ts'
import type { Examples } from './examples.ts'
import { column, constant, expression } from './make.ts'

const orders = { name: 'orders' }
const customers = { name: 'customers' }
const invoices = { schema: 'billing', name: 'Invoice Lines' }
const bigint = dataType('bigint')
const text = dataType('text')
const now = expression('now()', { functions: ['now'] })

export const TABLE_EXAMPLES: Examples<TableOperation['kind']> = {
  createTable: [
    {
      kind: 'createTable',
      table: { name: 'deliveries' },
      columns: [
        column('id', bigint, {
          identity: { always: true },
          constraints: [{ kind: 'primaryKey', columns: ['id'], include: [] }],
        }),
        column('order_id', bigint, {
          notNull: true,
          constraints: [
            {
              kind: 'foreignKey',
              name: 'deliveries_order',
              columns: ['order_id'],
              references: { table: orders, columns: ['id'] },
              onDelete: 'cascade',
            },
          ],
        }),
        column('state', dataType('varchar', 20), {
          notNull: true,
          default: constant("'it''s open'", "it's open"),
        }),
        column('made', dataType('timestamptz', 3), { default: now }),
        column('due', dataType('date'), {
          default: expression('CURRENT_DATE + 14', { functions: ['current_date'] }),
        }),
        column('weight', dataType('numeric', 10, 2), {
          constraints: [
            {
              kind: 'check',
              name: 'deliveries_weight',
              expression: expression('weight > 0', { columns: ['weight'] }),
            },
          ],
        }),
        column(
          'tags',
          { name: 'text', arguments: [], dimensions: 1 },
          { default: expression("CAST('{}' AS text[])", { literal: '{}' }) },
        ),
      ],
      constraints: [
        {
          kind: 'unique',
          name: 'deliveries_once',
          columns: ['order_id', 'made'],
          include: [],
          deferrable: true,
          initiallyDeferred: true,
        },
      ],
      ifNotExists: true,
    },
    {
      kind: 'createTable',
      table: { schema: 'billing', name: 'Order' },
      columns: [
        column('user', text, {
          collation: 'C',
          constraints: [{ kind: 'unique', columns: ['user'], include: [], nullsNotDistinct: true }],
        }),
        column('net', bigint, {
          constraints: [{ kind: 'notNull', name: 'net_there', column: 'net' }],
          notNull: true,
        }),
        column('gross', bigint, {
          generated: { expression: expression('net * 2', { columns: ['net'] }), stored: true },
        }),
        column('double', bigint, {
          generated: { expression: expression('net + net', { columns: ['net'] }) },
        }),
      ],
      constraints: [],
      unlogged: true,
    },
    {
      kind: 'createTable',
      table: { name: 'visits' },
      columns: [column('day', dataType('date'))],
      constraints: [],
      partitionBy: { strategy: 'range', columns: ['day'] },
    },
    {
      kind: 'createTable',
      table: { name: 'events_2026' },
      columns: [],
      constraints: [],
      partitionOf: { parent: { name: 'events' }, bound: "FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')" },
    },
    {
      kind: 'createTable',
      table: { name: 'events_rest' },
      columns: [],
      constraints: [],
      partitionOf: { parent: { name: 'events' }, bound: 'DEFAULT' },
    },
    {
      kind: 'createTable',
      table: { name: 'old_orders' },
      columns: [],
      constraints: [],
      inherits: [orders],
      temporary: true,
    },
    {
      kind: 'createTable',
      table: { name: 'orders_copy' },
      columns: [column('remark', text)],
      constraints: [],
      like: [orders],
    },
    {
      kind: 'createTable',
      table: { name: 'totals' },
      columns: [],
      constraints: [],
      as: { sql: 'SELECT id, total FROM orders', reads: [orders] },
    },
  ],
  dropTable: [
    { kind: 'dropTable', table: customers, cascade: true },
    { kind: 'dropTable', table: invoices, ifExists: true },
    { kind: 'dropTable', table: { name: 'no_such_table' }, ifExists: true, cascade: true },
  ],
  renameTable: [
    { kind: 'renameTable', table: orders, to: 'purchases' },
    { kind: 'renameTable', table: orders, to: 'Order', ifExists: true },
    { kind: 'renameTable', table: invoices, to: 'lines' },
  ],
  setTableSchema: [
    { kind: 'setTableSchema', table: orders, to: 'billing' },
    { kind: 'setTableSchema', table: invoices, to: 'public' },
    { kind: 'setTableSchema', table: orders, to: 'billing', ifExists: true },
  ],
  setTableOption: [
    {
      kind: 'setTableOption',
      table: orders,
      change: { option: 'storageParameters', sql: 'fillfactor = 70, autovacuum_enabled = false' },
    },
    {
      kind: 'setTableOption',
      table: orders,
      change: { option: 'storageParameters', sql: 'fillfactor', reset: true },
    },
    { kind: 'setTableOption', table: { name: 'notes' }, change: { option: 'logged', logged: false } },
    { kind: 'setTableOption', table: { name: 'notes' }, change: { option: 'logged', logged: true } },
    { kind: 'setTableOption', table: orders, change: { option: 'tablespace', name: 'pg_default' } },
    { kind: 'setTableOption', table: orders, change: { option: 'accessMethod', name: 'heap' } },
    { kind: 'setTableOption', table: orders, change: { option: 'owner', name: 'CURRENT_USER' } },
    { kind: 'setTableOption', table: orders, change: { option: 'owner', name: 'Shop Owner' } },
    { kind: 'setTableOption', table: orders, change: { option: 'clusterOn', index: 'orders_pkey' } },
    { kind: 'setTableOption', table: orders, change: { option: 'clusterOn' } },
    { kind: 'setTableOption', table: orders, change: { option: 'replicaIdentity', identity: 'full' } },
    {
      kind: 'setTableOption',
      table: orders,
      change: { option: 'replicaIdentity', identity: 'index', index: 'orders_pkey' },
    },
    { kind: 'setTableOption', table: orders, change: { option: 'rowSecurity', state: 'no force' } },
    { kind: 'setTableOption', table: orders, change: { option: 'trigger', state: 'disable', name: 'all' } },
    {
      kind: 'setTableOption',
      table: orders,
      change: { option: 'trigger', state: 'enable always', name: 'orders_touch' },
    },
    {
      kind: 'setTableOption',
      table: { name: 'late_orders' },
      change: { option: 'inherit', parent: orders, remove: true },
    },
    { kind: 'setTableOption', table: orders, change: { option: 'other', sql: 'NOT OF' }, ifExists: true },
  ],
  attachPartition: [
    {
      kind: 'attachPartition',
      table: { name: 'events' },
      partition: { name: 'events_2025' },
      bound: "FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
    },
    {
      kind: 'attachPartition',
      table: { name: 'events' },
      partition: { name: 'events_2025' },
      bound: "FOR VALUES FROM (MINVALUE) TO ('2024-01-01')",
    },
    {
      kind: 'attachPartition',
      table: { name: 'events' },
      partition: { name: 'events_2025' },
      bound: 'DEFAULT',
    },
    {
      kind: 'attachPartition',
      table: { name: 'regions' },
      partition: { name: 'regions_eu' },
      bound: "FOR VALUES IN ('de', 'fr', NULL)",
    },
    {
      kind: 'attachPartition',
      table: { name: 'shards' },
      partition: { name: 'shard_0' },
      bound: 'FOR VALUES WITH (MODULUS 4, REMAINDER 0)',
    },
  ],
  detachPartition: [
    { kind: 'detachPartition', table: { name: 'events' }, partition: { name: 'events_2024' } },
    {
      kind: 'detachPartition',
      table: { name: 'events' },
      partition: { name: 'events_2024' },
      concurrently: true,
    },
    {
      kind: 'detachPartition',
      table: { name: 'events' },
      partition: { name: 'events_2024' },
      finalize: true,
    },
  ],
}
