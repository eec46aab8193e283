/** Renames, hooks and remarks of a comparison, on schemas as a history leaves them. */
import { describe, expect, it } from 'vitest'
import { compareSchemas } from '../../../src/autogenerate/compare/compare-schemas.ts'
import type { Comparison } from '../../../src/autogenerate/compare/change.ts'
import type { CompareOptions, ParentNames } from '../../../src/autogenerate/compare/options.ts'
import { historyOf, laterHistoryOf } from '../../schema/history.ts'
import { statementsOf } from './on-postgres.ts'

function compared(from: string, to: string, options: Partial<CompareOptions> = {}): Comparison {
  return compareSchemas(historyOf(to), historyOf(from), { dialect: 'postgres', ...options })
}

function changes(from: string, to: string, options: Partial<CompareOptions> = {}): readonly string[] {
  return statementsOf(compared(from, to, options))
}

describe('renames', () => {
  const column = { table: { name: 'orders' }, column: 'note', to: 'remark' }
  const table = { table: { name: 'orders' }, to: 'purchases' }

  it('gives a column its new name, and what names the column says the same', () => {
    const from =
      "CREATE TABLE orders (id integer, note text CHECK (note <> '')); CREATE INDEX ix ON orders (note)"
    const to =
      "CREATE TABLE orders (id integer, remark text CHECK (remark <> '')); CREATE INDEX ix ON orders (remark)"
    expect(changes(from, to, { renames: [column] })).toEqual([
      'ALTER TABLE orders RENAME COLUMN note TO remark',
    ])
  })

  it('compares a renamed column with the target', () => {
    const [from, to] = ['CREATE TABLE orders (note varchar(10))', 'CREATE TABLE orders (remark text)']
    expect(changes(from, to, { renames: [column] })).toEqual([
      'ALTER TABLE orders RENAME COLUMN note TO remark',
      'ALTER TABLE orders ALTER COLUMN remark TYPE text',
    ])
  })

  it('gives a table its new name, with a column of it', () => {
    const from =
      'CREATE TABLE orders (id serial PRIMARY KEY, note text); CREATE TABLE items (order_id integer REFERENCES orders)'
    const to =
      'CREATE TABLE purchases (id serial PRIMARY KEY, remark text); CREATE TABLE items (order_id integer REFERENCES purchases)'
    expect(changes(from, to, { renames: [table, column] })).toEqual([
      'ALTER TABLE orders RENAME TO purchases',
      'ALTER TABLE purchases RENAME COLUMN note TO remark',
    ])
  })

  it('takes a rename that is done already for no change', () => {
    const to = 'CREATE TABLE purchases (id integer, remark text)'
    expect(compared(to, to, { renames: [table, column] })).toEqual({ changes: [], remarks: [] })
  })

  it('says where there is nothing to rename, or the new name is taken', () => {
    const both = 'CREATE TABLE orders (note text, remark text)'
    expect(compared(both, both, { renames: [column] }).remarks).toEqual([
      'Column orders.note is not renamed to remark: the table has both.',
    ])
    expect(compared('', '', { renames: [table] }).remarks).toEqual([
      'Table orders is not renamed to purchases: the database has neither.',
    ])
  })
})

describe('hooks', () => {
  const [from, to] = [
    `CREATE TABLE orders (x varchar(30) DEFAULT 'a')`,
    `CREATE TABLE orders (x varchar(40) DEFAULT 'b')`,
  ]
  const type = 'ALTER TABLE orders ALTER COLUMN x TYPE varchar(40)'
  const byDefault = `ALTER TABLE orders ALTER COLUMN x SET DEFAULT 'b'`

  it('lets compareType and compareServerDefault decide, or leave it to the comparison', () => {
    expect(changes(from, to)).toEqual([type, byDefault])
    expect(changes(from, to, { compareType: false, compareServerDefault: false })).toEqual([])
    expect(changes(from, to, { compareType: () => false })).toEqual([byDefault])
    expect(changes(from, to, { compareServerDefault: () => false })).toEqual([type])
    expect(changes(from, to, { compareType: () => null, compareServerDefault: () => undefined })).toEqual([
      type,
      byDefault,
    ])
    expect(changes(to, to, { compareType: () => true, compareServerDefault: () => true })).toEqual([
      type,
      byDefault,
    ])
  })

  it('gives them the column of both sides', () => {
    const seen: unknown[] = []
    changes(from, to, {
      compareType: ({ table, wanted, found }) => {
        seen.push(table.name, found.type?.arguments, wanted.type?.arguments)
        return undefined
      },
    })
    expect(seen).toEqual(['orders', [30], [40]])
  })

  it('asks includeName about every name that the database has', () => {
    const seen: [string | undefined, string, ParentNames][] = []
    const sql = `CREATE SCHEMA billing; CREATE TABLE customers (id integer PRIMARY KEY);
      CREATE TABLE billing.orders (customer_id integer CONSTRAINT fk REFERENCES customers, code text CONSTRAINT uq UNIQUE, CONSTRAINT ck CHECK (code <> ''));
      CREATE INDEX ix ON billing.orders (code)`
    changes(sql, sql, {
      includeName: (name, objectType, parents) => {
        seen.push([name, objectType, parents])
        return true
      },
    })
    const billing = { schema: 'billing', table: 'orders', schemaQualifiedTable: 'billing.orders' }
    expect(
      new Map(seen.map(([name, objectType, parents]) => [`${objectType} ${name ?? ''}`, parents])),
    ).toEqual(
      new Map<string, ParentNames>([
        ['schema billing', {}],
        ['schema ', {}],
        ['table orders', { schema: 'billing' }],
        ['table customers', {}],
        ['column id', { table: 'customers', schemaQualifiedTable: 'customers' }],
        ['column customer_id', billing],
        ['column code', billing],
        ['foreignKey fk', billing],
        ['unique uq', billing],
        ['check ck', billing],
        ['index ix', billing],
      ]),
    )
  })

  it('leaves a foreign key to a table that is turned down as it is', () => {
    const [customers, orders] = [
      'CREATE TABLE customers (id integer PRIMARY KEY);',
      'CREATE TABLE orders (customer_id integer REFERENCES customers);',
    ]
    const includeName: CompareOptions['includeName'] = (name, objectType) =>
      objectType !== 'table' || name !== 'customers'
    const includeObject: CompareOptions['includeObject'] = (_object, name, objectType) =>
      objectType !== 'table' || name !== 'customers'
    expect(changes(customers + orders, customers + orders, { includeObject })).toEqual([])
    expect(changes(customers + orders, customers + orders, { includeName, includeObject })).toEqual([])
    expect(
      changes(`${customers}${orders}`, customers + orders.replace(' REFERENCES customers', ''), {
        includeName,
        includeObject,
      }),
    ).toEqual(['ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey'])
  })

  it('asks includeObject about what comes, goes and stays', () => {
    const seen: string[] = []
    changes(
      'CREATE TABLE orders (a integer, b integer); CREATE TABLE old ()',
      'CREATE TABLE orders (a integer, c integer); CREATE TABLE fresh ()',
      {
        includeObject: (_object, name, objectType, isReflected, compareTo) => {
          seen.push(
            `${objectType} ${name}${isReflected ? ' reflected' : ''}${compareTo ? ' beside another' : ''}`,
          )
          return true
        },
      },
    )
    expect(seen).toEqual([
      'table fresh',
      'table orders beside another',
      'table old reflected',
      'column c',
      'column b reflected',
      'column a beside another',
    ])
  })

  it('leaves out what includeObject turns down', () => {
    const turnedDown = new Set(['b', 'ix', 'uq', 'fresh', 'old'])
    const includeObject: CompareOptions['includeObject'] = (_object, name) => !turnedDown.has(name)
    expect(
      changes(
        'CREATE TABLE orders (a integer, CONSTRAINT uq UNIQUE (a)); CREATE TABLE old ()',
        'CREATE TABLE orders (a integer, b integer); CREATE INDEX ix ON orders (a); CREATE TABLE fresh ()',
        { includeObject },
      ),
    ).toEqual([])
  })
})

describe('what is compared', () => {
  const billing = 'CREATE SCHEMA billing; CREATE TABLE billing.orders (id integer)'

  it('leaves schemas alone of which the target has nothing, unless it is told otherwise', () => {
    expect(changes(billing, '')).toEqual([])
    expect(changes(billing, '', { includeSchemas: true })).toEqual(['DROP TABLE billing.orders'])
    expect(changes(billing, 'CREATE SCHEMA billing')).toEqual(['DROP TABLE billing.orders'])
    expect(
      changes(billing, '', {
        includeSchemas: true,
        includeName: (name, objectType) => objectType !== 'schema' || name !== 'billing',
      }),
    ).toEqual([])
  })

  it('leaves the tables of the runner alone', () => {
    const own = 'CREATE TABLE alembic_version (version_num text)'
    expect(changes(own, '', { ownTables: [{ name: 'alembic_version' }] })).toEqual([])
  })

  it('leaves partitions alone that the target does not name', () => {
    const parent = 'CREATE TABLE orders (day date) PARTITION BY RANGE (day);'
    const { changes: none, remarks } = compared(
      `${parent} CREATE TABLE orders_1 PARTITION OF orders DEFAULT`,
      parent,
    )
    expect(none).toEqual([])
    expect(remarks).toEqual([
      'Partition orders_1 is not in the target and stays: drop it in a migration of its own if it is no longer needed.',
    ])
  })

  it('says what it is not certain of, instead of guessing', () => {
    const wanted = laterHistoryOf('ALTER TABLE orders ADD COLUMN note text')
    const found = historyOf('CREATE TABLE orders (id integer)')
    expect(compareSchemas(wanted, found, { dialect: 'postgres' })).toEqual({
      changes: [],
      remarks: ['Table orders is not compared: something that could not be read may have changed it.'],
    })
  })

  it('says that row level security stays on', () => {
    const sql = 'CREATE TABLE orders (id integer);'
    const { changes: none, remarks } = compared(`${sql} ALTER TABLE orders ENABLE ROW LEVEL SECURITY`, sql)
    expect(none).toEqual([])
    expect(remarks).toHaveLength(1)
  })
})

describe('changes', () => {
  const losing = (from: string, to: string) =>
    compared(from, to)
      .changes.filter(({ losesData }) => losesData)
      .map(({ summary }) => summary)

  it('are marked where rows lose values', () => {
    expect(losing('CREATE TABLE orders (id integer); CREATE TABLE old ()', 'CREATE TABLE orders ()')).toEqual(
      ['drop column orders.id', 'drop table old'],
    )
    expect(
      losing('CREATE TABLE orders (x bigint, y text)', 'CREATE TABLE orders (x integer, y varchar(5))'),
    ).toEqual(['change column orders.x: type integer', 'change column orders.y: type varchar(5)'])
    expect(losing('CREATE TABLE orders (x integer)', 'CREATE TABLE orders (x bigint, note text)')).toEqual([])
  })

  it('set the expression of a stored column in place where the server can', () => {
    const [from, to] = ['b * 5', 'b * 42'].map(
      expression => `CREATE TABLE orders (b integer, g integer GENERATED ALWAYS AS (${expression}) STORED)`,
    )
    expect(changes(from ?? '', to ?? '', { serverVersion: '17.2' })).toEqual([
      'ALTER TABLE orders ALTER COLUMN g SET EXPRESSION AS (b * 42)',
    ])
  })

  it('come with a remark where they may stop at rows', () => {
    const { remarks } = compared(
      'CREATE TABLE orders (id integer PRIMARY KEY, b integer)',
      'CREATE TABLE orders (id integer, b integer, street text NOT NULL, PRIMARY KEY (id, b))',
    )
    expect(remarks).toEqual([
      'The primary key of orders changes: its index is built anew while nobody writes, and rows that are not unique in it stop the migration.',
      'Column orders.street is NOT NULL and has no default: say in the migration what the rows get that are there.',
    ])
  })

  it('are none between a schema and itself', () => {
    const sql = `CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE orders (id bigserial PRIMARY KEY, m mood DEFAULT 'sad', n numeric(10, 2) CHECK (n > 0), UNIQUE (n));
      CREATE INDEX ON orders (lower(m::text)) WHERE n > 1; CREATE VIEW v AS SELECT id FROM orders`
    expect(compared(sql, sql)).toEqual({ changes: [], remarks: [] })
  })
})
