/** The sections of the guide to Alembic that the runner comes from, each run up, down and up again with rows. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Database } from '../../src/database/open-database.ts'
import { historyOf, type TestHistory } from './history-of.ts'

const SEED = join(import.meta.dirname, '../../fixtures/seed')

/** What the rows are before, behind the upgrade, and behind the downgrade where that is not as before. */
interface Section {
  /** As the guide calls it. */
  readonly title: string
  /** Below `fixtures/seed`. */
  readonly file: string
  readonly query: string
  readonly upgraded: readonly unknown[]
}

const SECTIONS: readonly Section[] = [
  {
    title: 'Create Migration',
    file: 'correct/create-migration',
    query: 'SELECT id, email FROM users ORDER BY id',
    upgraded: [
      { id: 1, email: 'ann@example.com' },
      { id: 2, email: 'bob@example.com' },
    ],
  },
  {
    title: 'Safe Column Additions',
    file: 'correct/safe-column-additions',
    query: 'SELECT id, phone FROM users ORDER BY id',
    upgraded: [
      { id: 1, phone: '' },
      { id: 2, phone: '' },
    ],
  },
  {
    title: 'Safe Column Modifications',
    file: 'correct/safe-column-modifications',
    query: 'SELECT id, email FROM users ORDER BY id',
    upgraded: [
      { id: 1, email: 'ann@example.com' },
      { id: 2, email: 'bob@example.com' },
    ],
  },
  {
    title: 'Data Migration',
    file: 'runnable/data-migration',
    query: 'SELECT id, account_status FROM users ORDER BY id',
    upgraded: [
      { id: 1, account_status: 'enabled' },
      { id: 2, account_status: 'disabled' },
    ],
  },
  {
    title: 'Foreign Key Changes',
    file: 'correct/foreign-key-changes',
    query: 'SELECT id, user_id FROM orders ORDER BY id',
    upgraded: [
      { id: 1, user_id: 1 },
      { id: 2, user_id: 2 },
    ],
  },
  {
    title: 'Complex Table Changes',
    file: 'runnable/complex-table-changes',
    query: 'SELECT user_id, first_name, bio FROM profiles ORDER BY user_id',
    upgraded: [
      { user_id: 1, first_name: 'Ann', bio: 'likes maps' },
      { user_id: 2, first_name: 'Bob', bio: null },
    ],
  },
  {
    title: 'Anti-Patterns: a nullable column first',
    file: 'correct/nullable-column-first',
    query: 'SELECT id, phone FROM users ORDER BY id',
    upgraded: [
      { id: 1, phone: '' },
      { id: 2, phone: '' },
    ],
  },
  {
    title: 'Anti-Patterns: an explicit constraint name',
    file: 'correct/named-constraint',
    query: 'SELECT id, user_id FROM orders ORDER BY id',
    upgraded: [
      { id: 1, user_id: 1 },
      { id: 2, user_id: 2 },
    ],
  },
]

const USERS = 'SELECT id, email, status, first_name, last_name, bio FROM users ORDER BY id'

const ROWS = `INSERT INTO users (id, email, status, first_name, last_name, bio, created_at) VALUES
  (1, 'ann@example.com', 'active', 'Ann', 'Lee', 'likes maps', '2025-01-01 10:00:00'),
  (2, 'bob@example.com', 'inactive', 'Bob', 'Ray', NULL, '2025-01-02 10:00:00');
INSERT INTO orders (id, user_id) VALUES (1, 1), (2, 2)`

function migrationsOf(file: string): Readonly<Record<string, string>> {
  const text = (path: string) => readFileSync(join(SEED, `${path}.ts`), 'utf8')
  return { 'xyz456_base.ts': text('base'), 'abc123_section.ts': text(file) }
}

/** Describes all sections on a database that `fresh` gives empty. */
export function itRunsTheSeed(fresh: () => Promise<Database>): void {
  const start = async (
    file: string,
  ): Promise<TestHistory & { rows: (sql: string) => Promise<readonly unknown[]> }> => {
    const database = await fresh()
    const history = historyOf(migrationsOf(file), database)
    await history.runner.upgrade('xyz456')
    await database.connection.query(ROWS)
    return {
      ...history,
      rows: async sql => (await database.connection.query(sql)).rows.map(row => ({ ...row })),
    }
  }

  it.each(SECTIONS)('$title', async ({ file, query, upgraded }) => {
    const { runner, rows } = await start(file)
    const before = await rows(USERS)
    await runner.upgrade('head')
    expect(await rows(query)).toEqual(upgraded)
    await runner.downgrade('-1')
    expect(await rows(USERS)).toEqual(before)
    await runner.upgrade('head')
    expect(await rows(query)).toEqual(upgraded)
  })

  it('Anti-Patterns: NOT NULL at once fails with rows, and leaves nothing', async () => {
    const { runner, rows } = await start('anti-patterns/not-null-without-default')
    const before = await rows(USERS)
    await expect(runner.upgrade('head')).rejects.toThrow(/nothing of it is in the database/u)
    expect(await rows(USERS)).toEqual(before)
    expect((await runner.status()).current).toEqual(['xyz456'])
  })

  it('Anti-Patterns: data in a schema migration loses what the way back cannot give', async () => {
    const { runner, rows } = await start('anti-patterns/mixed-schema-and-data')
    await runner.upgrade('head')
    expect(await rows('SELECT full_name FROM users ORDER BY id')).toEqual([
      { full_name: 'Ann Lee' },
      { full_name: 'Bob Ray' },
    ])
    await runner.downgrade('-1')
    expect(await rows('SELECT first_name FROM users ORDER BY id')).toEqual([
      { first_name: null },
      { first_name: null },
    ])
  })

  it('Anti-Patterns: an empty downgrade makes the next upgrade fail', async () => {
    const { runner } = await start('anti-patterns/empty-downgrade')
    await runner.upgrade('head')
    await runner.downgrade('-1')
    await expect(runner.upgrade('head')).rejects.toThrow(/phone/u)
  })

  it('Migration Testing: a way back that is none is said before anything changes', async () => {
    const { runner } = await start('correct/create-migration')
    await runner.upgrade('head')
    await expect(runner.downgrade('base')).rejects.toThrow(/^xyz456 cannot be undone: the first migration/u)
  })
}
