/** Running migrations on an embedded PostgreSQL: what is kept, what is rolled back, what is gone on with. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resetSchema } from '../../src/database/embedded.ts'
import type { Database } from '../../src/database/open-database.ts'
import { MigrationFailure } from '../../src/runner/execute/migration-failure.ts'
import { historyOf, lineOf, updown } from './history-of.ts'
import { sharedDatabase } from '../shared-embedded.ts'

let database: Database
beforeAll(async () => {
  database = await sharedDatabase()
})
beforeEach(() => resetSchema(database.connection))

const rows = async (sql: string) => (await database.connection.query(sql)).rows
const versions = async () =>
  (await rows('SELECT version_num FROM alembic_version')).map(row => row['version_num'])
const columns = async (table: string) =>
  (
    await rows(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = '${table}' ORDER BY ordinal_position`,
    )
  ).map(row => row['name'])

const USERS = updown(
  `await op.createTable('users', [column('id', t.serial(), { primaryKey: true }), column('email', t.varchar(255))])
  await op.bulkInsert('users', [{ email: 'ann@example.com' }, { email: "o'hara@example.com" }])`,
  `await op.dropTable('users')`,
)

describe('upgrade and downgrade', () => {
  it('go up, down and up again, with one row per head as Alembic keeps it', async () => {
    const phone = updown(
      `await op.addColumn('users', column('phone', t.varchar(20)))`,
      `await op.dropColumn('users', 'phone')`,
    )
    const { runner } = historyOf(lineOf({ a1: USERS, b1: phone }), database)
    expect(await runner.upgrade('head')).toEqual({ ran: ['a1', 'b1'], current: ['b1'] })
    expect(await columns('users')).toEqual(['id', 'email', 'phone'])
    expect(await runner.downgrade('-1')).toEqual({ ran: ['b1'], current: ['a1'] })
    expect(await columns('users')).toEqual(['id', 'email'])
    expect(await runner.downgrade('base')).toEqual({ ran: ['a1'], current: [] })
    expect(await columns('alembic_version')).toEqual(['version_num'])
    expect(await runner.upgrade('heads')).toEqual({ ran: ['a1', 'b1'], current: ['b1'] })
    expect(await runner.upgrade('head')).toEqual({ ran: [], current: ['b1'] })
  })

  it('remember each run with its checksum, state and duration', async () => {
    const { runner } = historyOf(lineOf({ a1: USERS }), database)
    await runner.upgrade()
    await runner.downgrade('base')
    expect(await runner.runs()).toMatchObject([
      { revision: 'a1', direction: 'upgrade', state: 'applied' },
      { revision: 'a1', direction: 'downgrade', state: 'applied' },
    ])
    const [first] = await runner.runs()
    expect(first?.checksum).toMatch(/^[0-9a-f]{64}$/u)
    expect(first?.durationMs).toBeGreaterThanOrEqual(0)
  })

  it('go on with a database that Alembic left, and leave one that Alembic goes on with', async () => {
    const { runner } = historyOf(lineOf({ a1: USERS, b1: updown(`await op.execute('SELECT 1')`) }), database)
    await database.connection.query(
      `CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
       INSERT INTO alembic_version VALUES ('a1')`,
    )
    expect(await runner.upgrade()).toEqual({ ran: ['b1'], current: ['b1'] })
    expect(await rows('SELECT * FROM alembic_version')).toEqual([{ version_num: 'b1' }])
    expect(await runner.status()).toMatchObject({ unchecked: ['a1'], changed: [] })
  })

  it('take two branches, and their merge, as rows', async () => {
    const make = (name: string) =>
      updown(`await op.createTable('${name}', [column('id', t.integer())])`, `await op.dropTable('${name}')`)
    const { runner, write } = historyOf(lineOf({ a1: make('orders') }), database)
    const on = (id: string, parents: string, name: string) =>
      write(
        `${id}.ts`,
        `import { column, t } from 'migrate-lint/runner'\nexport const revision = '${id}'\nexport const downRevision = ${parents}\n${make(name).replaceAll(': Op', '')}`,
      )
    on('b1', "'a1'", 'items')
    on('c1', "'a1'", 'bills')
    expect((await runner.upgrade('heads')).current.toSorted()).toEqual(['b1', 'c1'])
    on('m1', "['b1', 'c1']", 'merged')
    expect(await runner.upgrade('head')).toEqual({ ran: ['m1'], current: ['m1'] })
    expect((await runner.downgrade('-1')).current.toSorted()).toEqual(['b1', 'c1'])
  })

  it('derive the way back with reverse(upgrade)', async () => {
    const { runner } = historyOf(
      lineOf({
        a1: USERS,
        b1: `export async function upgrade(op: Op) {
  await op.addColumn('users', column('phone', t.varchar(20)))
  await op.createIndex('ix_users_phone', 'users', ['phone'])
}
export const downgrade = reverse(upgrade)`,
      }),
      database,
    )
    await runner.upgrade()
    await runner.downgrade('-1')
    expect(await columns('users')).toEqual(['id', 'email'])
  })

  it('stop at what cannot be undone, and say why', async () => {
    const sessions = `${updown(`await op.execute('DROP TABLE IF EXISTS sessions')`)}\nexport const downgrade = irreversible('the sessions are gone')`
    const { runner } = historyOf(lineOf({ a1: sessions }), database)
    await runner.upgrade()
    await expect(runner.downgrade('base')).rejects.toThrow(/^a1 cannot be undone: the sessions are gone/u)
    expect(await versions()).toEqual(['a1'])
  })
})

describe('a migration that fails', () => {
  it('leaves nothing of itself, and those before it stay', async () => {
    const broken = updown(
      `await op.addColumn('users', column('phone', t.text()))\n  await op.execute('UPDATE user SET x = 1')`,
    )
    const { runner } = historyOf(lineOf({ a1: USERS, b1: broken }), database)
    const error = await runner.upgrade().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(MigrationFailure)
    expect((error as Error).message).toBe(
      [
        'The upgrade of b1 failed at op.execute: syntax error at or near "user" (42601)',
        '  file: migrations/b1.ts',
        '  statement: UPDATE user SET x = 1',
        '  state: it was rolled back; nothing of it is in the database.',
      ].join('\n'),
    )
    expect(await versions()).toEqual(['a1'])
    expect(await columns('users')).toEqual(['id', 'email'])
    expect((await runner.runs()).at(-1)).toMatchObject({ revision: 'b1', state: 'failed' })
  })

  it('fails also when the promise of the failing call is dropped', async () => {
    const floating = updown(`op.execute('SELECT 1 / 0')\n  op.execute('CREATE TABLE never (id integer)')`)
    const { runner } = historyOf(lineOf({ a1: floating }), database)
    await expect(runner.upgrade()).rejects.toThrow(/division by zero/u)
    expect(await columns('never')).toEqual([])
  })

  it('is gone on with behind the parts that are committed', async () => {
    const steps = (last: string) =>
      `${updown(`await op.createTable('orders', [column('id', t.integer())])\n  await op.createTable('items', [column('id', t.integer())])\n  ${last}`)}\nexport const transaction = false`
    const { runner, write, events } = historyOf(
      lineOf({
        a1: steps(
          `await op.execute('SELECT 1 / (SELECT count(*) FROM orders)::int; CREATE TABLE bills (id integer)')`,
        ),
      }),
      database,
    )
    await expect(runner.upgrade()).rejects.toThrow(
      /state: its first 2 operations are committed\. The next upgrade goes on behind them\./u,
    )
    expect(await runner.status()).toMatchObject({
      current: [],
      unfinished: [{ revision: 'a1', state: 'failed' }],
    })
    await database.connection.query('INSERT INTO orders VALUES (1)')
    expect(await runner.upgrade()).toEqual({ ran: ['a1'], current: ['a1'] })
    expect(events.filter(({ kind }) => kind === 'started')).toMatchObject([
      { resumedAt: 0 },
      { resumedAt: 2 },
    ])
    expect(await columns('bills')).toEqual(['id'])
    write('b1.ts', '')
  })

  it('is not gone on with when a committed part is another one now', async () => {
    const text = (first: string) =>
      lineOf({
        a1: `${updown(`await op.execute('${first}')\n  await op.execute('SELECT 1 / 0')`)}\nexport const transaction = false`,
      })
    const { runner, write } = historyOf(text('CREATE TABLE orders (id integer)'), database)
    await expect(runner.upgrade()).rejects.toThrow(/division by zero/u)
    for (const [path, file] of Object.entries(text('CREATE TABLE customers (id integer)'))) write(path, file)
    await expect(runner.upgrade()).rejects.toThrow(
      /operation 1 \(op\.execute\) is committed already, and it was another one then/u,
    )
  })

  it('refuses SQL that ends the transaction of the runner', async () => {
    const { runner } = historyOf(lineOf({ a1: updown(`await op.execute('COMMIT')`) }), database)
    await expect(runner.upgrade()).rejects.toThrow(
      /the SQL begins or ends a transaction, which is the runner's/u,
    )
  })
})

describe('work outside of transactions', () => {
  it('is done between two transactions of the migration', async () => {
    const body = updown(`await op.addColumn('users', column('phone', t.varchar(20)))
  await op.autocommit(async () => {
    await op.createIndex('ix_phone', 'users', ['phone'], { concurrently: true })
    await op.updateInBatches('users', { set: { phone: '' }, where: sql\`phone IS NULL\`, size: 1 })
  })
  await op.alterColumn('users', 'phone', { nullable: false })`)
    const { runner } = historyOf(lineOf({ a1: USERS, b1: body }), database)
    await runner.upgrade()
    expect(await rows('SELECT email, phone FROM users ORDER BY id')).toEqual([
      { email: 'ann@example.com', phone: '' },
      { email: "o'hara@example.com", phone: '' },
    ])
  })

  it('rebuilds an index that a broken build left INVALID, which IF NOT EXISTS would take for done', async () => {
    const twice = `await op.execute("INSERT INTO users (email) VALUES ('ann@example.com')")`
    const unique = `${updown(`await op.createIndex('ux_users_email', 'users', ['email'], { unique: true, concurrently: true, ifNotExists: true })`)}\nexport const transaction = false`
    const { runner } = historyOf(lineOf({ a1: USERS, b1: updown(twice), c1: unique }), database)
    await expect(runner.upgrade()).rejects.toThrow(/could not create unique index/u)
    expect(
      await rows(`SELECT indisvalid FROM pg_index WHERE indexrelid = 'ux_users_email'::regclass`),
    ).toEqual([{ indisvalid: false }])
    await database.connection.query('DELETE FROM users WHERE id = 3')
    await runner.upgrade()
    expect(
      await rows(`SELECT indisvalid FROM pg_index WHERE indexrelid = 'ux_users_email'::regclass`),
    ).toEqual([{ indisvalid: true }])
  })

  it('is asked for in words when it is forgotten', async () => {
    const body = updown(`await op.createIndex('ix_email', 'users', ['email'], { concurrently: true })`)
    const { runner } = historyOf(lineOf({ a1: USERS, b1: body }), database)
    await expect(runner.upgrade()).rejects.toThrow(/put the call into op\.autocommit/u)
  })
})

describe('files that changed after they were applied', () => {
  it('stop a run, unless only their layout changed, and are accepted by repair', async () => {
    const files = lineOf({ a1: USERS, b1: updown(`await op.execute('SELECT 1')`) })
    const { runner, write } = historyOf(files, database)
    await runner.upgrade('a1')
    write('a1.ts', `// a comment\n${files['a1.ts']?.replaceAll('  ', '    ').replace("'users'", '"users"')}`)
    expect((await runner.status()).changed).toEqual([])
    write('a1.ts', files['a1.ts']?.replace('varchar(255)', 'varchar(500)') ?? '')
    await expect(runner.upgrade()).rejects.toThrow(
      /^A file was changed after its migration was applied:\n {2}a1 {2}migrations\/a1\.ts\n/u,
    )
    expect(await runner.repair()).toEqual(['a1'])
    expect(await runner.upgrade()).toEqual({ ran: ['b1'], current: ['b1'] })
  })
})

describe('stamp', () => {
  it('says that migrations are applied, and runs none', async () => {
    const { runner } = historyOf(lineOf({ a1: USERS, b1: updown(`await op.execute('SELECT 1')`) }), database)
    expect(await runner.stamp('head')).toEqual({ ran: ['b1'], current: ['b1'] })
    expect(await columns('users')).toEqual([])
    expect(await runner.upgrade()).toEqual({ ran: [], current: ['b1'] })
  })

  it('notes the checksum of each revision that it says is applied, so that a later change of any is found', async () => {
    const files = lineOf({
      a1: USERS,
      b1: updown(`await op.execute('SELECT 1')`),
      c1: updown(`await op.execute('SELECT 2')`),
    })
    const { runner, write } = historyOf(files, database)
    await runner.stamp('head')
    expect(await runner.status()).toMatchObject({ unchecked: [], changed: [] })
    write('a1.ts', files['a1.ts']?.replace('varchar(255)', 'varchar(500)') ?? '')
    expect((await runner.status()).changed.map(({ id }) => id)).toEqual(['a1'])
    await runner.stamp('b1')
    expect((await runner.status()).changed.map(({ id }) => id)).toEqual(['a1'])
  })

  it('forgets the checksums of those that it takes back', async () => {
    const files = lineOf({ a1: USERS, b1: updown(`await op.execute('SELECT 1')`) })
    const { runner, write } = historyOf(files, database)
    await runner.upgrade()
    await runner.stamp('base')
    write('b1.ts', files['b1.ts']?.replace('SELECT 1', 'SELECT 2') ?? '')
    await database.connection.query(`INSERT INTO alembic_version VALUES ('b1')`)
    expect(await runner.status()).toMatchObject({ unchecked: ['a1', 'b1'], changed: [] })
    await runner.stamp('head')
    expect(await runner.status()).toMatchObject({ unchecked: [], changed: [] })
  })

  it('vouches for what Alembic applied, and for what it says with --purge', async () => {
    const files = lineOf({ a1: USERS, b1: updown(`await op.execute('SELECT 1')`) })
    const { runner } = historyOf(files, database)
    await database.connection.query(
      `CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
       INSERT INTO alembic_version VALUES ('a1')`,
    )
    await runner.stamp('head')
    expect((await runner.status()).unchecked).toEqual([])
    await database.connection.query(
      `DELETE FROM migrate_lint_history; UPDATE alembic_version SET version_num = 'gone'`,
    )
    await runner.stamp('b1', { purge: true })
    expect(await runner.status()).toMatchObject({ current: ['b1'], unchecked: [] })
  })
})

describe('a run that is one transaction', () => {
  it('keeps nothing when the last migration fails', async () => {
    const { runner } = historyOf(
      lineOf({ a1: USERS, b1: updown(`await op.execute('SELECT 1 / 0')`) }),
      database,
      { transaction: 'all' },
    )
    await expect(runner.upgrade()).rejects.toThrow(/division by zero/u)
    expect(await columns('users')).toEqual([])
    expect(await versions()).toEqual([])
  })
})

describe('names that a migration leaves out', () => {
  it('come from the naming convention, also on the way back', async () => {
    const key = `export async function upgrade(op: Op) {
  await op.createUniqueConstraint(null, 'users', ['email'])
}
export const downgrade = reverse(upgrade)`
    const { runner } = historyOf(lineOf({ a1: USERS, b1: key }), database, {
      namingConvention: { uq: 'uq_{table}_{columns}' },
    })
    const names = async () =>
      (
        await rows(
          `SELECT conname AS name FROM pg_constraint WHERE contype = 'u' AND conrelid = 'users'::regclass`,
        )
      ).map(row => row['name'])
    await runner.upgrade()
    expect(await names()).toEqual(['uq_users_email'])
    await runner.downgrade('-1')
    expect(await names()).toEqual([])
  })
})
