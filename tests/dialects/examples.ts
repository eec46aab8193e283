/** Operations of every kind as values: what the dialect prints of them must read as the same, and run. */
import { dataType } from '../../src/model/data-type.ts'
import type { Unplaced } from '../../src/model/operation-base.ts'
import type { BareOperation, OperationKind, OperationOf } from '../../src/model/operation.ts'
import { column, constant, expression } from './make.ts'
import { TABLE_EXAMPLES } from './examples-tables.ts'
import { DATA_EXAMPLES } from './examples-data.ts'
import { OBJECT_EXAMPLES } from './examples-objects.ts'

type Example<K extends OperationKind> = Unplaced<OperationOf<K>>

/** Three or more of each of some kinds: a new kind does not compile until it has them. */
export type Examples<K extends OperationKind = OperationKind> = {
  readonly [Kind in K]: readonly [Example<Kind>, Example<Kind>, Example<Kind>, ...Example<Kind>[]]
}

const orders = { name: 'orders' }
const customers = { name: 'customers' }
const invoices = { schema: 'billing', name: 'Invoice Lines' }
const bigint = dataType('bigint')
const positive = expression('total > 0', { columns: ['total'] })

type SchemaKind = Exclude<
  OperationKind,
  keyof typeof DATA_EXAMPLES | keyof typeof OBJECT_EXAMPLES | keyof typeof TABLE_EXAMPLES
>

const SCHEMA_EXAMPLES: Examples<SchemaKind> = {
  addColumn: [
    { kind: 'addColumn', table: orders, column: column('phone', dataType('varchar', 20)), ifNotExists: true },
    {
      kind: 'addColumn',
      table: invoices,
      ifTableExists: true,
      column: column('Größe "x"', { name: 'numeric', arguments: [8], dimensions: 2 }),
    },
    {
      kind: 'addColumn',
      table: orders,
      column: column(
        'lag',
        { name: 'interval day to second', arguments: [3], dimensions: 0 },
        {
          notNull: true,
          default: expression("CAST('1 day' AS interval day to second)", { literal: '1 day' }),
        },
      ),
    },
    { kind: 'addColumn', table: orders, column: column('number', dataType('bigserial')) },
    {
      kind: 'addColumn',
      table: orders,
      column: column('state', { schema: 'billing', name: 'State', arguments: [], dimensions: 0 }),
    },
    {
      kind: 'addColumn',
      table: { name: 'notes' },
      column: column('key', dataType('integer'), { identity: { options: 'START WITH 5 INCREMENT BY 2' } }),
    },
    {
      kind: 'addColumn',
      table: orders,
      column: column('buyer', bigint, {
        constraints: [
          {
            kind: 'foreignKey',
            columns: ['buyer'],
            references: { table: customers, columns: [] },
            onUpdate: 'set null',
            match: 'full',
            deferrable: true,
          },
        ],
      }),
    },
    {
      kind: 'addColumn',
      table: orders,
      column: column(
        'letter',
        { name: '"char"', arguments: [], dimensions: 0 },
        { default: constant("E'a\\\\b'", 'a\\b') },
      ),
    },
  ],
  dropColumn: [
    { kind: 'dropColumn', table: orders, column: 'note' },
    { kind: 'dropColumn', table: orders, column: 'total', ifExists: true, cascade: true },
    { kind: 'dropColumn', table: invoices, column: 'order', ifTableExists: true },
  ],
  renameColumn: [
    { kind: 'renameColumn', table: orders, column: 'note', to: 'remark' },
    { kind: 'renameColumn', table: orders, column: 'note', to: 'select', ifTableExists: true },
    { kind: 'renameColumn', table: invoices, column: 'order', to: 'Order' },
  ],
  changeColumnType: [
    { kind: 'changeColumnType', table: orders, column: 'total', type: dataType('numeric', 12, 2) },
    {
      kind: 'changeColumnType',
      table: orders,
      column: 'note',
      type: bigint,
      using: expression('CAST(note AS bigint)', { columns: ['note'] }),
    },
    {
      kind: 'changeColumnType',
      table: orders,
      column: 'note',
      type: dataType('varchar', 200),
      collation: 'C',
      ifTableExists: true,
    },
  ],
  setNotNull: [
    { kind: 'setNotNull', table: orders, column: 'note' },
    { kind: 'setNotNull', table: invoices, column: 'order' },
    { kind: 'setNotNull', table: orders, column: 'note', ifTableExists: true },
  ],
  dropNotNull: [
    { kind: 'dropNotNull', table: orders, column: 'total' },
    { kind: 'dropNotNull', table: invoices, column: 'order' },
    { kind: 'dropNotNull', table: orders, column: 'note', ifTableExists: true },
  ],
  setDefault: [
    { kind: 'setDefault', table: orders, column: 'note', default: constant("'none'", 'none') },
    { kind: 'setDefault', table: orders, column: 'total', default: constant('-5', -5) },
    {
      kind: 'setDefault',
      table: orders,
      column: 'made',
      default: expression("now() + '1 day'::interval", { functions: ['now'] }),
    },
  ],
  dropDefault: [
    { kind: 'dropDefault', table: orders, column: 'note' },
    { kind: 'dropDefault', table: invoices, column: 'order' },
    { kind: 'dropDefault', table: orders, column: 'total', ifTableExists: true },
  ],
  addIdentity: [
    { kind: 'addIdentity', table: orders, column: 'total', identity: { always: true } },
    { kind: 'addIdentity', table: orders, column: 'total', identity: {} },
    { kind: 'addIdentity', table: orders, column: 'total', identity: { options: 'START WITH 100' } },
  ],
  dropIdentity: [
    { kind: 'dropIdentity', table: orders, column: 'id' },
    { kind: 'dropIdentity', table: orders, column: 'total', ifExists: true },
    { kind: 'dropIdentity', table: orders, column: 'id', ifTableExists: true },
  ],
  setColumnOption: [
    {
      kind: 'setColumnOption',
      table: orders,
      column: 'note',
      option: 'statistics',
      value: 'SET STATISTICS 500',
    },
    {
      kind: 'setColumnOption',
      table: orders,
      column: 'note',
      option: 'storage',
      value: 'SET STORAGE external',
    },
    {
      kind: 'setColumnOption',
      table: orders,
      column: 'id',
      option: 'identity',
      value: 'SET GENERATED ALWAYS',
    },
  ],
  addConstraint: [
    {
      kind: 'addConstraint',
      table: orders,
      constraint: {
        kind: 'foreignKey',
        name: 'orders_customer',
        columns: ['customer_id'],
        references: { table: customers, columns: ['id'] },
        onDelete: 'set null',
        onUpdate: 'cascade',
        notValid: true,
      },
    },
    {
      kind: 'addConstraint',
      table: orders,
      constraint: {
        kind: 'foreignKey',
        columns: ['customer_id'],
        references: { table: customers, columns: [] },
        deferrable: true,
        initiallyDeferred: true,
      },
    },
    {
      kind: 'addConstraint',
      table: orders,
      constraint: {
        kind: 'check',
        name: 'orders_total',
        expression: positive,
        notValid: true,
        noInherit: true,
      },
    },
    {
      kind: 'addConstraint',
      table: orders,
      constraint: {
        kind: 'check',
        name: 'orders_noted',
        expression: expression('note IS NOT NULL AND total > 0', {
          columns: ['note', 'total'],
          provesNotNull: ['note'],
        }),
        notEnforced: true,
      },
    },
    {
      kind: 'addConstraint',
      table: { name: 'notes' },
      constraint: { kind: 'primaryKey', columns: ['id', 'order'], include: ['body'] },
    },
    {
      kind: 'addConstraint',
      table: { name: 'notes' },
      constraint: { kind: 'primaryKey', name: 'notes_pk', columns: [], include: [], usingIndex: 'notes_id' },
      ifTableExists: true,
    },
    {
      kind: 'addConstraint',
      table: orders,
      constraint: {
        kind: 'unique',
        name: 'orders_once',
        columns: ['note', 'total'],
        include: [],
        nullsNotDistinct: true,
      },
    },
    {
      kind: 'addConstraint',
      table: orders,
      constraint: {
        kind: 'exclude',
        name: 'orders_apart',
        using: 'gist',
        elements: [{ part: { column: 'during' }, operator: '&&' }],
        where: positive,
      },
    },
    {
      kind: 'addConstraint',
      table: orders,
      constraint: { kind: 'notNull', name: 'orders_note_there', column: 'note', notValid: true },
    },
  ],
  dropConstraint: [
    { kind: 'dropConstraint', table: customers, name: 'customers_pkey', cascade: true },
    { kind: 'dropConstraint', table: orders, name: 'no such', ifExists: true },
    { kind: 'dropConstraint', table: orders, name: 'orders_positive', ifTableExists: true },
  ],
  validateConstraint: [
    { kind: 'validateConstraint', table: orders, name: 'orders_positive' },
    { kind: 'validateConstraint', table: orders, name: 'orders_positive', ifTableExists: true },
    { kind: 'validateConstraint', table: invoices, name: 'Known' },
  ],
  renameConstraint: [
    { kind: 'renameConstraint', table: orders, name: 'orders_positive', to: 'orders_check' },
    { kind: 'renameConstraint', table: invoices, name: 'Known', to: 'known' },
    { kind: 'renameConstraint', table: orders, name: 'orders_positive', to: 'check', ifTableExists: true },
  ],
  alterConstraint: [
    {
      kind: 'alterConstraint',
      table: orders,
      name: 'orders_parent',
      change: 'DEFERRABLE INITIALLY DEFERRED',
    },
    { kind: 'alterConstraint', table: orders, name: 'orders_parent', change: 'NOT DEFERRABLE' },
    { kind: 'alterConstraint', table: orders, name: 'orders_parent', change: 'NOT ENFORCED' },
  ],
  createIndex: [
    {
      kind: 'createIndex',
      name: 'orders_customer',
      table: orders,
      parts: [{ column: 'customer_id' }],
      include: ['total'],
      concurrently: true,
      ifNotExists: true,
    },
    {
      kind: 'createIndex',
      table: orders,
      parts: [
        {
          expression: expression('lower(note)', { functions: ['lower'], columns: ['note'] }),
          operatorClass: 'text_pattern_ops',
        },
        { column: 'total', order: 'desc', nulls: 'last' },
      ],
      include: [],
      unique: true,
      where: positive,
    },
    {
      kind: 'createIndex',
      name: 'by day',
      table: { name: 'events' },
      parts: [{ column: 'day' }],
      include: [],
      only: true,
      using: 'brin',
      storageParameters: 'pages_per_range = 32',
    },
    {
      kind: 'createIndex',
      name: 'orders_note',
      table: orders,
      parts: [{ column: 'note', collation: 'C' }],
      include: [],
      unique: true,
      nullsNotDistinct: true,
      tablespace: 'pg_default',
    },
    {
      kind: 'createIndex',
      name: 'orders_sum',
      table: orders,
      parts: [{ expression: expression('total + 1', { columns: ['total'] }) }],
      include: [],
    },
  ],
  dropIndex: [
    { kind: 'dropIndex', index: { name: 'orders_total' } },
    { kind: 'dropIndex', index: { name: 'orders_total' }, concurrently: true, ifExists: true },
    { kind: 'dropIndex', index: { schema: 'billing', name: 'No Such' }, ifExists: true, cascade: true },
  ],
  renameIndex: [
    { kind: 'renameIndex', index: { name: 'orders_total' }, to: 'by_total' },
    { kind: 'renameIndex', index: { schema: 'public', name: 'orders_total' }, to: 'table' },
    { kind: 'renameIndex', index: { name: 'orders_total' }, to: 'Total', ifExists: true },
  ],
  attachIndex: [
    { kind: 'attachIndex', index: { name: 'events_by_day' }, partitionIndex: { name: 'events_2024_by_day' } },
    {
      kind: 'attachIndex',
      index: { schema: 'public', name: 'events_by_day' },
      partitionIndex: { name: 'events_2024_by_day' },
    },
    {
      kind: 'attachIndex',
      index: { name: 'events_by_day' },
      partitionIndex: { schema: 'public', name: 'events_2024_by_day' },
    },
  ],
  reindex: [
    { kind: 'reindex', target: 'index', name: { name: 'orders_total' } },
    { kind: 'reindex', target: 'table', name: orders, concurrently: true },
    { kind: 'reindex', target: 'schema', name: { name: 'billing' } },
    { kind: 'reindex', target: 'database' },
  ],
}

/** Three or more operations of every kind. */
export const EXAMPLES: Examples = {
  ...TABLE_EXAMPLES,
  ...SCHEMA_EXAMPLES,
  ...OBJECT_EXAMPLES,
  ...DATA_EXAMPLES,
}

/** All of them with their kinds. */
export const ALL_EXAMPLES: readonly BareOperation[] = Object.values(EXAMPLES).flat()
