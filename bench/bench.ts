/** Speed and memory against squawk on the same files in the same run: `npm run bench`. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { npmPackages } from '../src/dev/npm-packages.ts'

const ROOT = resolve(import.meta.dirname, '..')
const BIN = join(ROOT, 'bin/migrate-lint.js')
const SQUAWK = join(npmPackages({ 'squawk-cli': 'squawk-cli@2.66.0' })['squawk-cli'] ?? '', 'js/bin/squawk')
const ROUNDS = Number(process.env.ROUNDS ?? 5)

/** Prints the largest resident set of the process when it ends, in kB. */
const MEMORY_HOOK = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\nmaxRSS '+process.resourceUsage().maxRSS+'\\n'))`

interface Run {
  readonly milliseconds: number
  readonly megabytes: number | undefined
}

function run(command: string, args: readonly string[], cwd: string): Run {
  const start = performance.now()
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 30 })
  const milliseconds = performance.now() - start
  if (result.error) throw result.error
  if ((result.status ?? 2) > 1)
    throw new Error(`${command} exited with ${String(result.status)}: ${result.stderr.slice(0, 2000)}`)
  const memory = /maxRSS (\d+)/u.exec(result.stderr)?.[1]
  return { milliseconds, megabytes: memory === undefined ? undefined : Number(memory) / 1024 }
}

const own = (cwd: string, ...args: string[]): Run => run('node', [BIN, ...args], cwd)

/** A run of its own: loading the hook takes time. */
const ownMemory = (cwd: string, ...args: string[]): number =>
  run('node', ['--import', MEMORY_HOOK, BIN, ...args], cwd).megabytes ?? NaN

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

/** Small migrations as people write them: two to five statements and two settings each. */
function sqlMigration(i: number): string {
  const table = `orders_${String(i % 400)}`
  const statements = [
    `CREATE TABLE IF NOT EXISTS ${table}_log_${String(i)} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, order_id bigint NOT NULL, note text);`,
    `ALTER TABLE ${table} ADD COLUMN note_${String(i)} varchar(200) DEFAULT 'none';`,
    `CREATE INDEX ${table}_note_${String(i)}_idx ON ${table} (note_${String(i)});`,
    `ALTER TABLE ${table} ADD CONSTRAINT ${table}_total_${String(i)}_check CHECK (total >= 0) NOT VALID;`,
    `UPDATE ${table} SET note_${String(i)} = 'seen' WHERE id BETWEEN 1 AND 1000;`,
  ]
  return `SET lock_timeout = '5s';\nSET statement_timeout = '30s';\n${statements.slice(0, 2 + (i % 4)).join('\n')}\n`
}

function typeormMigration(i: number): string {
  const time = 1700000000000 + i
  return `import { MigrationInterface, QueryRunner, TableColumn } from 'typeorm'

const TABLE = 'orders_${String(i % 200)}'

export class AddNote${String(i)}${String(time)} implements MigrationInterface {
  name = 'AddNote${String(i)}${String(time)}'

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`ALTER TABLE \${TABLE} ADD COLUMN note_${String(i)} text\`)
    await queryRunner.query(
      'CREATE INDEX "IDX_note_${String(i)}" ON ' + TABLE + ' (note_${String(i)})',
    )
    await queryRunner.addColumn(TABLE, new TableColumn({ name: 'total_${String(i)}', type: 'bigint', isNullable: true }))
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropColumn(TABLE, 'total_${String(i)}')
    await queryRunner.query(\`ALTER TABLE \${TABLE} DROP COLUMN note_${String(i)}\`)
  }
}
`
}

function generate(count: number, name: (i: number) => string, text: (i: number) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-lint-bench-'))
  mkdirSync(join(folder, 'migrations'))
  for (let i = 0; i < count; i++) writeFileSync(join(folder, 'migrations', name(i)), text(i))
  return folder
}

const number = (i: number): string => String(i).padStart(5, '0')

function benchSql(): void {
  const folder = generate(5000, i => `${number(i)}_orders.sql`, sqlMigration)
  const files = readdirSync(join(folder, 'migrations')).map(name => join('migrations', name))
  const ours: Run[] = []
  const theirs: Run[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const a = own(folder, 'migrations', '--no-config', '-f', 'json')
    const b = run(SQUAWK, ['--reporter', 'json', ...files], folder)
    if (round > 0) {
      ours.push(a)
      theirs.push(b)
    }
  }
  const ratio = median(ours.map((each, i) => each.milliseconds / (theirs[i]?.milliseconds ?? NaN)))
  report('5,000 .sql migrations, ours', median(ours.map(each => each.milliseconds)), 'ms')
  report('5,000 .sql migrations, squawk-cli', median(theirs.map(each => each.milliseconds)), 'ms')
  report('ratio ours / squawk-cli (pair by pair)', ratio, 'x', 1.5)
  report('peak memory, 5,000 .sql', ownMemory(folder, 'migrations', '--no-config', '-f', 'json'), 'MB', 300)
  rmSync(folder, { recursive: true })
}

function benchTypeScript(): void {
  const folder = generate(1000, i => `${String(1700000000000 + i)}-AddNote.ts`, typeormMigration)
  const runs = Array.from({ length: ROUNDS + 1 }, () =>
    own(folder, 'migrations', '--no-config', '-f', 'json'),
  ).slice(1)
  report('1,000 TypeORM migrations', median(runs.map(each => each.milliseconds)), 'ms', 2000)
  report(
    'peak memory, 1,000 TypeORM',
    ownMemory(folder, 'migrations', '--no-config', '-f', 'json'),
    'MB',
    300,
  )
  rmSync(folder, { recursive: true })
}

function benchVersion(): void {
  const bare = Array.from({ length: 10 }, () => run('node', ['-e', '0'], ROOT).milliseconds)
  const version = Array.from({ length: 10 }, () => run('node', [BIN, '--version'], ROOT).milliseconds)
  report('node -e 0', median(bare), 'ms')
  report('migrate-lint --version', median(version), 'ms', 150)
}

function report(what: string, value: number, unit: string, goal?: number): void {
  const shown = unit === 'x' ? value.toFixed(2) : value.toFixed(0)
  const verdict =
    goal === undefined
      ? ''
      : value <= goal
        ? `  goal ${String(goal)}: reached`
        : `  goal ${String(goal)}: MISSED`
  console.log(`${what.padEnd(42)} ${shown.padStart(8)} ${unit}${verdict}`)
}

benchVersion()
benchTypeScript()
benchSql()
