/** `--print-operations`: how migrations were understood. */
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { temporaryProject, type TemporaryProject } from './run-cli.ts'

const projects: TemporaryProject[] = []
afterEach(() => {
  for (const project of projects.splice(0)) project.remove()
})

function project(files: Readonly<Record<string, string>>): TemporaryProject {
  const made = temporaryProject(files)
  projects.push(made)
  return made
}

const KNEX = `import { addAudit } from 'company-migrations'

export async function up(knex) {
  if (!(await knex.schema.hasTable('orders'))) {
    await knex.schema.createTable('orders', table => table.increments('id'))
  }
  knex.schema.alterTable('orders', table => table.text('note'))
  await addAudit(knex)
}

export async function down() {
  throw new Error('notes are kept')
}
`

describe('--print-operations', () => {
  it('shows each operation as SQL at its place, its doubts, and what could not be read', async () => {
    const { run } = project({ 'migrations/1_orders.ts': KNEX })
    const { code, out, err } = await run(['--print-operations'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.split('\n').slice(0, 9)).toEqual([
      'migrations/1_orders.ts  Knex, 1_orders, in one transaction with all pending migrations',
      '  up',
      '    5:11  CREATE TABLE orders (id serial PRIMARY KEY)',
      '          only where the object does, or does not, exist',
      expect.stringMatching(/^ {5}8:9 {2}not read \(other file\): addAudit\(\) comes from another file/u),
      expect.stringMatching(/^ {10}help: /u),
      '    7:45  ALTER TABLE orders ADD COLUMN note text',
      '          never runs: nothing waits for it',
      '  down  declared irreversible: notes are kept',
    ])
    expect(out).toContain('\n1 migration, 2 operations read, 1 not read.\n')
  })

  it('tells the runner of SQL files, and how each direction is', async () => {
    const { run } = project({
      'migrations/1_orders.up.sql': 'CREATE TABLE orders (id int);\nSELECT 1;\n',
      'migrations/1_orders.down.sql': 'DROP TABLE orders;\n',
      'migrations/2_empty.up.sql': '\n',
    })
    const { out } = await run(['--print-operations'])
    expect(out).toBe(
      [
        'migrations/1_orders.up.sql  SQL files, 1_orders, without a transaction around it: what is sent together is one',
        '  up',
        '    1:1  CREATE TABLE orders (id integer)',
        '    2:1  A query that reads no table and calls no function.',
        '  down',
        '    migrations/1_orders.down.sql:1:1  DROP TABLE orders',
        '',
        'migrations/2_empty.up.sql  SQL files, 2_empty, without a transaction around it: what is sent together is one',
        '  up  nothing',
        '  down  there is none',
        '',
        '2 migrations, 3 operations read, 0 not read.',
        '',
      ].join('\n'),
    )
  })

  it('gives programs JSON, to a file as well', async () => {
    const { run, path } = project({ 'migrations/1_orders.ts': KNEX })
    await run(['--print-operations', '--format', 'json=operations.json'])
    const { version, migrations } = JSON.parse(readFileSync(path('operations.json'), 'utf8')) as {
      readonly version: number
      readonly migrations: readonly {
        readonly operations: readonly Readonly<Record<string, unknown>>[]
      }[]
    }
    expect(version).toBe(1)
    expect(migrations[0]).toMatchObject({
      framework: 'Knex',
      name: '1_orders',
      path: 'migrations/1_orders.ts',
      transaction: 'run',
      dialect: 'postgres',
      down: 'irreversible',
      reason: 'notes are kept',
    })
    expect(migrations[0]?.operations[0]).toMatchObject({
      direction: 'up',
      kind: 'createTable',
      table: { name: 'orders' },
      flow: 'guarded',
      sql: 'CREATE TABLE orders (id serial PRIMARY KEY)',
      start: { line: 5, column: 11 },
    })
    expect(JSON.stringify(migrations)).not.toContain('company-migrations')
  })

  it('shows what was asked for', async () => {
    const { run } = project({ 'migrations/1.sql': 'SELECT 1;', 'migrations/2.sql': 'SELECT 2;' })
    const { out } = await run(['--print-operations', 'migrations/2.sql'])
    expect(out).not.toContain('migrations/1.sql')
    expect(out).toContain('1 migration, 1 operation read, 0 not read.')
  })

  it('is no format for findings', async () => {
    const { run } = project({ 'migrations/1.sql': 'SELECT 1;' })
    const { code, err } = await run(['--print-operations', '-f', 'sarif'])
    expect(code).toBe(2)
    expect(err).toContain(
      '--print-operations: operations are no findings, so they cannot be printed as sarif.',
    )
  })
})
