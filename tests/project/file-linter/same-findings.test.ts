/** Linted file by file, a project has the findings that it has as a whole. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ruleFolders } from '../../../src/dev/folders.ts'
import { foundApart, foundTogether, projectWith } from './compare.ts'

const ROOT = resolve(import.meta.dirname, '../../..')

const folders = [
  'fixtures/projects/shop',
  'fixtures/seed',
  ...readdirSync(join(ROOT, 'fixtures/frontends')).map(name => `fixtures/frontends/${name}`),
  ...readdirSync(join(ROOT, 'fixtures/fixes')).map(name => `fixtures/fixes/${name}`),
]

// Unsaved, they are compared under ESLint itself: tests/eslint-plugin/same-findings.test.ts.
describe('the fixtures', () => {
  it.each(folders)('%s', folder => {
    const cwd = join(ROOT, folder)
    expect(foundApart(cwd, 'saved')).toEqual(foundTogether(cwd))
  })
})

describe('the examples of the rules', () => {
  const examples = projectWith(
    Object.fromEntries(
      ruleFolders().flatMap(rule =>
        readdirSync(join(ROOT, 'rules', rule), { withFileTypes: true })
          .filter(entry => entry.isFile() && /^(?:bad|good)\./u.test(entry.name))
          .map(({ name }) => [
            `${rule}/${name}/migrations/20260101000000_example${name.slice(name.lastIndexOf('.'))}`,
            readFileSync(join(ROOT, 'rules', rule, name), 'utf8'),
          ]),
      ),
    ),
  )
  afterAll(() => {
    rmSync(examples, { recursive: true })
  })

  it('each alone, saved and unsaved', () => {
    const together = foundTogether(examples)
    expect(together.length).toBeGreaterThan(100)
    expect(foundApart(examples, 'saved')).toEqual(together)
    expect(foundApart(examples, 'unsaved')).toEqual(together)
  })
})

describe('a file that says nothing by itself', () => {
  const alteration = (body: string) => `import { sql, type CommonQueryMethods } from 'slonik'
const alteration = { ${body} }
export default alteration
`
  const query = (text: string) =>
    `async (pool: CommonQueryMethods) => { await pool.query(sql.unsafe\`${text}\`) }`
  const index = `{ await pool.query(sql.unsafe\`create index orders_total_idx on orders (total)\`) }`
  const project = projectWith({
    'alterations/1.0.0-1700000000-orders.ts': alteration(
      `up: ${query('create table orders (total int)')}, down: ${query('drop table orders')}`,
    ),
    'alterations/next-1700000001-index.ts': alteration(
      `beforeUp: async pool => ${index}, up: async () => {}, down: async () => {}`,
    ),
  })
  afterAll(() => {
    rmSync(project, { recursive: true })
  })

  it('is a migration among migrations', () => {
    const together = foundTogether(project)
    expect(together.join('\n')).toContain(
      'alterations/next-1700000001-index.ts:2:76-2:123 create-index-blocks-writes',
    )
    expect(foundApart(project, 'saved')).toEqual(together)
    expect(foundApart(project, 'unsaved')).toEqual(together)
  })
})

describe('a file that is none of the migrations', () => {
  const journal = { dialect: 'postgresql', entries: [{ idx: 0, when: 1700000000000, tag: '0000_orders' }] }
  const project = projectWith({
    'drizzle/meta/_journal.json': JSON.stringify(journal),
    'drizzle/0000_orders.sql': 'CREATE TABLE "orders" ("id" bigint PRIMARY KEY);\n',
    'drizzle/0001_index.sql': 'CREATE INDEX "orders_idx" ON "orders" ("id");\n',
  })
  afterAll(() => {
    rmSync(project, { recursive: true })
  })

  it('is what the list of its history leaves out', () => {
    const together = foundTogether(project)
    expect(together.join('\n')).toContain('drizzle/0001_index.sql:1:1-1:46 broken-history')
    expect(foundApart(project, 'saved')).toEqual(together)
    expect(foundApart(project, 'unsaved')).toEqual(together)
  })
})
