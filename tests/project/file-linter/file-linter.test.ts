/** One linter over the time of an editor: what changes on disk, what is typed, what is remembered. */
import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createFileLinter } from '../../../src/project/file-linter/file-linter.ts'
import { ALL_REQUESTED, projectWith, told } from './compare.ts'

const projects: string[] = []
afterAll(() => {
  for (const project of projects) rmSync(project, { recursive: true })
})

const ORDERS = 'CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, total bigint);\n'
/** Another rule tells of indexes on partitioned tables. */
const PARTITIONED = 'CREATE TABLE orders (total bigint) PARTITION BY RANGE (total);\n'
const INDEX = "SET lock_timeout = '5s';\nCREATE INDEX orders_total_idx ON orders (total);\n"
const request = {
  rules: { 'create-index-blocks-writes': {}, 'lock-without-timeout': {} },
  settings: { config: false },
} as const

/** An editor on a project, with a clock that is set by hand. */
function editor(contents: Readonly<Record<string, string>>, isSingleRun = false) {
  const cwd = projectWith(contents)
  projects.push(cwd)
  let time = 0
  const linter = createFileLinter({ cwd, isSingleRun, now: () => time })
  return {
    cwd,
    wait: (milliseconds: number) => (time += milliseconds),
    save(path: string, text: string) {
      writeFileSync(join(cwd, path), text)
      // Another time than that of the text before, whatever the file system counts in.
      utimesSync(join(cwd, path), 1e9 + ++saved, 1e9 + saved)
    },
    remove: (path: string) => {
      rmSync(join(cwd, path))
    },
    found: (path: string, text: string, asked: Parameters<typeof linter.lint>[1] = request) =>
      linter.lint({ path, text }, asked).findings.map(({ rule }) => rule),
    lint: (path: string, text: string) => linter.lint({ path, text }, request),
  }
}

let saved = 0

describe('in an editor', () => {
  const project = { 'migrations/0_orders.sql': ORDERS, 'migrations/2_index.sql': INDEX }
  const blocks = ['create-index-blocks-writes']

  it('what another file says on disk counts after a second, and not before', () => {
    const { found, wait, save } = editor(project)
    expect(found('migrations/2_index.sql', INDEX)).toEqual(blocks)
    save('migrations/0_orders.sql', PARTITIONED)
    wait(999)
    expect(found('migrations/2_index.sql', `${INDEX} `)).toEqual(blocks)
    wait(1)
    expect(found('migrations/2_index.sql', `${INDEX}  `)).toEqual([])
  })

  it('files that come and go count after a second', () => {
    const { found, wait, save, remove } = editor(project)
    expect(found('migrations/2_index.sql', INDEX)).toEqual(blocks)
    save('migrations/1_anew.sql', `DROP TABLE orders;\n${PARTITIONED}`)
    wait(1000)
    expect(found('migrations/2_index.sql', INDEX)).toEqual([])
    remove('migrations/1_anew.sql')
    wait(1000)
    expect(found('migrations/2_index.sql', INDEX)).toEqual(blocks)
  })

  it('the text of the editor stands for the file', () => {
    const { found } = editor(project)
    expect(found('migrations/2_index.sql', '')).toEqual([])
    expect(found('migrations/2_index.sql', INDEX)).toEqual(blocks)
    expect(found('migrations/0_orders.sql', INDEX)).toEqual(blocks)
  })

  it('other rules may be asked for from file to file', () => {
    const { found } = editor(project)
    expect(found('migrations/2_index.sql', INDEX, { ...request, rules: {} })).toEqual([])
    expect(found('migrations/2_index.sql', INDEX, ALL_REQUESTED)).toContain('create-index-blocks-writes')
  })
})

describe('in a single run', () => {
  it('the disk is looked at once', () => {
    const { found, wait, save } = editor(
      { 'migrations/1_orders.sql': ORDERS, 'migrations/2_index.sql': INDEX },
      true,
    )
    expect(found('migrations/2_index.sql', INDEX)).toEqual(['create-index-blocks-writes'])
    save('migrations/1_orders.sql', PARTITIONED)
    wait(10_000)
    expect(found('migrations/2_index.sql', INDEX)).toEqual(['create-index-blocks-writes'])
  })
})

const migration = (name: string, body: string) => `export class ${name} implements MigrationInterface {
  async up(queryRunner) { ${body} }
  async down(queryRunner) {}
}
`

describe('a class that is renamed while it is written', () => {
  const project = {
    'src/migrations/1.ts': migration(
      'Orders1700000000001',
      `await queryRunner.query('CREATE TABLE orders (total int)')`,
    ),
    'src/migrations/2.ts': migration(
      'Index1700000000002',
      `await queryRunner.query('CREATE INDEX ON orders (total)')`,
    ),
  }

  it('takes its new place in the order', () => {
    const { found } = editor(project)
    const path = 'src/migrations/2.ts'
    const text = project[path]
    expect(found(path, text)).toContain('create-index-blocks-writes')
    expect(found(path, text.replace('1700000000002', '1600000000002'))).toEqual(
      found(path, text.replace('1700000000002', '1600000000003')),
    )
    expect(found(path, `${text}\n`)).toContain('create-index-blocks-writes')
  })
})

describe('a file of SQL that code loads', () => {
  const loading = migration(
    'Index1700000000002',
    `await queryRunner.query(readFileSync(join(__dirname, 'sql/index.sql'), 'utf8'))`,
  )
  const project = {
    'src/migrations/1.ts': migration(
      'Orders1700000000001',
      `await queryRunner.query('CREATE TABLE orders (total int)')`,
    ),
    'src/migrations/2.ts': `import { readFileSync } from 'node:fs'\nimport { join } from 'node:path'\n${loading}`,
    'src/migrations/sql/index.sql': 'SELECT 1;\n',
  }

  it('is judged as a part of the migration, as it is typed', () => {
    const { found, wait, save } = editor(project)
    const path = 'src/migrations/sql/index.sql'
    expect(found(path, 'SELECT 1;\n')).toEqual([])
    expect(found(path, 'CREATE INDEX ON orders (total);\n')).toContain('create-index-blocks-writes')
    save(path, 'CREATE INDEX ON orders (total);\n')
    wait(1000)
    expect(found(path, 'CREATE INDEX ON orders (total);\n')).toContain('create-index-blocks-writes')
  })
})

describe('a migration in a folder of its own', () => {
  it('has those beside its folder before it, whatever its folder is called', () => {
    const path = 'prisma/migrations/20240102000000_migrate_orders/migration.sql'
    const { found } = editor({
      'prisma/migrations/20240101000000_orders/migration.sql': PARTITIONED,
      [path]: INDEX,
    })
    expect(found(path, INDEX)).toEqual([])
  })
})

describe('a cure', () => {
  const project = { 'migrations/1_orders.sql': ORDERS, 'migrations/2_note.sql': '' }
  const text = 'ALTER TABLE orders ADD COLUMN note text;\n'
  const edits = ({ findings, cureOf }: ReturnType<ReturnType<typeof editor>['lint']>) =>
    findings.map(finding => cureOf(finding)?.edits.map(({ span, text }) => [span.start, span.end, text]))

  it('goes along with the text before it', () => {
    const { lint } = editor(project)
    const set = "SET lock_timeout = '5s';\n"
    expect(edits(lint('migrations/2_note.sql', text))).toEqual([[[0, 0, set]]])
    expect(edits(lint('migrations/2_note.sql', `SELECT 1;\n${text}`))).toEqual([[[10, 10, set]]])
    expect(edits(lint('migrations/2_note.sql', `SELECT 12;\n${text}`))).toEqual([[[11, 11, set]]])
    expect(edits(lint('migrations/2_note.sql', `SELECT 12;\n${text.replace('note', 'notes')}`))).toEqual([
      [[11, 11, set]],
    ])
  })
})

describe('code that does not parse', () => {
  it('is told where migrations lie', () => {
    const { cwd } = editor({ 'migrations/1_orders.ts': 'export const up = {' })
    const linter = createFileLinter({ cwd, isSingleRun: true })
    const { findings } = linter.lint(
      { path: 'migrations/1_orders.ts', text: 'export const up = {' },
      ALL_REQUESTED,
    )
    expect(findings.map(told)).toMatchObject([expect.stringContaining('parse-error')])
  })
})
