/** From a folder to a report: several frameworks side by side, links, patterns, and where paths begin. */
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import type { Frontend, MigrationSource } from '../../src/frontends/frontend.ts'
import { sql } from '../../src/frontends/sql/index.ts'
import { findMigrations } from '../../src/project/find-migrations.ts'
import { lintProject } from '../../src/project/lint-project.ts'
import { readableFiles } from '../../src/project/read-files.ts'
import { isTooDeep } from '../../src/project/too-deep.ts'
import { walk } from '../../src/project/walk.ts'
import { temporaryProject, type TemporaryProject } from '../cli/run-cli.ts'

const projects: TemporaryProject[] = []
afterEach(() => {
  for (const project of projects.splice(0)) project.remove()
})

function project(files: Readonly<Record<string, string>>): TemporaryProject {
  const made = temporaryProject(files)
  projects.push(made)
  return made
}

const BLOCKING = 'CREATE INDEX orders_total ON orders (total);\n'
const paths = (made: TemporaryProject, options: Partial<Parameters<typeof lintProject>[0]> = {}) => [
  ...new Set(lintProject({ cwd: made.root, ...options }).report.findings.map(({ span }) => span.file.path)),
]

describe('a project', () => {
  it('may hold several frameworks; each history is replayed on its own schema', () => {
    const made = project({
      'orders/migrations/1.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, total int);\n',
      'stock/prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
      'stock/prisma/migrations/20240101000000_index/migration.sql': BLOCKING,
    })
    const { report } = lintProject({ cwd: made.root })
    expect(report.frameworks).toEqual([
      { framework: 'prisma', title: 'Prisma', migrations: 1 },
      { framework: 'sql', title: 'SQL files', migrations: 1 },
    ])
    expect(report.findings.map(({ rule }) => rule)).toContain('create-index-blocks-writes')
    expect({ migrations: report.migrations, operations: report.operations, unread: report.unread }).toEqual({
      migrations: 2,
      operations: 2,
      unread: [],
    })
  })

  it('counts what could not be read, with its reason', () => {
    const made = project({ 'migrations/1.sql': 'SELEC 1;\n' })
    expect(lintProject({ cwd: made.root }).report.unread).toMatchObject([{ reason: 'syntax error' }])
  })

  it('judges migrations for other databases by what is true there, and says how many there were', () => {
    const note = (database: string) => `import { MigrationInterface, QueryRunner } from 'typeorm'
export class Note1700000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    queryRunner.query('ALTER TABLE ${database === 'mysql' ? '`orders`' : '"orders"'} ADD note varchar(255) NOT NULL')
  }
  async down(queryRunner: QueryRunner) {}
}
`
    const made = project({
      'migrations/mysql/1-note.ts': note('mysql'),
      'migrations/sqlite/1-note.ts': note('sqlite'),
      'migrations/postgres/1-note.ts': note('postgres'),
    })
    const { report } = lintProject({ cwd: made.root })
    const rulesIn = (database: string) =>
      report.findings.filter(({ span }) => span.file.path.includes(database)).map(({ rule }) => rule)
    expect(rulesIn('mysql')).toEqual(['floating-operation', 'empty-downgrade'])
    // SQLite refuses such a column whether or not there are rows: https://www.sqlite.org/lang_altertable.html
    expect(rulesIn('sqlite')).toEqual(['floating-operation', 'not-null-without-default', 'empty-downgrade'])
    expect(rulesIn('postgres')).toContain('lock-without-timeout')
    expect(report.unread).toEqual([])
    expect(report.otherDatabases).toEqual([
      { title: 'MySQL', migrations: 1 },
      { title: 'SQLite', migrations: 1 },
    ])
  })

  it('knows the way from the git root to where paths begin', () => {
    const made = project({ 'services/orders/migrations/1.sql': BLOCKING })
    const { report } = lintProject({ cwd: made.path('services/orders') })
    expect(report.pathFromGitRoot).toBe('services/orders')
    expect(report.findings[0]?.span.file.path).toBe('migrations/1.sql')
  })

  it('is read as the patterns of its configuration say, relative to that', () => {
    const made = project({
      'services/orders/migrations/1.sql': BLOCKING,
      'services/stock/migrations/1.sql': BLOCKING,
    })
    const only = (config: Parameters<typeof lintProject>[0]['config'], folder = made.root) =>
      paths(made, { config, configFolder: folder })
    expect(only({ exclude: ['services/stock/'] })).toEqual(['services/orders/migrations/1.sql'])
    expect(only({ include: ['stock/**'] }, made.path('services'))).toEqual([
      'services/stock/migrations/1.sql',
    ])
    expect(() => only({ frameworks: ['prisma'] })).toThrow(/No migrations were found/u)
  })

  it('uses the timeouts and the version of its configuration', () => {
    const made = project({ 'migrations/1.sql': 'ALTER TABLE orders ADD COLUMN note text;\n' })
    expect(lintProject({ cwd: made.root }).report.findings.map(({ rule }) => rule)).toEqual([
      'lock-without-timeout',
    ])
    const config = { runner: { lockTimeout: '5s' } }
    expect(lintProject({ cwd: made.root, config }).report.findings).toEqual([])
  })
})

describe('a file that two frontends know', () => {
  it('goes to the more specific one', () => {
    const files = readableFiles({ root: '/', paths: ['migrations/1.sql', 'migrations/2.sql'], named: [] })
    const source: MigrationSource = {
      framework: 'exact',
      name: '1',
      history: 'migrations',
      paths: ['migrations/1.sql'],
    }
    const exact: Frontend = { ...sql, name: 'exact', find: () => [source] }
    const found = findMigrations([sql, exact], files)
    expect(found.map(({ frontend, sources }) => [frontend.name, sources.map(({ name }) => name)])).toEqual([
      ['exact', ['1']],
      ['sql', ['2']],
    ])
  })
})

describe('walking', () => {
  it('follows a link to a folder elsewhere, and finds each file once', () => {
    const made = project({ 'shared/migrations/1.sql': BLOCKING, 'service/package.json': '{}' })
    symlinkSync(made.path('shared/migrations'), made.path('service/migrations'))
    expect(paths(made)).toEqual(['shared/migrations/1.sql'])
    expect(paths(made, { paths: ['service'] })).toEqual(['service/migrations/1.sql'])
  })

  it('keeps what the nearest .gitignore takes back', () => {
    const made = project({
      '.gitignore': '*.sql\n',
      'migrations/.gitignore': '!*.sql\n',
      'migrations/1.sql': BLOCKING,
      'dump.sql': BLOCKING,
    })
    expect(walk(made.root).files.filter(path => path.endsWith('.sql'))).toEqual([
      made.path('migrations/1.sql'),
    ])
  })

  it('leaves out node_modules, dist and .git', () => {
    const made = project({ 'dist/1.sql': '', 'a/node_modules/b/1.sql': '', '.git/1.sql': '', 'a/1.sql': '' })
    expect(walk(made.root).files).toEqual([made.path('a/1.sql')])
  })

  it('works outside a repository', () => {
    const made = project({ 'migrations/1.sql': BLOCKING })
    rmSync(made.path('.git'), { recursive: true })
    expect(paths(made)).toEqual(['migrations/1.sql'])
    mkdirSync(made.path('.git'))
  })
})

describe('files', () => {
  it('are read once, and one that is not there is no problem', () => {
    const made = project({ 'migrations/1.sql': BLOCKING })
    const files = readableFiles({ root: made.root, paths: ['migrations/1.sql'], named: [] })
    expect(files.read('migrations/1.sql')).toBe(files.read('migrations/1.sql'))
    expect([files.read('migrations/2.sql'), files.read('migrations'), files.module('2.ts')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect([...files.problems]).toEqual([])
  })

  it('that would overflow the parser are told by their brackets and chains', () => {
    const nest = (open: string, close: string) => open.repeat(20_000) + '1' + close.repeat(20_000)
    const deep = [nest('[', ']'), nest('(', ')'), nest('{', '}'), nest('a => ', ''), nest('a ? b : ', '')]
    expect(deep.map(isTooDeep)).toEqual(deep.map(() => true))
    const rows = `query('INSERT INTO orders VALUES ${'(?, ?, ?), '.repeat(5000)}')`
    const lines = "  await knex('orders').insert({ id: 1 })\n".repeat(20_000)
    expect([rows, lines].map(isTooDeep)).toEqual([false, false])
  })
})
