/** A thousand small migrations on a real server, side by side: `npm run bench:runner`. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import createKnex from 'knex'
import { runner as nodePgMigrate } from 'node-pg-migrate'
import { Client, type ClientConfig } from 'pg'
import type { Connection } from '../src/database/connection.ts'
import type * as OpenDatabase from '../src/database/open-database.ts'
import type * as CreateRunner from '../src/runner/create-runner.ts'
import { startServer, type Server } from '../tests/postgres/server.ts'

// As it is published, and loaded by Node itself like the others: what runs this file rewrites what it loads.
const built = createRequire(import.meta.url)
const { createRunner } = built('../dist/src/runner/create-runner.js') as typeof CreateRunner
const { openDatabase } = built('../dist/src/database/open-database.js') as typeof OpenDatabase

const COUNT = Number(process.env['COUNT'] ?? 1000)
const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
/** As teams write them; `.ts` is loaded through jiti on this Node, from its cache after the first round. */
const EXTENSION = process.env['EXTENSION'] ?? 'js'

const ROOT = mkdtempSync(join(tmpdir(), 'bench-runner-'))
const number = (i: number) => String(i).padStart(5, '0')

const own = (i: number) => `import { column, t } from 'migrate-lint/runner'

export const revision = 'r${number(i)}'
export const downRevision = ${i === 0 ? 'null' : `'r${number(i - 1)}'`}

export async function upgrade(op) {
  await op.createTable('orders_${String(i)}', [
    column('id', t.bigint(), { primaryKey: true }),
    column('customer_id', t.bigint(), { nullable: false }),
    column('note', t.varchar(200)),
  ])
  await op.createIndex('ix_orders_${String(i)}', 'orders_${String(i)}', ['customer_id'])
}

export async function downgrade(op) {
  await op.dropTable('orders_${String(i)}')
}
`

const pgMigrate = (i: number) => `exports.up = pgm => {
  pgm.createTable('orders_${String(i)}', {
    id: { type: 'bigint', primaryKey: true },
    customer_id: { type: 'bigint', notNull: true },
    note: { type: 'varchar(200)' },
  })
  pgm.createIndex('orders_${String(i)}', 'customer_id', { name: 'ix_orders_${String(i)}' })
}
`

const knexText = (i: number) => `exports.up = async knex => {
  await knex.schema.createTable('orders_${String(i)}', table => {
    table.bigInteger('id').primary()
    table.bigInteger('customer_id').notNullable().index('ix_orders_${String(i)}')
    table.string('note', 200)
  })
}
exports.down = knex => knex.schema.dropTable('orders_${String(i)}')
`

function write(folder: string, extension: string, text: (i: number) => string): string {
  const path = join(ROOT, folder)
  mkdirSync(path)
  for (let i = 0; i < COUNT; i++) writeFileSync(join(path, `${number(i)}_orders.${extension}`), text(i))
  return path
}

const FOLDERS = {
  own: write('own', EXTENSION, i => (EXTENSION === 'ts' ? own(i).replaceAll('(op)', '(op: any)') : own(i))),
  pgMigrate: write('node-pg-migrate', 'cjs', pgMigrate),
  knex: write('knex', 'cjs', knexText),
}
writeFileSync(join(FOLDERS.own, 'package.json'), '{ "type": "module" }')
// As in a project: Node finds the package beside the migrations and loads them by itself.
mkdirSync(join(ROOT, 'node_modules'))
symlinkSync(resolve('.'), join(ROOT, 'node_modules', 'migrate-lint'))

interface Query {
  readonly sql: string
  readonly parameters?: readonly unknown[] | undefined
  /** It did not wait for the answers in front of it. */
  readonly isAhead: boolean
}

async function runOwn(url: string): Promise<readonly Query[]> {
  const database = await openDatabase(url)
  const sent: Query[] = []
  const { connection: session } = database
  const connection: Connection = {
    query: (sql, parameters) => {
      sent.push({ sql, parameters, isAhead: false })
      return session.query(sql, parameters)
    },
    ahead: (sql, begins) => {
      sent.push({ sql, isAhead: true })
      return session.ahead?.(sql, begins) ?? session.query(sql)
    },
    close: () => session.close(),
  }
  await createRunner({ folders: FOLDERS.own, database: { ...database, connection } }).upgrade()
  await connection.close()
  return sent
}

/** The same texts in the same transactions, each sent when the one before is answered. */
async function replayOneByOne(url: string, queries: readonly Query[]): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  for (const { sql, parameters } of queries) await client.query(sql, parameters && [...parameters])
  await client.end()
}

/** The same with no more waiting than we do, by the pipelining of pg itself. */
async function replayAsSent(url: string, queries: readonly Query[]): Promise<void> {
  const client = new Client({ connectionString: url, pipeline: true } as ClientConfig)
  await client.connect()
  const underway: Promise<unknown>[] = []
  for (const { sql, parameters, isAhead } of queries) {
    if (!isAhead) await Promise.all(underway.splice(0))
    const answer = client.query(sql, parameters && [...parameters])
    if (isAhead) underway.push(answer)
    else await answer
  }
  await client.end()
}

async function runPgMigrate(url: string): Promise<void> {
  await nodePgMigrate({
    databaseUrl: url,
    dir: FOLDERS.pgMigrate,
    direction: 'up',
    migrationsTable: 'pgmigrations',
    singleTransaction: false,
    log: () => undefined,
  })
}

async function runKnex(url: string): Promise<void> {
  const { pathname, searchParams } = new URL(url)
  const knex = createKnex({
    client: 'pg',
    connection: { host: searchParams.get('host') ?? '', user: 'postgres', database: pathname.slice(1) },
    migrations: { directory: FOLDERS.knex, loadExtensions: ['.cjs'] },
  })
  await knex.migrate.latest()
  await knex.destroy()
}

/** Of this process: a busy machine hides in the clock what is reached. */
const processor: Record<string, number[]> = {}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

async function main(server: Server): Promise<void> {
  let databases = 0
  const fresh = async () => {
    const name = `bench_${String(databases++)}`
    await server.createDatabase(name)
    return `postgres://postgres@localhost/${name}?host=${encodeURIComponent(server.socket)}`
  }
  const timed = async (work: (url: string) => Promise<unknown>, name: string): Promise<number> => {
    const url = await fresh()
    const start = performance.now()
    const before = process.cpuUsage()
    await work(url)
    const { user, system } = process.cpuUsage(before)
    ;(processor[name] ??= []).push((user + system) / 1000)
    return performance.now() - start
  }
  const times: Record<'own' | 'pg, one by one' | 'pg, as sent' | 'node-pg-migrate' | 'knex', number[]> = {
    own: [],
    'pg, one by one': [],
    'pg, as sent': [],
    'node-pg-migrate': [],
    knex: [],
  }
  // A round to warm up: modules are loaded, code is compiled.
  for (let round = 0; round <= ROUNDS; round++) {
    let sent: readonly Query[] = []
    const measured = {
      own: await timed(async url => (sent = await runOwn(url)), 'own'),
      'pg, one by one': await timed(url => replayOneByOne(url, sent), 'pg, one by one'),
      'pg, as sent': await timed(url => replayAsSent(url, sent), 'pg, as sent'),
      'node-pg-migrate': await timed(runPgMigrate, 'node-pg-migrate'),
      knex: await timed(runKnex, 'knex'),
    }
    const waits = sent.filter(({ isAhead }) => !isAhead).length
    const line = Object.entries(measured).map(([name, ms]) => `${name} ${(ms / 1000).toFixed(2)} s`)
    console.log(
      `${round === 0 ? 'warm-up' : `round ${String(round)}`}: ${line.join(', ')}, ${String(sent.length)} queries, ${String(waits)} of them waited for`,
    )
    if (round > 0)
      for (const [name, ms] of Object.entries(measured)) times[name as keyof typeof times].push(ms)
  }
  const ratio = (other: keyof typeof times) => median(times.own.map((ms, i) => ms / (times[other][i] ?? NaN)))
  console.log(`${String(COUNT)} migrations (.${EXTENSION}), medians of ${String(ROUNDS)} rounds:`)
  for (const [name, values] of Object.entries(times))
    console.log(
      `  ${name.padEnd(16)} ${(median(values) / 1000).toFixed(2)} s, of the processor ${(median(processor[name]?.slice(1) ?? []) / 1000).toFixed(2)} s`,
    )
  console.log(`  ours / pg, the same SQL one by one: ${ratio('pg, one by one').toFixed(2)} (goal 1.2)`)
  console.log(`  ours / pg, the same SQL sent as we send it: ${ratio('pg, as sent').toFixed(2)}`)
  console.log(`  ours / node-pg-migrate: ${ratio('node-pg-migrate').toFixed(2)} (goal < 1)`)
  console.log(`  ours / knex: ${ratio('knex').toFixed(2)} (goal < 1)`)
}

const server = await startServer(16)
try {
  await main(server)
} finally {
  await server.stop()
  rmSync(ROOT, { recursive: true, force: true })
}
