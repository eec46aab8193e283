import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../src/database/sqlite.ts'
import { nativelyAlters, sqlite } from '../../src/dialects/sqlite.ts'
import { UnsupportedByDialect } from '../../src/dialects/unsupported-by-dialect.ts'
import type { ColumnDefinition } from '../../src/model/column.ts'
import type { Constraint } from '../../src/model/constraint.ts'
import { dataType, type DataType } from '../../src/model/data-type.ts'
import type { Expression } from '../../src/model/expression.ts'
import type { BareOperation } from '../../src/model/operation.ts'
import { constant, expression } from './make.ts'
import { printed } from './on-sqlite.ts'

const NAMES = ['id', 'order', 'Größe', 'a b', 'select', 'x"y'] as const
const flag = fc.constantFrom(true as const, undefined)

const type: fc.Arbitrary<DataType> = fc.oneof(
  fc
    .constantFrom(
      'integer',
      'bigint',
      'text',
      'boolean',
      'jsonb',
      'uuid',
      'bytea',
      'timestamptz',
      'interval',
      'real',
    )
    .map(name => dataType(name)),
  fc.constantFrom('serial', 'bigserial', 'citext', 'tsvector', 'status').map(name => dataType(name)),
  fc
    .tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 5 }))
    .map(([p, s]) => dataType('numeric', p, s)),
  fc.integer({ min: 1, max: 200 }).map(length => dataType('varchar', length)),
  fc.constant({ name: 'text', arguments: [], dimensions: 1 }),
)

const byDefault: fc.Arbitrary<Expression> = fc.oneof(
  fc.integer().map(value => constant(String(value), value)),
  fc
    .string()
    .map(value =>
      constant(`'${value.replaceAll('\0', '').replaceAll("'", "''")}'`, value.replaceAll('\0', '')),
    ),
  fc.boolean().map(value => constant(String(value), value)),
  fc
    .constantFrom('now()', 'CURRENT_DATE', 'gen_random_uuid()', '1 + 1', "lower('A')", "nextval('n')")
    .map(sql => expression(sql)),
)

const columnOf = (name: string): fc.Arbitrary<ColumnDefinition> =>
  fc.record({
    name: fc.constant(name),
    type: fc.option(type, { nil: undefined }),
    notNull: flag,
    default: fc.option(byDefault, { nil: undefined }),
    identity: fc.option(fc.record({ always: flag }), { nil: undefined, freq: 9 }),
    collation: fc.constantFrom(undefined, undefined, 'C', 'de_DE'),
    constraints: fc.subarray<Constraint>([
      { kind: 'unique', columns: [name], include: [] },
      { kind: 'check', name: `${name} there`, expression: expression('1 = 1'), notValid: true },
      { kind: 'foreignKey', columns: [name], references: { table: { name: 'parents' }, columns: [] } },
    ]),
  })

const table: fc.Arbitrary<BareOperation> = fc.subarray([...NAMES], { minLength: 1 }).chain(names =>
  fc.record({
    kind: fc.constant('createTable' as const),
    table: fc.constantFrom({ name: 'orders' }, { name: 'Order' }, { schema: 'public', name: 'order' }),
    columns: fc.tuple(...names.map(columnOf)),
    constraints: fc.subarray<Constraint>([
      { kind: 'primaryKey', name: 'the key', columns: names.slice(0, 1), include: [] },
      { kind: 'unique', columns: names, include: names },
      { kind: 'check', expression: expression('2 > 1') },
    ]),
    ifNotExists: flag,
    temporary: flag,
    strict: flag,
    withoutRowid: flag,
  }),
)

/** A condition that holds: without rows only a table with a primary key can go without a rowid. */
function isAllowed(operation: BareOperation): boolean {
  if (operation.kind !== 'createTable') return true
  const hasKey = operation.constraints.some(({ kind }) => kind === 'primaryKey')
  return !operation.withoutRowid || hasKey
}

describe('any table', () => {
  it('is refused with a reason, or runs', async () => {
    await fc.assert(
      fc.asyncProperty(table.filter(isAllowed), async operation => {
        const sql = printed(operation)
        if (sql instanceof UnsupportedByDialect) return
        const database = await openSqlite(':memory:')
        try {
          await database.query('CREATE TABLE parents (id INTEGER PRIMARY KEY)')
          await database.query(String(sql))
        } finally {
          await database.close()
        }
      }),
      { numRuns: 300 },
    )
  })

  it('takes any column that SQLite is said to add by itself', async () => {
    await fc.assert(
      fc.asyncProperty(columnOf('new'), async column => {
        const operation: BareOperation = { kind: 'addColumn', table: { name: 'orders' }, column }
        if (!nativelyAlters(operation, '3.40.0') || printed(operation) instanceof UnsupportedByDialect) return
        const database = await openSqlite(':memory:')
        try {
          await database.query(
            'CREATE TABLE parents (id INTEGER PRIMARY KEY); CREATE TABLE orders (id INTEGER); INSERT INTO orders VALUES (1)',
          )
          const told = await database.query(sqlite.printOperation(operation)).then(
            () => undefined,
            (error: unknown) => String(error),
          )
          // Only what the rows do not have stops it, as in PostgreSQL.
          const needsValue = column.notNull === true && column.default === undefined
          if (needsValue) expect(told).toContain('Cannot add a NOT NULL column with default value NULL')
          else expect(told).toBeUndefined()
        } finally {
          await database.close()
        }
      }),
      { numRuns: 300 },
    )
  })
})
