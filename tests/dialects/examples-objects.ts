/** Examples of types, views and other named objects. */
import { dataType } from '../../src/model/data-type.ts'
import type { NamedObjectOperation } from '../../src/model/object-operations.ts'
import type { TypeOperation } from '../../src/model/type-operations.ts'
import type { Examples } from './examples.ts'

const status = { name: 'status' }
const price = { name: 'price' }
const orders = { name: 'orders' }
const atLeastNothing = { sql: 'value >= 0', functions: [], columns: ['value'], provesNotNull: [] }

export const OBJECT_EXAMPLES: Examples<TypeOperation['kind'] | NamedObjectOperation['kind']> = {
  createEnum: [
    { kind: 'createEnum', type: { name: 'size' }, values: ['small', 'it\'s "large"'] },
    { kind: 'createEnum', type: { schema: 'billing', name: 'Size' }, values: [] },
    { kind: 'createEnum', type: { name: 'user' }, values: ['a\\b', '名前'] },
  ],
  addEnumValue: [
    { kind: 'addEnumValue', type: status, value: 'shipped' },
    { kind: 'addEnumValue', type: status, value: 'paid', after: 'open', ifNotExists: true },
    { kind: 'addEnumValue', type: { schema: 'billing', name: 'State' }, value: "it's", before: 'a' },
  ],
  renameEnumValue: [
    { kind: 'renameEnumValue', type: status, value: 'open', to: 'new' },
    { kind: 'renameEnumValue', type: { schema: 'billing', name: 'State' }, value: 'a', to: "it's" },
    { kind: 'renameEnumValue', type: status, value: 'closed', to: 'back\\slash' },
  ],
  createDomain: [
    {
      kind: 'createDomain',
      domain: { name: 'amount' },
      type: dataType('numeric', 10, 2),
      notNull: true,
      constraints: [{ kind: 'check', name: 'amount_positive', expression: atLeastNothing }],
    },
    {
      kind: 'createDomain',
      domain: { schema: 'billing', name: 'Code' },
      type: dataType('varchar', 8),
      default: { sql: "'none'", literal: 'none', functions: [], columns: [], provesNotNull: [] },
      constraints: [],
    },
    {
      kind: 'createDomain',
      domain: { name: 'tags' },
      type: { name: 'text', arguments: [], dimensions: 1 },
      constraints: [],
    },
  ],
  alterDomain: [
    {
      kind: 'alterDomain',
      domain: price,
      change: {
        action: 'addConstraint',
        constraint: { kind: 'check', name: 'price_positive', expression: atLeastNothing, notValid: true },
      },
    },
    { kind: 'alterDomain', domain: price, change: { action: 'dropConstraint', name: 'price_known' } },
    { kind: 'alterDomain', domain: price, change: { action: 'validateConstraint', name: 'price_known' } },
    { kind: 'alterDomain', domain: price, change: { action: 'setNotNull' } },
    { kind: 'alterDomain', domain: price, change: { action: 'dropNotNull' } },
    {
      kind: 'alterDomain',
      domain: price,
      change: {
        action: 'setDefault',
        default: { sql: '0', literal: 0, functions: [], columns: [], provesNotNull: [] },
      },
    },
    { kind: 'alterDomain', domain: price, change: { action: 'dropDefault' } },
  ],
  dropType: [
    { kind: 'dropType', type: status, cascade: true },
    { kind: 'dropType', type: price, domain: true },
    { kind: 'dropType', type: { schema: 'billing', name: 'State' }, ifExists: true },
  ],
  renameType: [
    { kind: 'renameType', type: status, to: 'order_status' },
    { kind: 'renameType', type: price, to: 'Price', domain: true },
    { kind: 'renameType', type: { schema: 'billing', name: 'State' }, to: 'state' },
  ],
  createView: [
    {
      kind: 'createView',
      view: { name: 'open_orders' },
      columns: ['id', 'Total'],
      query: 'SELECT id, total FROM orders',
      reads: [orders],
      orReplace: true,
    },
    {
      kind: 'createView',
      view: { schema: 'billing', name: 'sums' },
      materialized: true,
      ifNotExists: true,
      noData: true,
      columns: [],
      query: 'SELECT sum(total) AS total FROM orders',
      reads: [orders],
    },
    {
      kind: 'createView',
      view: { name: 'mine' },
      temporary: true,
      columns: [],
      query: 'SELECT id FROM orders',
      reads: [orders],
    },
  ],
  dropView: [
    { kind: 'dropView', view: { name: 'recent_orders' } },
    { kind: 'dropView', view: { name: 'order_totals' }, materialized: true, cascade: true },
    { kind: 'dropView', view: { schema: 'billing', name: 'No Such' }, ifExists: true },
  ],
  refreshView: [
    { kind: 'refreshView', view: { name: 'order_totals' } },
    { kind: 'refreshView', view: { name: 'order_totals' }, concurrently: true },
    { kind: 'refreshView', view: { schema: 'public', name: 'order_totals' }, noData: true },
  ],
  objectDdl: [
    { kind: 'objectDdl', verb: 'create', objectType: 'schema', name: { name: 'Audit' }, ifNotExists: true },
    {
      kind: 'objectDdl',
      verb: 'drop',
      objectType: 'trigger',
      name: { name: 'orders_touch' },
      table: orders,
      ifExists: true,
      cascade: true,
    },
    { kind: 'objectDdl', verb: 'drop', objectType: 'function', name: { name: 'touch' }, cascade: true },
    { kind: 'objectDdl', verb: 'rename', objectType: 'sequence', name: { name: 'numbers' }, to: 'Numbers' },
    {
      kind: 'objectDdl',
      verb: 'rename',
      objectType: 'trigger',
      name: { name: 'orders_touch' },
      table: orders,
      to: 'touch_orders',
    },
    {
      kind: 'objectDdl',
      verb: 'rename',
      objectType: 'constraint',
      name: { name: 'price_known' },
      table: price,
      to: 'price_given',
    },
    {
      kind: 'objectDdl',
      verb: 'rename',
      objectType: 'column',
      name: { name: 'id' },
      table: { name: 'recent_orders' },
      to: 'number',
    },
    { kind: 'objectDdl', verb: 'setSchema', objectType: 'type', name: status, to: 'billing' },
    {
      kind: 'objectDdl',
      verb: 'comment',
      objectType: 'table',
      name: orders,
      sql: "COMMENT ON TABLE orders IS 'what was bought'",
    },
    {
      kind: 'objectDdl',
      verb: 'create',
      objectType: 'extension',
      name: { name: 'pgcrypto' },
      ifNotExists: true,
      sql: 'CREATE EXTENSION IF NOT EXISTS pgcrypto',
    },
    {
      kind: 'objectDdl',
      verb: 'create',
      objectType: 'function',
      name: { name: 'owner_of' },
      parameters: '',
      securityDefiner: true,
      fixedPath: true,
      sql: "CREATE FUNCTION owner_of() RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path TO '' AS $$SELECT 'a'$$",
    },
    {
      kind: 'objectDdl',
      verb: 'alter',
      objectType: 'function',
      name: { name: 'refresh_totals' },
      parameters: '',
      body: 'hidden',
      securityDefiner: true,
      sql: 'ALTER FUNCTION refresh_totals() SECURITY DEFINER',
    },
    {
      kind: 'objectDdl',
      verb: 'alter',
      objectType: 'default privileges',
      name: { name: '' },
      grantedTo: ['PUBLIC', 'reader'],
      sql: 'ALTER DEFAULT PRIVILEGES IN SCHEMA billing GRANT SELECT ON TABLES TO PUBLIC, reader',
    },
  ],
  grant: [
    {
      kind: 'grant',
      privileges: ['select', 'insert'],
      objectType: 'table',
      objects: [orders],
      to: ['reader'],
      sql: 'GRANT SELECT, INSERT ON orders TO reader',
    },
    {
      kind: 'grant',
      revoke: true,
      privileges: [],
      objectType: 'table',
      objects: [orders],
      to: ['PUBLIC'],
      sql: 'REVOKE ALL ON orders FROM PUBLIC RESTRICT',
    },
    {
      kind: 'grant',
      privileges: [],
      objectType: 'role',
      objects: [{ name: 'reader' }],
      to: ['Shop Owner'],
      sql: 'GRANT reader TO "Shop Owner"',
    },
  ],
}
