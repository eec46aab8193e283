/** What the name of a migration tells. */
import { describe, expect, it } from 'vitest'
import { emptyName, readableName, wordsOf } from '../../src/lint/migration-name.ts'
import type { Migration } from '../../src/model/migration.ts'
import { verbatim } from '../../src/source/mapped-text.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { readSql } from '../../src/sql/read-sql.ts'
import { spanOf } from '../../src/source/span.ts'

function migrationNamed(name: string, path: string, framework = 'sql', sql = ''): Migration {
  const file = createSourceFile(path, sql)
  const options = { sending: 'apart', statement: 0, roundTrip: 0 } as const
  return {
    framework,
    name,
    file,
    span: spanOf(file, 0, 0),
    files: [file],
    transaction: 'migration',
    up: readSql(verbatim(file), options).operations,
    down: { kind: 'unsupported' },
    parseErrors: [],
    comments: [],
  }
}

describe('the words of a name', () => {
  it.each([
    ['20260105093000_add_notes', ['add', 'notes']],
    ['AddNotes1767600000000', ['add', 'notes']],
    ['addUUIDToOrders', ['add', 'uuid', 'to', 'orders']],
    ['V1_2__AddNotes', ['add', 'notes']],
    ['1975ea83b712_add_notes', ['add', 'notes']],
    ['2026-01-05T09.30.00.add-notes', ['t', 'add', 'notes']],
    ['0001', []],
    ['注文', ['注文']],
  ])('of %s', (name, words) => {
    expect(wordsOf(name)).toEqual(words)
  })
})

describe('the name that people read', () => {
  it('is that of the file where the runner keeps a part of it', () => {
    expect(readableName(migrationNamed('1.2', 'db/V1.2__add_notes.sql'))).toBe('V1.2__add_notes')
    expect(readableName(migrationNamed('001', 'db/001.do.add-notes.sql'))).toBe('001.do.add-notes')
    expect(readableName(migrationNamed('a1b2c3', 'db/add_notes.ts', 'migrate-lint'))).toBe('add_notes')
  })

  it('is that of the runner where the file is called like every other', () => {
    const migration = migrationNamed('20260105_add_notes', 'db/20260105_add_notes/up.sql')
    expect(readableName(migration)).toBe('20260105_add_notes')
  })
})

describe('a name of Drizzle Kit', () => {
  const of = (name: string, sql: string) =>
    emptyName(migrationNamed(name, `drizzle/${name}.sql`, 'drizzle', sql))

  it('is made up when nothing in it is in the migration', () => {
    expect(of('0001_curly_wolverine', 'CREATE TABLE orders (id bigint PRIMARY KEY)')).toBe('made up')
    expect(of('0169_parched_johnny_storm', 'ALTER TABLE orders ADD COLUMN note text')).toBe('made up')
  })

  it('is somebody’s own when it says what is done or what is in it', () => {
    expect(of('0001_paid_orders', 'CREATE TABLE orders (id bigint PRIMARY KEY)')).toBeUndefined()
    expect(of('0002_order_notes', 'ALTER TABLE orders ADD COLUMN note text')).toBeUndefined()
    expect(of('0003_create_shop', 'CREATE TABLE orders (id bigint PRIMARY KEY)')).toBeUndefined()
    expect(of('0004_subscriptions', 'CREATE TABLE orders (id bigint PRIMARY KEY)')).toBeUndefined()
  })
})
