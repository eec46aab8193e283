/** What is told of a branch: which migrations are reported, and what others have merged meanwhile. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { lintProject } from '../../src/project/lint-project.ts'
import { temporaryProject, type TemporaryProject } from '../cli/run-cli.ts'

const projects: TemporaryProject[] = []
afterEach(() => {
  for (const project of projects.splice(0)) project.remove()
})

type Files = Readonly<Record<string, string>>

/** A repository whose `main` has some files, and a branch on which others are written. */
function branch({
  base,
  main = {},
  own,
}: {
  readonly base: Files
  readonly main?: Files
  readonly own: Files
}) {
  const project = temporaryProject(base)
  projects.push(project)
  const git = (...args: readonly string[]) => {
    const settings = ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false']
    const { status, stderr } = spawnSync('git', [...settings, ...args], {
      cwd: project.root,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
  }
  const write = (files: Files) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(project.path(path)), { recursive: true })
      writeFileSync(project.path(path), text)
    }
  }
  const commit = () => {
    git('add', '-A')
    git('commit', '-q', '--allow-empty', '-m', 'orders')
  }
  git('init', '-q', '-b', 'main')
  commit()
  git('checkout', '-q', '-b', 'feature')
  git('checkout', '-q', 'main')
  write(main)
  commit()
  git('checkout', '-q', 'feature')
  write(own)
  return project
}

function told(project: TemporaryProject, since = 'main'): readonly string[] {
  const { report } = lintProject({ cwd: project.root, config: { since } })
  return report.findings.map(({ rule, span }) => `${rule} in ${span.file.path}`)
}

const TABLE = 'CREATE TABLE orders (id bigint PRIMARY KEY, total int);\n'
const INDEX = 'CREATE INDEX orders_total ON orders (total);\n'

const revision = (id: string, parent: string) =>
  `export const revision = '${id}'\nexport const downRevision = ${parent}\nexport function upgrade(op) { op.execute('SELECT 1') }\nexport function downgrade(op) { op.execute('SELECT 1') }\n`

describe('a branch', () => {
  it('is told of its own migrations only; the others are replayed', () => {
    const project = branch({
      base: { 'migrations/1_orders.sql': TABLE, 'migrations/2_index.sql': INDEX },
      own: {
        'migrations/3_index.sql':
          "SET lock_timeout = '5s';\nCREATE INDEX orders_id ON orders (total DESC, id);\n",
      },
    })
    expect(told(project)).toEqual(['create-index-blocks-writes in migrations/3_index.sql'])
  })

  it('is told nothing when it changes no migration', () => {
    const project = branch({
      base: { 'migrations/1_orders.sql': TABLE, 'migrations/2_index.sql': INDEX },
      own: {},
    })
    expect(told(project)).toEqual([])
  })

  it('is told of an edit, but not of comments and white space', () => {
    const base = {
      'migrations/1_orders.sql': TABLE,
      'migrations/2_refunds.sql': 'CREATE TABLE refunds (id bigint PRIMARY KEY);\n',
    }
    const own = {
      'migrations/1_orders.sql': `-- What is sold.\n${TABLE.replace(' (', '\n(')}`,
      'migrations/2_refunds.sql': 'CREATE TABLE refunds (id uuid PRIMARY KEY);\n',
    }
    expect(told(branch({ base, own }))).toEqual(['edited-migration in migrations/2_refunds.sql'])
  })

  it('compares code by what it says', () => {
    const up = (sql: string) =>
      `exports.up = async knex => { await knex.raw(${sql}) }\nexports.down = async knex => { await knex.raw('DROP TABLE orders') }\n`
    const base = { 'migrations/1_a.js': up(`'${TABLE.trim()}'`), 'migrations/2_b.js': up("'SELECT 2'") }
    const own = {
      'migrations/1_a.js': `// Orders.\n${up(`"${TABLE.trim()}"`).replace('{ await', '{\n  await')}`,
      'migrations/2_b.js': up("'SELECT 3'"),
    }
    expect(told(branch({ base, own })).filter(each => each.startsWith('edited'))).toEqual([
      'edited-migration in migrations/2_b.js',
    ])
  })

  it('is told that it comes late, also after what was merged meanwhile', () => {
    const project = branch({
      base: { 'migrations/1_orders.sql': TABLE },
      main: { 'migrations/3_refunds.sql': 'CREATE TABLE refunds (id bigint PRIMARY KEY);\n' },
      own: { 'migrations/2_coupons.sql': 'CREATE TABLE coupons (id bigint PRIMARY KEY);\n' },
    })
    expect(told(project)).toEqual(['late-migration in migrations/2_coupons.sql'])
  })

  it('is told of the second head that the merge will make', () => {
    const project = branch({
      base: { 'migrations/a.ts': revision('a', 'null') },
      main: { 'migrations/b.ts': revision('b', "'a'") },
      own: { 'migrations/c.ts': revision('c', "'a'") },
    })
    expect(told(project).filter(each => each.startsWith('multiple'))).toEqual([
      'multiple-heads in migrations/c.ts',
    ])
  })

  it('is told of a constraint that another of its migrations has added in the same transaction', () => {
    const up = (sql: string) =>
      `exports.up = async knex => { await knex.raw(${JSON.stringify(sql)}) }\nexports.down = async () => {}\n`
    const add = up('ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID')
    const validate = up('ALTER TABLE orders VALIDATE CONSTRAINT positive')
    const base = { 'migrations/1_orders.js': up(TABLE.trim()) }
    const validated = (files: { readonly base: Files; readonly own: Files }) =>
      told(branch(files)).filter(each => each.startsWith('validate-in'))
    const both = { 'migrations/2_add.js': add, 'migrations/3_validate.js': validate }
    const found = ['validate-in-same-transaction in migrations/3_validate.js']
    expect(validated({ base, own: both })).toEqual(found)
    expect(validated({ base: { ...base, 'migrations/2_add.js': add }, own: both })).toEqual([])
    // Knex takes the transaction from all that are pending when one of them opts out.
    const optOut = { 'migrations/4_other.js': `${up('SELECT 1')}exports.config = { transaction: false }\n` }
    expect(validated({ base, own: { ...both, ...optOut } })).toEqual([])
  })

  it('says what to do when git cannot answer', () => {
    const project = branch({ base: { 'migrations/1_orders.sql': TABLE }, own: {} })
    expect(() => told(project, 'origin/main')).toThrow(/no such branch, tag or commit.*\n.*git fetch/u)
    expect(() => told(project, '--output=x')).toThrow(/no such branch/u)
  })
})

describe('a history', () => {
  const broken = (files: Files) => {
    const project = temporaryProject(files)
    projects.push(project)
    const { report } = lintProject({ cwd: project.root })
    return report.findings
      .filter(({ rule }) => rule === 'broken-history')
      .map(({ span, what }) => `${span.file.path}: ${what}`)
  }

  it.each([
    ['goose', '-- +goose Up\n'],
    ['dbmate', '-- migrate:up\n'],
    ['tern', '', '\n---- create above / drop below ----\nDROP TABLE orders;\n'],
  ])('is broken where %s has a number twice', (_, head, tail = '') => {
    const files = {
      'migrations/001_orders.sql': `${head}${TABLE}${tail}`,
      'migrations/002_index.sql': `${head}SELECT 1;${tail}`,
      'migrations/002_refunds.sql': `${head}SELECT 2;${tail}`,
    }
    expect(broken(files)).toEqual(['migrations/002_refunds.sql: There are two migrations 002.'])
  })

  it('is broken where golang-migrate has a version twice', () => {
    const files = {
      'migrations/1_orders.up.sql': TABLE,
      'migrations/1_refunds.up.sql': 'CREATE TABLE refunds (id bigint PRIMARY KEY);\n',
    }
    expect(broken(files)).toEqual(['migrations/1_refunds.up.sql: There are two migrations 1.'])
  })

  it('is not where the runner knows a migration by its whole name', () => {
    const migration = `exports.up = async knex => { await knex.raw('SELECT 1') }\nexports.down = async () => {}\n`
    expect(broken({ 'migrations/1_a.js': migration, 'migrations/1_b.js': migration })).toEqual([])
    for (const head of ['', '-- +migrate Up\n', '-- Up Migration\n']) {
      const files = { 'migrations/1_a.sql': `${head}SELECT 1;`, 'migrations/1_b.sql': `${head}SELECT 2;` }
      expect(broken(files)).toEqual([])
    }
    expect(broken({ 'migrations/1-a-up.sql': 'SELECT 1;', 'migrations/1-b-up.sql': 'SELECT 2;' })).toEqual([])
  })

  it('is broken where Prisma’s lock file names another database than its schema', () => {
    const files = (lock: string | undefined, provider: string) => ({
      'prisma/schema.prisma': `generator client {\n  provider = "prisma-client-js"\n}\ndatasource db {\n  provider = "${provider}"\n}\n`,
      'prisma/migrations/20240101000000_orders/migration.sql': TABLE,
      ...(lock === undefined ? {} : { 'prisma/migrations/migration_lock.toml': `provider = "${lock}"\n` }),
    })
    expect(broken(files('mysql', 'postgresql'))).toEqual([
      'prisma/migrations/migration_lock.toml: migration_lock.toml says mysql, but the schema of the project is for postgresql.',
    ])
    expect(broken(files('postgresql', 'postgresql'))).toEqual([])
    expect(broken(files('postgresql', 'postgres'))).toEqual([])
    expect(broken(files(undefined, 'postgresql'))).toEqual([])
  })

  it('has heads unless its branches are named on purpose, and parents that are there', () => {
    const project = temporaryProject({
      'migrations/a.ts': revision('a', 'null'),
      'migrations/b.ts': revision('b', "'a'"),
      'migrations/c.ts': revision('c', "'x'"),
    })
    projects.push(project)
    const rules = () => lintProject({ cwd: project.root }).report.findings.map(({ rule }) => rule)
    expect(rules()).toEqual(expect.arrayContaining(['broken-history', 'multiple-heads']))
    const named = (id: string, label: string) =>
      `${revision(id, 'null')}export const branchLabels = ['${label}']\n`
    writeFileSync(project.path('migrations/a.ts'), named('a', 'shop'))
    writeFileSync(project.path('migrations/c.ts'), named('c', 'stock'))
    expect(rules()).not.toContain('multiple-heads')
  })

  it('is broken where the journal of Drizzle and its files disagree, and where Flyway has a version twice', () => {
    const entries = [
      { tag: '0000_orders', when: 1 },
      { tag: '0001_lost', when: 2 },
    ]
    const project = temporaryProject({
      'drizzle/meta/_journal.json': JSON.stringify({ dialect: 'postgresql', entries }),
      'drizzle/0000_orders.sql': TABLE,
      'drizzle/0002_forgotten.sql': 'CREATE TABLE refunds (id bigint PRIMARY KEY);\n',
      'db/migration/V1__orders.sql': TABLE,
      'db/migration/V1__refunds.sql': 'CREATE TABLE refunds (id bigint PRIMARY KEY);\n',
    })
    projects.push(project)
    const { report } = lintProject({ cwd: project.root })
    expect(report.findings.filter(({ rule }) => rule === 'broken-history').map(({ what }) => what)).toEqual([
      'There are two migrations 1.',
      '0002_forgotten does not stand in meta/_journal.json.',
      'meta/_journal.json names the migration 0001_lost, and there is no such file.',
    ])
  })
})
