import { describe, expect, it } from 'vitest'
import { kysely } from '../../../src/frontends/kysely/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { textOf } from '../../../src/source/span.ts'
import { downOf, kindsOf, memoryProject, readAll } from '../memory-project.ts'

function read(text: string, others: Readonly<Record<string, string>> = {}): Migration {
  const [migration] = readAll(kysely, memoryProject({ 'db/migrations/2024_orders.ts': text, ...others }))
  if (!migration) throw new Error('it was not found to be a migration')
  return migration
}

const HEAD = `import { type Kysely, sql } from 'kysely'\n`

const up = (body: string): Migration =>
  read(`${HEAD}export async function up(db: Kysely<any>) {\n${body}\n}\n`)

const isFound = (text: string): boolean =>
  kysely.find(memoryProject({ 'migrations/1.ts': text })).length === 1

describe('finding Kysely migrations', () => {
  it('tells them by the type of the parameter, or by what is done with it', () => {
    expect(isFound(`${HEAD}export async function up(db: Kysely<any>) {}`)).toBe(true)
    expect(isFound(`${HEAD}export async function up(trx: Transaction<DB>) {}`)).toBe(true)
    expect(isFound(`exports.up = async db => { await db.schema.dropTable('orders').execute() }`)).toBe(true)
    expect(isFound(`exports.up = async k => { await sql\`drop table orders\`.execute(k) }`)).toBe(true)
    expect(isFound(`${HEAD}export const up: Migration['up'] = async db => { await help(db) }`)).toBe(true)
    expect(isFound(`export async function up(db: Kysely<DB>) { await help(db) }`)).toBe(true)
    expect(isFound(`export const up = ({ schema }: Kysely<DB>) => schema.dropTable('a').execute()`)).toBe(
      true,
    )
    expect(isFound(`export const up = db => db.insertInto('orders').values({}).execute()`)).toBe(true)
    expect(isFound(`${HEAD}export default { async up(db: Kysely<any>) {} } satisfies Migration`)).toBe(true)
    expect(
      isFound(`${HEAD}export async function up(db: Database) { await db.schema.dropType('a').execute() }`),
    ).toBe(true)
  })

  it('leaves other frameworks and plain modules alone', () => {
    expect(isFound(`exports.up = knex => knex.schema.dropTable('orders')`)).toBe(false)
    expect(
      isFound(`import { Knex } from 'knex'\nexport async function up(knex: Knex) { await knex.raw('') }`),
    ).toBe(false)
    expect(isFound(`export async function up(db: Db) { await db.execute(sql\`select 1\`) }`)).toBe(false)
    expect(isFound(`export async function up(pgm) { pgm.sql('select 1') } // kysely`)).toBe(false)
    expect(isFound(`export async function up({ context: db }) { await db.execute('') } // kysely`)).toBe(
      false,
    )
    expect(isFound(`${HEAD}export function createDatabase(db: Kysely<any>) { return { up: db } }`)).toBe(
      false,
    )
    expect(isFound(`export async function up(queryRunner) { await queryRunner.query('').execute() }`)).toBe(
      false,
    )
    expect(isFound('')).toBe(false)
  })

  it('takes what the file provider takes: all that has an up, in the order of the names', () => {
    const one = `${HEAD}export async function up(db: Kysely<any>) {}`
    const files = memoryProject({
      'migrations/2_orders.ts': one,
      'migrations/10_customers.ts': one,
      'migrations/3_nothing.ts': `export async function up() {}`,
      'migrations/4_broken.ts': `${HEAD}export async function up(db: Kysely<any>) {`,
      'migrations/5_untyped.mjs': `export async function up(db) { await help(db) }`,
      'migrations/helpers.ts': `${HEAD}export const now = sql\`now()\``,
      'migrations/types.d.ts': `export function up(db: Kysely<any>): void`,
      'migrations/index.ts': `export * as first from './2_orders'`,
      'elsewhere/1_nothing.ts': `export async function up() {}`,
    })
    expect(kysely.find(files).map(({ name }) => name)).toEqual([
      '10_customers',
      '2_orders',
      '3_nothing',
      '4_broken',
      '5_untyped',
    ])
  })

  it('reads migrations that an object lists by their names', () => {
    const text = `${HEAD}
      export const migrations: Record<string, Migration> = {}
      migrations['002'] = { async up(db: Kysely<any>) { await db.schema.dropTable('b').execute() } }
      migrations['001'] = {
        async up(db: Kysely<any>) { await db.schema.dropTable('a').execute() },
        async down(db: Kysely<any>) { await db.schema.createTable('a').execute() },
      }`
    const files = memoryProject({ 'src/migrations.ts': text })
    const found = kysely.find(files)
    expect(found.map(({ name, history }) => [name, history])).toEqual([
      ['001', 'src/migrations.ts'],
      ['002', 'src/migrations.ts'],
    ])
    const [first, second] = readAll(kysely, files)
    expect(first?.up).toMatchObject([{ kind: 'dropTable', table: { name: 'a' } }])
    expect(kindsOf(downOf(first) ?? [])).toEqual(['createTable'])
    expect(second?.down).toEqual({ kind: 'absent' })
  })
})

describe('migrations that are objects', () => {
  const names = (files: Readonly<Record<string, string>>) =>
    kysely.find(memoryProject(files)).map(({ name, history }) => `${history} ${name}`)
  const migration = (table: string) =>
    `{ async up(db: Kysely<any>) { await db.schema.dropTable('${table}').execute() } }`

  it('are found in what a provider gives', () => {
    const provider = `${HEAD}
      export class Provider implements MigrationProvider {
        async getMigrations() { return { '002_b': ${migration('b')}, '001_a': ${migration('a')} } }
      }`
    expect(names({ 'db/provider.ts': provider })).toEqual(['db/provider.ts 001_a', 'db/provider.ts 002_b'])
    const [first] = readAll(kysely, memoryProject({ 'db/provider.ts': provider }))
    expect(first?.up).toMatchObject([{ kind: 'dropTable', table: { name: 'a' } }])
  })

  it('are found in a list that only the module itself knows', () => {
    const list = `${HEAD}
      const migrations: Record<string, Migration> = { '001_a': ${migration('a')} }
      export const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })`
    expect(names({ 'db/migrate.ts': list })).toEqual(['db/migrate.ts 001_a'])
  })

  it('are found where each has a name in a file of its own', () => {
    const files = {
      'db/migrations/001_a.ts': `${HEAD}export const first: Migration = ${migration('a')}`,
      'db/migrations/002_b.ts': `${HEAD}export const second: Migration = ${migration('b')}`,
      'db/migrations/index.ts': `import { first } from './001_a'\nimport { second } from './002_b'
        import type { Kysely } from 'kysely'\nexport const migrations = { first, second }`,
    }
    expect(names(files)).toEqual(['db/migrations 001_a', 'db/migrations 002_b'])
    const [first] = readAll(kysely, memoryProject(files))
    expect(first?.up).toMatchObject([{ kind: 'dropTable', table: { name: 'a' } }])
  })
})

describe('what the runner does', () => {
  const migration = `${HEAD}export async function up(db: Kysely<any>) { await db.schema.dropTable('a').execute() }`

  it('runs all pending ones in one transaction, unless the migrator is told otherwise', () => {
    expect(read(migration).transaction).toBe('run')
    const migrator = `import { Migrator } from 'kysely'\nnew Migrator({ db, provider, disableTransactions: true })`
    expect(read(migration, { 'db/migrate.ts': migrator }).transaction).toBe('none')
    const config = `import { defineConfig } from 'kysely-ctl'
      export default defineConfig({ dialect: 'pg', migrations: { migrationFolder: 'db/migrations', disableTransactions: true } })`
    expect(read(migration, { 'kysely.config.ts': config }).transaction).toBe('none')
    expect(read(migration, { '.config/kysely.config.ts': config }).transaction).toBe('none')
  })

  it('has no transaction where the code begins its own, which Kysely refuses inside of one', () => {
    const own = up(`await db.transaction().execute(trx => trx.schema.dropTable('a').execute())`)
    expect(own.transaction).toBe('none')
    expect(kindsOf(own.up)).toEqual(['transactionControl', 'dropTable', 'transactionControl'])
  })

  it('refuses one that sorts before an applied one, unless told otherwise', () => {
    const files = { 'db/migrations/1_a.ts': migration }
    expect(kysely.find(memoryProject(files))[0]?.late).toBe('refuses')
    const migrator = `import { Migrator } from 'kysely'\nnew Migrator({ db, allowUnorderedMigrations: true })`
    expect(kysely.find(memoryProject({ ...files, 'db/migrate.ts': migrator }))[0]?.late).toBe('runs')
  })

  it('is not PostgreSQL where the project has another dialect', () => {
    const withDialect = (dialect: string) =>
      read(migration, {
        'db/client.ts': `import { Kysely } from 'kysely'\nnew Kysely({ dialect: ${dialect} })`,
      })
    expect(withDialect('new MysqlDialect({})').dialect).toBe('mysql')
    expect(withDialect('new SqliteDialect({})').dialect).toBe('sqlite')
    expect(withDialect('new PostgresDialect({})').dialect).toBeUndefined()
    expect(withDialect('dialect').dialect).toBeUndefined()
    const config = `export default defineConfig({ dialect: 'better-sqlite3' })`
    expect(read(migration, { 'kysely.config.ts': config }).dialect).toBe('sqlite')
  })
})

describe('plugins', () => {
  const created = `${HEAD}export async function up(db: Kysely<any>) {
    await db.schema.createTable('orderItems').addColumn('createdAt2', 'text').execute()
    await sql\`alter table \${sql.table('orderItems')} rename to "orderLines"\`.execute(db)
  }`
  const named = [
    { kind: 'createTable', table: { name: 'order_items' }, columns: [{ name: 'created_at2' }] },
    { kind: 'renameTable', table: { name: 'order_items' }, to: 'orderLines' },
  ]

  it('write names in snake case where the Kysely of the migrator has them', () => {
    const config = `export default defineConfig({ dialect: 'pg', plugins: [new CamelCasePlugin()] })`
    expect(read(created, { 'kysely.config.ts': config }).up).toMatchObject(named)
    const migrator = `import { Kysely } from 'kysely'
      new Migrator({ db: new Kysely({ dialect, plugins: [new CamelCasePlugin({ underscoreBeforeDigits: true })] }) })`
    expect(read(created, { 'db/migrate.ts': migrator }).up).toMatchObject([
      { table: { name: 'order_items' }, columns: [{ name: 'created_at_2' }] },
      {},
    ])
    const application = `import { Kysely } from 'kysely'\nnew Kysely({ dialect, plugins: [new CamelCasePlugin()] })`
    expect(read(created, { 'db/client.ts': application }).up).toMatchObject([
      { table: { name: 'orderItems' } },
      {},
    ])
  })

  it('that are not known may do anything', () => {
    const { up: operations } = up(`await db.withPlugin(plugin()).schema.dropTable('a').execute()`)
    expect(kindsOf(operations)).toEqual(['opaque'])
  })
})

describe('what is asked of the catalogs', () => {
  it('is a guard', () => {
    const { up: operations } = up(`
      const { rows } = await sql\`select 1 from information_schema.columns\`.execute(db)
      if (rows.length === 0) await db.schema.dropTable('a').execute()
      const index = await db.selectFrom('pg_indexes').selectAll().executeTakeFirst()
      if (!index) await db.schema.dropTable('b').execute()`)
    expect(operations.filter(({ kind }) => kind === 'dropTable').map(({ flow }) => flow)).toEqual([
      'guarded',
      'guarded',
    ])
  })
})

describe('what never runs', () => {
  it('is a builder without execute, awaited or not', () => {
    const { up: operations } = up(`
      await db.schema.dropTable('a')
      db.insertInto('b').values({ id: 1 })
      sql\`drop table c\`
      return db.schema.createIndex('d').on('e').column('f')`)
    expect(operations.map(({ kind, floating }) => [kind, floating])).toEqual([
      ['dropTable', 'lazy'],
      ['insertRows', 'lazy'],
      ['dropTable', 'lazy'],
      ['createIndex', 'lazy'],
    ])
    expect(operations[0] && textOf(operations[0].span)).toContain(`dropTable('a')`)
  })

  it('is no part of a query, no fragment and no query that only reads', () => {
    const { up: operations } = up(`
      const now = sql\`now()\`
      const found = db.selectFrom('orders').select('id')
      const gone = db.deleteFrom('drafts').returning('id')
      await db.with('gone', () => gone).selectFrom('gone').selectAll().execute()
      const update = sql\`update orders set a = 1\`
      await update.execute(db)`)
    expect(operations.filter(({ floating }) => floating !== undefined)).toEqual([])
  })

  it('runs but is not waited for where the await of execute is forgotten', () => {
    const { up: operations } = up(`
      db.schema.dropTable('a').execute()
      sql\`drop table b\`.execute(db)
      await Promise.all([db.schema.dropTable('c').execute()])
      db.schema.dropTable('d').execute().then(() => undefined)`)
    expect(operations.map(({ floating }) => floating)).toEqual(['eager', 'eager', undefined, 'eager'])
  })
})

describe('what is not known', () => {
  it('is a name or a value with a hole, where the shape of the statement is known', () => {
    const { up: operations } = up(`
      const schema = process.env.SCHEMA
      await db.schema.withSchema(schema).alterTable('orders').addColumn(name(), 'text').execute()
      await db.insertInto('orders').values(rows()).execute()
      await db.updateTable('orders').set(change()).where('id', 'in', ids()).execute()
      await sql\`drop table \${sql.table(table())}\`.execute(db)
      await db.schema.alterTable('orders').alterColumn('a', c => c.setDefault(value())).execute()`)
    expect(kindsOf(operations)).toEqual(['addColumn', 'insertRows', 'updateRows', 'dropTable', 'setDefault'])
    expect(operations[0]).toMatchObject({ table: { schema: '${process.env.SCHEMA}', name: 'orders' } })
  })

  it('is opaque where the shape is not known', () => {
    const { up: operations } = up(`
      await db.schema.createTable('a').addColumn('id', 'integer', helper).execute()
      await db.schema.createIndex('b').on('a').columns(columns()).execute()
      await db.schema.alterTable('a').frobnicate().execute()
      await db.executeQuery(query())
      await sql.raw(text()).execute(db)
      await db.schema.frobnicate('x')`)
    expect(kindsOf(operations)).toEqual(operations.map(() => 'opaque'))
    expect(operations).toHaveLength(6)
  })

  it('is a SELECT of its tables, whatever else it says', () => {
    const { up: operations } = up(`
      await db.withSchema('sales').selectFrom('orders as o').select(['o.id']).frobnicate().execute()
      await db.selectFrom('orders').select(columns()).execute()`)
    expect(operations).toMatchObject([
      { kind: 'selectRows', reads: [{ schema: 'sales', name: 'orders' }] },
      { kind: 'selectRows', reads: [{ name: 'orders' }] },
    ])
  })

  it('sends each of the texts that it may be', () => {
    const { up: operations } = up(`
      let text = 'drop table a'
      if (process.env.B) text = 'drop table b'
      await sql.raw(text).execute(db)`)
    expect(operations).toMatchObject([
      { kind: 'dropTable', flow: 'conditional' },
      { kind: 'dropTable', flow: 'conditional' },
    ])
  })

  it('ends for loops without an end', () => {
    const { up: operations } = up(`
      for (let i = 0; i < 1e9; i++) {
        const rows = await db.selectFrom('a').select('id').limit(10).execute()
        if (rows.length === 0) break
        await db.updateTable('a').set({ b: 1 }).where('id', 'in', rows.map(r => r.id)).execute()
      }
      await db.schema.dropTable('a').execute()`)
    expect(operations.at(-1)).toMatchObject({ kind: 'dropTable' })
    expect(operations.filter(({ kind }) => kind === 'opaque')).toEqual([])
  })
})

describe('what is noticed about the code', () => {
  it('is a value that is put into the text, not one that is sent beside it', () => {
    const { remarks = [] } = up(`
      const { name } = await db.selectFrom('names').select('name').executeTakeFirstOrThrow()
      await sql.raw(\`update a set b = '\${name}'\`).execute(db)
      await sql\`update a set b = \${name}, c = \${sql.lit(name)}\`.execute(db)
      await db.schema.alterTable('a').alterColumn('b', c => c.setDefault(name)).execute()
      await db.updateTable('a').set({ b: name }).execute()`)
    expect(
      remarks.filter(({ kind }) => kind === 'interpolatedValue').map(({ span }) => textOf(span)),
    ).toEqual(['${name}'])
  })

  it('is a module of the application that it loads', () => {
    const { remarks = [] } = read(
      `${HEAD}import { help } from '../../src/help'\nexport async function up(db: Kysely<any>) { await help(db) }`,
    )
    expect(remarks.map(({ kind }) => kind)).toEqual(['applicationImport'])
  })
})

describe('places', () => {
  it('are those of the call that said it', () => {
    const { up: operations } = up(`
  await db.schema
    .alterTable('orders')
    .addColumn('note', 'text')
    .addColumn('kind', 'text', column => column.notNull())
    .execute()`)
    expect(operations.map(({ span }) => textOf(span))).toEqual([
      `addColumn('note', 'text')`,
      `addColumn('kind', 'text', column => column.notNull())`,
    ])
  })
})
