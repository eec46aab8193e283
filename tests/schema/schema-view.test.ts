/** What rules and effects may ask of a state. */
import { describe, expect, it } from 'vitest'
import { viewOf } from '../../src/schema/schema-view.ts'
import { historyOf, laterHistoryOf } from './history.ts'

const orders = { name: 'orders' }

describe('what is new in this migration', () => {
  it('is what the running migration made, not what an earlier one did', () => {
    const view = viewOf(
      historyOf(
        'CREATE TABLE orders (id integer)',
        'CREATE TABLE carts (id integer); ALTER TABLE orders ADD note text',
      ),
    )
    expect(view.createdInThisMigration(orders)).toBe(false)
    expect(view.createdInThisMigration({ name: 'carts' })).toBe(true)
    expect(view.columnAddedInThisMigration(orders, 'id')).toBe(false)
    expect(view.columnAddedInThisMigration(orders, 'note')).toBe(true)
    expect(view.columnAddedInThisMigration({ name: 'carts' }, 'id')).toBe(true)
  })

  it('is not a table that IF NOT EXISTS found there, and is one by CREATE TABLE AS and CREATE TEMP TABLE', () => {
    const view = viewOf(
      historyOf(
        'CREATE TABLE orders (id integer)',
        'CREATE TABLE IF NOT EXISTS orders (id integer); CREATE TABLE copies AS SELECT * FROM orders; CREATE TEMP TABLE carts (id integer)',
      ),
    )
    expect(view.createdInThisMigration(orders)).toBe(false)
    expect(view.createdInThisMigration({ name: 'copies' })).toBe(true)
    expect(view.createdInThisMigration({ name: 'carts' })).toBe(true)
  })

  it('goes along when the table is renamed', () => {
    const view = viewOf(
      historyOf(
        'CREATE TABLE carts (id integer)',
        'CREATE TABLE fresh (id integer); ALTER TABLE fresh RENAME TO orders; ALTER TABLE carts RENAME TO baskets',
      ),
    )
    expect(view.createdInThisMigration(orders)).toBe(true)
    expect(view.createdInThisMigration({ name: 'baskets' })).toBe(false)
  })
})

describe('whether a column is proven to hold no null', () => {
  const before = 'CREATE TABLE orders (id integer PRIMARY KEY, total integer, code text)'

  it('a validated CHECK on that very column proves it, a NOT VALID one does not', () => {
    const unvalidated = 'ALTER TABLE orders ADD CONSTRAINT total_there CHECK (total IS NOT NULL) NOT VALID'
    expect(viewOf(historyOf(before, unvalidated)).provenNotNull(orders, 'total')).toBe(false)
    const validated = viewOf(
      historyOf(before, unvalidated, 'ALTER TABLE orders VALIDATE CONSTRAINT total_there'),
    )
    expect(validated.provenNotNull(orders, 'total')).toBe(true)
    expect(validated.provenNotNull(orders, 'code')).toBe(false)
  })

  it('so does a primary key, and a renamed column takes its proof along', () => {
    const view = viewOf(
      historyOf(
        before,
        'ALTER TABLE orders ADD CHECK (total IS NOT NULL); ALTER TABLE orders RENAME total TO amount',
      ),
    )
    expect(view.provenNotNull(orders, 'id')).toBe(true)
    expect(view.provenNotNull(orders, 'amount')).toBe(true)
    expect(view.provenNotNull(orders, 'total')).toBe(false)
  })

  it('an alternative proves nothing', () => {
    const view = viewOf(
      historyOf(before, 'ALTER TABLE orders ADD CHECK (total IS NOT NULL OR code IS NOT NULL)'),
    )
    expect(view.provenNotNull(orders, 'total')).toBe(false)
  })
})

describe('the index that serves columns', () => {
  const indexedBy = (index: string, columns: readonly string[]) =>
    viewOf(historyOf(`CREATE TABLE orders (a integer, b integer, c text); ${index}`)).indexOn(orders, columns)
      ?.name

  it.each([
    ['the same columns', 'CREATE INDEX serves ON orders (a, b)', ['a', 'b'], 'serves'],
    ['another order', 'CREATE INDEX serves ON orders (b, a)', ['a', 'b'], 'serves'],
    ['leading columns', 'CREATE INDEX serves ON orders (a, b, c)', ['b', 'a'], 'serves'],
    ['a constraint', 'ALTER TABLE orders ADD CONSTRAINT serves UNIQUE (a, b)', ['a'], 'serves'],
    ['columns behind others', 'CREATE INDEX serves ON orders (a, b)', ['b'], undefined],
    ['fewer columns', 'CREATE INDEX serves ON orders (a)', ['a', 'b'], undefined],
    ['included columns', 'CREATE INDEX serves ON orders (a) INCLUDE (b)', ['a', 'b'], undefined],
    ['a partial index', 'CREATE INDEX serves ON orders (a) WHERE b > 0', ['a'], undefined],
    ['an expression', 'CREATE INDEX serves ON orders (lower(c))', ['c'], undefined],
  ])('%s', (_, index, columns, expected) => {
    expect(indexedBy(index, columns)).toBe(expected)
  })
})

describe('names', () => {
  it('are found along the search path', () => {
    const view = viewOf(
      historyOf(
        'CREATE SCHEMA billing; SET search_path TO billing, public; CREATE TABLE orders (id integer); CREATE TABLE public.carts (id integer)',
      ),
    )
    expect(view.table(orders)?.key).toBe('billing.orders')
    expect(view.table({ name: 'carts' })?.key).toBe('public.carts')
    expect(view.keyOf({ name: 'unknown' })).toBe('billing.unknown')
  })

  it('lead to the constraint, the index and the tables around', () => {
    const view = viewOf(
      historyOf(
        'CREATE TABLE customers (id integer PRIMARY KEY); CREATE TABLE orders (id integer REFERENCES customers)',
      ),
    )
    expect(view.constraint(orders, 'orders_id_fkey')?.definition).toMatchObject({
      references: { table: { schema: 'public', name: 'customers' }, columns: ['id'] },
    })
    expect(view.tableOfIndex({ name: 'customers_pkey' })?.name).toBe('customers')
    expect(view.referencing({ name: 'customers' }).map(({ name }) => name)).toEqual(['orders'])
  })

  it('of tables that the history never named give nothing', () => {
    const view = viewOf(laterHistoryOf('SELECT 1'))
    expect(view.table(orders)).toBeUndefined()
    expect(view.createdInThisMigration(orders)).toBe(false)
    expect(view.provenNotNull(orders, 'id')).toBe(false)
  })
})

describe('what belongs to a table', () => {
  it('its policies, also after it was renamed', () => {
    const view = viewOf(
      historyOf(
        'CREATE TABLE orders (id integer); CREATE POLICY own ON orders USING (true)',
        'ALTER TABLE orders RENAME TO purchases; CREATE POLICY other ON purchases USING (true)',
      ),
    )
    expect(view.policies({ name: 'purchases' }).map(({ name }) => name)).toEqual(['own', 'other'])
    expect(view.policies(orders)).toEqual([])
  })

  it('the indexes of a table and of a materialized view', () => {
    const view = viewOf(
      historyOf(
        'CREATE TABLE orders (id integer PRIMARY KEY, note text); CREATE INDEX note_idx ON orders (note)',
        'CREATE MATERIALIZED VIEW sales AS SELECT 1 AS day; CREATE INDEX day_idx ON sales (day)',
      ),
    )
    expect(view.indexes(orders).map(({ name }) => name)).toEqual(['orders_pkey', 'note_idx'])
    expect(view.indexes({ name: 'sales' }).map(({ name }) => name)).toEqual(['day_idx'])
    expect(view.indexes({ name: 'carts' })).toEqual([])
  })
})

describe('an index that does all that another one does', () => {
  const covering = (sql: string, index: string): string | undefined => {
    const view = viewOf(historyOf(`CREATE TABLE orders (id integer PRIMARY KEY, a text, b text); ${sql}`))
    const found = view.index({ name: index })
    return found && view.coveringIndex(orders, found)?.name
  }

  it('begins with the same columns', () => {
    const sql = 'CREATE INDEX short ON orders (a); CREATE INDEX long ON orders (a, b)'
    expect(covering(sql, 'short')).toBe('long')
    expect(covering(sql, 'long')).toBeUndefined()
  })

  it('is the older one of two that are alike, and always the primary key', () => {
    const sql =
      'CREATE INDEX one ON orders (a); CREATE INDEX two ON orders (a); CREATE UNIQUE INDEX key ON orders (id)'
    expect(covering(sql, 'one')).toBeUndefined()
    expect(covering(sql, 'two')).toBe('one')
    expect(covering(sql, 'key')).toBe('orders_pkey')
    expect(covering(sql, 'orders_pkey')).toBeUndefined()
  })

  it('is unique where the other one is', () => {
    const sql = 'CREATE INDEX wide ON orders (a, b); CREATE UNIQUE INDEX narrow ON orders (a)'
    expect(covering(sql, 'narrow')).toBeUndefined()
  })
})

describe('a function', () => {
  const fixedPath = (...migrations: string[]) =>
    viewOf(historyOf(...migrations)).routine({ name: 'f' })?.fixedPath
  const create = (options: string) => `CREATE FUNCTION f() RETURNS int LANGUAGE sql ${options} AS 'SELECT 1'`

  it('looks its names up along a path of its own or along that of its caller', () => {
    expect(fixedPath(create("SET search_path = ''"))).toBe(true)
    expect(fixedPath(create('SECURITY DEFINER'))).toBe(false)
    expect(fixedPath(create(''), "ALTER FUNCTION f() SET search_path = ''")).toBe(true)
    expect(fixedPath(create("SET search_path = ''"), create('').replace('CREATE', 'CREATE OR REPLACE'))).toBe(
      false,
    )
  })

  it('of which nothing was seen is not known', () => {
    expect(fixedPath('ALTER FUNCTION f() SECURITY DEFINER')).toBeUndefined()
  })
})

describe('what hangs on a table', () => {
  it('is found from the table: its key, the views that read it, when it was moved', () => {
    const view = viewOf(
      historyOf(
        'CREATE TABLE orders (id integer PRIMARY KEY, note text); CREATE TABLE lines (a integer, b integer, PRIMARY KEY (a, b))',
        'CREATE VIEW recent AS SELECT * FROM orders; ALTER TABLE lines RENAME TO parts',
      ),
    )
    expect(view.keyColumn(orders)).toBe('id')
    expect(view.keyColumn({ name: 'parts' })).toBeUndefined()
    expect(view.readBy(orders).map(({ name }) => name)).toEqual(['recent'])
    expect(view.readBy({ name: 'recent' })).toEqual([])
    expect(view.table(orders)?.moved).toBeUndefined()
    expect(view.table({ name: 'parts' })?.moved).toEqual({ from: 'public.lines', in: view.state.migration })
  })

  it('has objects that are known by type and name', () => {
    const view = viewOf(historyOf('CREATE SCHEMA audit; CREATE SEQUENCE audit.numbers'))
    expect(view.object('schema', { name: 'audit' })?.createdIn).toBe(view.state.migration)
    expect(view.object('sequence', { schema: 'audit', name: 'numbers' })).toBeDefined()
    expect(view.object('sequence', { name: 'numbers' })).toBeUndefined()
  })
})
