/** Examples of statements on rows and on the session, and of what SQL has no word for. */
import type { DataOperation } from '../../src/model/data-operations.ts'
import type { OpaqueOperation } from '../../src/model/opaque-operations.ts'
import type { SessionOperation } from '../../src/model/session-operations.ts'
import type { Examples } from './examples.ts'

const orders = { name: 'orders' }
const customers = { name: 'customers' }
const none = { functions: [], columns: [], provesNotNull: [] }

type Kind = DataOperation['kind'] | SessionOperation['kind'] | OpaqueOperation['kind']

export const DATA_EXAMPLES: Examples<Kind> = {
  insertRows: [
    {
      kind: 'insertRows',
      table: { name: 'notes' },
      columns: ['id', 'body'],
      rows: 2,
      reads: [],
      sql: "INSERT INTO notes (id, body) VALUES (1, 'a'), (2, 'b')",
    },
    {
      kind: 'insertRows',
      table: { name: 'notes' },
      columns: ['id'],
      fromQuery: true,
      reads: [orders],
      sql: 'INSERT INTO notes (id) SELECT id FROM orders',
    },
    {
      kind: 'insertRows',
      table: { name: 'notes' },
      columns: [],
      rows: 1,
      reads: [],
      sql: 'INSERT INTO notes DEFAULT VALUES',
    },
  ],
  updateRows: [
    {
      kind: 'updateRows',
      table: orders,
      set: [{ column: 'note', value: { sql: "'none'", literal: 'none', ...none } }],
      reads: [],
      sql: "UPDATE orders SET note = 'none'",
    },
    {
      kind: 'updateRows',
      table: orders,
      set: [{ column: 'total', value: { sql: 'total + 1', ...none, columns: ['total'] } }],
      where: { sql: 'id = 7', ...none, columns: ['id'] },
      bounded: true,
      reads: [],
      sql: 'UPDATE orders SET total = total + 1 WHERE id = 7',
    },
    {
      kind: 'updateRows',
      table: orders,
      set: [{ column: 'note', value: { sql: 'c.name', ...none, columns: ['name'] } }],
      where: { sql: 'c.id = orders.customer_id', ...none, columns: ['id', 'customer_id'] },
      reads: [customers],
      sql: 'UPDATE orders SET note = c.name FROM customers AS c WHERE c.id = orders.customer_id',
    },
  ],
  deleteRows: [
    { kind: 'deleteRows', table: { name: 'notes' }, reads: [], sql: 'DELETE FROM notes' },
    {
      kind: 'deleteRows',
      table: { name: 'notes' },
      where: { sql: 'id = 1', ...none, columns: ['id'] },
      bounded: true,
      reads: [],
      sql: 'DELETE FROM notes WHERE id = 1',
    },
    {
      kind: 'deleteRows',
      table: { schema: 'billing', name: 'Invoice Lines' },
      where: { sql: '"order" IS NULL', ...none, columns: ['order'] },
      reads: [],
      sql: 'DELETE FROM billing."Invoice Lines" WHERE "order" IS NULL',
    },
  ],
  mergeRows: [
    {
      kind: 'mergeRows',
      table: orders,
      reads: [customers],
      sql: 'MERGE INTO orders USING customers AS c ON c.id = orders.customer_id WHEN MATCHED THEN DELETE',
    },
    {
      kind: 'mergeRows',
      table: orders,
      reads: [customers],
      sql: 'MERGE INTO orders USING customers AS c ON c.id = orders.customer_id WHEN MATCHED THEN DO NOTHING',
    },
    {
      kind: 'mergeRows',
      table: { name: 'notes' },
      reads: [orders],
      sql: 'MERGE INTO notes USING orders AS o ON o.id = notes.id WHEN MATCHED THEN DELETE',
    },
  ],
  copyRows: [
    { kind: 'copyRows', table: orders, direction: 'from', reads: [], sql: 'COPY orders FROM STDIN' },
    { kind: 'copyRows', table: orders, direction: 'to', reads: [], sql: 'COPY orders TO STDOUT' },
    {
      kind: 'copyRows',
      table: { name: 'notes' },
      direction: 'from',
      reads: [],
      sql: 'COPY notes FROM STDIN',
    },
  ],
  truncateTable: [
    { kind: 'truncateTable', table: { name: 'notes' } },
    { kind: 'truncateTable', table: customers, cascade: true },
    { kind: 'truncateTable', table: { schema: 'billing', name: 'Invoice Lines' }, restartIdentity: true },
  ],
  selectRows: [
    { kind: 'selectRows', reads: [orders], functions: [], sql: 'SELECT id FROM orders' },
    { kind: 'selectRows', reads: [], functions: ['pg_sleep'], sql: 'SELECT pg_sleep(0)' },
    { kind: 'selectRows', reads: [orders], functions: ['count'], sql: 'SELECT count(*) FROM orders' },
  ],
  updateInBatches: [
    {
      kind: 'updateInBatches',
      table: orders,
      set: [{ column: 'note', value: { sql: "'none'", literal: 'none', ...none } }],
      where: { sql: 'note IS NULL', ...none, columns: ['note'] },
    },
    {
      kind: 'updateInBatches',
      table: orders,
      set: [{ column: 'total', value: { sql: '0', literal: 0, ...none } }],
      key: 'id',
      size: 1000,
    },
    { kind: 'updateInBatches', table: orders, set: [{ column: 'total' }] },
  ],
  assertQuery: [
    { kind: 'assertQuery', sql: 'SELECT count(*) = 0 FROM orders', message: "there mustn't be orders" },
    { kind: 'assertQuery', sql: 'SELECT true' },
    { kind: 'assertQuery', sql: 'SELECT coalesce(max(total), 0) < 100 FROM orders', message: 'a \\ total' },
  ],
  setParameter: [
    { kind: 'setParameter', name: 'lock_timeout', value: '5s', scope: 'session' },
    { kind: 'setParameter', name: 'statement_timeout', value: '0', scope: 'local' },
    { kind: 'setParameter', name: 'search_path', value: 'billing, public', scope: 'session' },
    { kind: 'setParameter', name: 'lock_timeout', scope: 'session' },
    { kind: 'setParameter', name: 'lock_timeout', scope: 'local' },
    { kind: 'setParameter', name: 'all', scope: 'session' },
    { kind: 'setParameter', name: 'shop.tenant', value: "it's", scope: 'session' },
    {
      kind: 'setParameter',
      name: 'transaction',
      value: 'transaction_isolation serializable',
      scope: 'local',
    },
  ],
  transactionControl: [
    { kind: 'transactionControl', action: 'begin' },
    { kind: 'transactionControl', action: 'commit' },
    { kind: 'transactionControl', action: 'rollback' },
    { kind: 'transactionControl', action: 'savepoint', name: 'before_backfill' },
    { kind: 'transactionControl', action: 'release', name: 'before_backfill' },
    { kind: 'transactionControl', action: 'rollbackTo', name: 'Before Backfill' },
    { kind: 'transactionControl', action: 'prepare', name: "it's ready" },
  ],
  lockTable: [
    { kind: 'lockTable', table: orders, mode: 'ACCESS EXCLUSIVE' },
    {
      kind: 'lockTable',
      table: { schema: 'billing', name: 'Invoice Lines' },
      mode: 'SHARE ROW EXCLUSIVE',
      nowait: true,
    },
    { kind: 'lockTable', table: orders, mode: 'ROW SHARE' },
  ],
  maintenance: [
    { kind: 'maintenance', command: 'vacuum full', table: orders },
    { kind: 'maintenance', command: 'vacuum' },
    { kind: 'maintenance', command: 'analyze', table: { schema: 'billing', name: 'Invoice Lines' } },
    { kind: 'maintenance', command: 'cluster', table: { name: 'clustered' } },
    { kind: 'maintenance', command: 'checkpoint' },
    { kind: 'maintenance', command: 'discard' },
  ],
  opaque: [
    { kind: 'opaque', reason: 'run-time value', message: 'The name of the table is known only at run time.' },
    { kind: 'opaque', reason: 'syntax error', message: 'syntax error\nat or near "--"' },
    { kind: 'opaque', reason: 'limit', message: 'Too many steps.', tables: [orders] },
  ],
  noOperation: [
    { kind: 'noOperation', message: 'SHOW tells a parameter.' },
    { kind: 'noOperation', message: 'An empty text; DROP TABLE orders' },
    { kind: 'noOperation', message: '' },
  ],
}
