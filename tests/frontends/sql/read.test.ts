import { describe, expect, it } from 'vitest'
import { sql } from '../../../src/frontends/sql/index.ts'
import type { FrontendSettings } from '../../../src/frontends/frontend.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { textOf } from '../../../src/source/span.ts'
import { downOf, kindsOf, memoryProject, readAll } from '../memory-project.ts'

function readOne(texts: Readonly<Record<string, string>>, settings: FrontendSettings = {}): Migration {
  const [migration] = readAll(sql, memoryProject(texts), settings)
  if (!migration) throw new Error('no migration was found')
  return migration
}

const roundTrips = (migration: Migration): readonly number[] => migration.up.map(each => each.roundTrip)

const CONCURRENTLY = 'CREATE INDEX CONCURRENTLY orders_total_idx ON orders (total);\n'
const TWO = 'ALTER TABLE orders ADD COLUMN total int;\nALTER TABLE orders ADD COLUMN note text;\n'

describe('reading pairs', () => {
  it('sends a golang-migrate file as one query and knows its way back', () => {
    const migration = readOne({ 'm/1_total.up.sql': TWO, 'm/1_total.down.sql': '-- nothing to do\n' })
    expect(migration).toMatchObject({ framework: 'sql', name: '1_total', transaction: 'query' })
    expect(roundTrips(migration)).toEqual([0, 0])
    expect(migration.down).toMatchObject({ kind: 'operations', operations: [] })
  })

  it('says that a down file is absent where other migrations have one, and unsupported where none has', () => {
    const pair = { 'm/1_a.up.sql': TWO, 'm/1_a.down.sql': 'DROP TABLE orders' }
    const [, second] = readAll(sql, memoryProject({ ...pair, 'm/2_b.up.sql': TWO }))
    expect(second?.down).toEqual({ kind: 'absent' })
    expect(readOne({ 'm/2_b.up.sql': TWO }).down).toEqual({ kind: 'unsupported' })
  })

  it('takes pairs in a Rust project for sqlx, which wraps unless a comment says no-transaction', () => {
    const rust = { 'Cargo.toml': '[package]' }
    expect(readOne({ ...rust, 'migrations/1_a.up.sql': TWO }).transaction).toBe('migration')
    const optedOut = readOne({ ...rust, 'migrations/1_a.up.sql': `-- no-transaction\n${CONCURRENTLY}` })
    expect(optedOut.transaction).toBe('query')
  })

  it('wraps the folders of diesel unless metadata.toml says otherwise, and bun’s .tx files', () => {
    expect(readOne({ 'migrations/1_a/up.sql': TWO }).transaction).toBe('migration')
    const metadata = { 'migrations/1_a/metadata.toml': 'run_in_transaction = false\n' }
    expect(readOne({ ...metadata, 'migrations/1_a/up.sql': TWO }).transaction).toBe('query')
    expect(readOne({ 'migrations/1_a.tx.up.sql': TWO }).transaction).toBe('migration')
  })
})

describe('reading files with sections', () => {
  it('parts dbmate’s sections, each with its own transaction', () => {
    const migration = readOne({
      'db/migrations/1_total.sql': `-- migrate:up transaction:false\n${CONCURRENTLY}\n-- migrate:down\nDROP INDEX orders_total_idx;\n`,
    })
    expect(migration).toMatchObject({ transaction: 'query', downTransaction: 'migration' })
    expect(kindsOf(migration.up)).toEqual(['createIndex'])
    expect(kindsOf(downOf(migration) ?? [])).toEqual(['dropIndex'])
    expect(migration.down.kind === 'operations' && textOf(migration.down.span)).toBe('-- migrate:down')
  })

  it('parts goose’s sections and keeps a statement block together', () => {
    const migration = readOne({
      'migrations/00001_total.sql': [
        '-- +goose Up',
        'ALTER TABLE orders ADD COLUMN total int;',
        '-- +goose StatementBegin',
        TWO,
        '-- +goose StatementEnd',
        'ALTER TABLE orders ADD COLUMN paid boolean;',
        '-- +goose Down',
        'ALTER TABLE orders DROP COLUMN total;',
      ].join('\n'),
    })
    expect(migration.transaction).toBe('migration')
    expect(migration.downTransaction).toBeUndefined()
    expect(roundTrips(migration)).toEqual([0, 1, 1, 2])
    expect(kindsOf(downOf(migration) ?? [])).toEqual(['dropColumn'])
  })

  it('knows the opt-outs of goose, sql-migrate and tern', () => {
    const goose = `-- +goose NO TRANSACTION\n-- +goose Up\n${CONCURRENTLY}`
    expect(readOne({ 'migrations/1_a.sql': goose })).toMatchObject({
      transaction: 'none',
      down: { kind: 'absent' },
    })
    const sqlMigrate = `-- +migrate Up notransaction\n${CONCURRENTLY}-- +migrate Down\nDROP INDEX orders_total_idx;`
    expect(readOne({ 'migrations/1_a.sql': sqlMigrate })).toMatchObject({
      transaction: 'none',
      downTransaction: 'migration',
    })
    const tern = `${TWO}---- create above / drop below ----\nALTER TABLE orders DROP COLUMN total;`
    const read = readOne({ 'migrations/001_a.sql': tern })
    expect([kindsOf(read.up), kindsOf(downOf(read) ?? [])]).toEqual([
      ['addColumn', 'addColumn'],
      ['dropColumn'],
    ])
  })

  it('reads the SQL files of node-pg-migrate, which runs all pending ones in one transaction', () => {
    const text = `-- Up Migration\n${TWO}\n-- Down Migration\n`
    expect(readOne({ 'migrations/1_a.sql': text })).toMatchObject({
      transaction: 'run',
      down: { kind: 'operations', operations: [] },
    })
  })

  it('takes no mark inside a line for a section', () => {
    const migration = readOne({ 'migrations/1_a.sql': `SELECT '-- migrate:down';\n${TWO}` })
    expect(migration.down.kind).toBe('unsupported')
  })
})

describe('reading files that go forward only', () => {
  it('reads the file of an unknown runner as one query', () => {
    expect(readOne({ 'migrations/1_a.sql': CONCURRENTLY })).toMatchObject({
      transaction: 'query',
      down: { kind: 'unsupported' },
    })
    expect(roundTrips(readOne({ 'migrations/1_a.sql': TWO }))).toEqual([0, 0])
  })

  it('believes a file that makes its own transaction', () => {
    const migration = readOne({ 'migrations/1_a.sql': `BEGIN;\n${TWO}COMMIT;\n${CONCURRENTLY}` })
    expect(migration.transaction).toBe('none')
    expect(roundTrips(migration)).toEqual([0, 1, 2, 3, 4])
  })

  it('wraps what the Supabase command line applies', () => {
    expect(readOne({ 'supabase/migrations/20240101000000_a.sql': TWO }).transaction).toBe('migration')
  })

  it('does as Flyway with statements that refuse a transaction', () => {
    expect(readOne({ 'db/migration/V1__a.sql': CONCURRENTLY }).transaction).toBe('none')
    expect(readOne({ 'db/migration/V1__a.sql': TWO + CONCURRENTLY }).transaction).toBe('migration')
    const conf = { 'db/migration/V1__a.sql.conf': 'executeInTransaction=false' }
    expect(readOne({ ...conf, 'db/migration/V1__a.sql': TWO }).transaction).toBe('none')
  })

  it('lets the settings say how the runner wraps', () => {
    const migration = readOne({ 'migrations/1_a.sql': TWO }, { transaction: 'none' })
    expect(migration.transaction).toBe('none')
    expect(roundTrips(migration)).toEqual([0, 1])
  })

  it('reads around what a template engine fills in', () => {
    const text = [
      'ALTER TABLE {{ .Schema }}.orders ADD COLUMN total int;',
      'ALTER TABLE ${schema}.orders ADD COLUMN note text;',
      "ALTER TABLE orders ALTER COLUMN note SET DEFAULT :'note';",
      "SELECT '{{ not this }}', a[1:2], 'x'::text FROM orders;",
    ].join('\n')
    const migration = readOne({ 'migrations/1_a.sql': text })
    expect(migration.parseErrors).toEqual([])
    expect(migration.up).toMatchObject([
      { kind: 'addColumn', table: { schema: '${.Schema}', name: 'orders' } },
      { kind: 'addColumn', table: { schema: '${schema}', name: 'orders' } },
      { kind: 'setDefault', column: 'note' },
      { kind: 'selectRows' },
    ])
    expect(migration.up.map(each => textOf(each.span))[1]).toContain('${schema}.orders')
  })

  it('reads a file with a byte order mark, carriage returns, or nothing in it', () => {
    const migration = readOne({ 'migrations/1_a.sql': `\uFEFF${TWO.replaceAll('\n', '\r\n')}` })
    expect(kindsOf(migration.up)).toEqual(['addColumn', 'addColumn'])
    expect(textOf(migration.span)).toBe('ALTER TABLE orders ADD COLUMN total int;')
    expect(readOne({ 'migrations/1_a.sql': '' })).toMatchObject({ up: [], parseErrors: [] })
  })

  it('does not read what is written for another database', () => {
    const foreign = readOne({
      'db/clickhouse/migrations/1_a.sql': 'ALTER TABLE orders ADD COLUMN a UUID AFTER b',
    })
    expect(foreign).toMatchObject({
      dialect: 'other',
      parseErrors: [],
      up: [{ kind: 'opaque', reason: 'other dialect' }],
    })
    const mixed = readOne({
      'migrations/1_a.sql':
        'CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT);\nCREATE INDEX [i] ON [orders] (id);',
    })
    expect(mixed.parseErrors).toEqual([])
    expect(readOne({ 'migrations/1_drop_sqlite.sql': TWO }).dialect).toBeUndefined()
  })
})
