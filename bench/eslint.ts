/** What the ESLint plugin costs while somebody types, in pairs of runs in one process: `npm run bench:eslint`. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ESLint, type Linter } from 'eslint'
import tseslint from 'typescript-eslint'

/** An editor's process: the disk is looked at once a second. */
process.env['MIGRATE_LINT_SINGLE_RUN'] = 'false'

const ROOT = resolve(import.meta.dirname, '..')
const PLUGIN = pathToFileURL(join(ROOT, 'eslint-plugin/dist/index.js')).href
const ROUNDS = Number(process.env['ROUNDS'] ?? 200)
const SIBLINGS = 1000

interface Plugin {
  readonly configs: Readonly<Record<'all', Linter.Config[]>>
}

/** A migration of 80 lines as people write them; every round it is another text. */
function edited(i: number): string {
  const time = String(1800000000000)
  const queries = Array.from({ length: 12 }, (_, n) =>
    n % 3 === 0
      ? `    await queryRunner.query(\`ALTER TABLE "orders" ADD COLUMN "note_${String(n)}" text\`)`
      : n % 3 === 1
        ? `    await queryRunner.query(
      \`UPDATE "orders" SET "note_${String(n - 1)}" = 'none' WHERE "id" BETWEEN 1 AND 1000\`,
    )`
        : `    await queryRunner.query(\`
      CREATE TABLE "order_notes_${String(n)}" (
        "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        "order_id" bigint NOT NULL,
        "text" text NOT NULL
      )
    \`)`,
  )
  const back = Array.from({ length: 12 }, (_, n) =>
    n % 3 === 0
      ? `    await queryRunner.query(\`ALTER TABLE "orders" DROP COLUMN "note_${String(n)}"\`)`
      : n % 3 === 1
        ? `    // What was filled goes with the column.`
        : `    await queryRunner.query(\`DROP TABLE "order_notes_${String(n)}"\`)`,
  ).reverse()
  return `import { MigrationInterface, QueryRunner } from 'typeorm'

/** Notes of orders, draft ${String(i)}. */
export class AddNotes${time} implements MigrationInterface {
  name = 'AddNotes${time}'

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`SET LOCAL lock_timeout = '5s'\`)
${queries.join('\n')}
    await queryRunner.query(\`CREATE INDEX "IDX_orders_note" ON "orders" ("note_0")\`)
    await queryRunner.query(\`ALTER TABLE "orders" ALTER COLUMN "note_3" SET NOT NULL\`)
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`ALTER TABLE "orders" ALTER COLUMN "note_3" DROP NOT NULL\`)
    await queryRunner.query(\`DROP INDEX "IDX_orders_note"\`)
${back.join('\n')}
  }
}
`
}

function sibling(i: number): string {
  const name = `AddNote${String(i)}${String(1700000000000 + i)}`
  return `import { MigrationInterface, QueryRunner } from 'typeorm'

export class ${name} implements MigrationInterface {
  name = '${name}'

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`ALTER TABLE "orders_${String(i % 200)}" ADD COLUMN "note_${String(i)}" text\`)
    await queryRunner.query(\`CREATE INDEX "IDX_note_${String(i)}" ON "orders_${String(i % 200)}" ("note_${String(i)}")\`)
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`ALTER TABLE "orders_${String(i % 200)}" DROP COLUMN "note_${String(i)}"\`)
  }
}
`
}

const EDITED = 'src/migrations/1800000000000-AddNotes.ts'

function projectWith(siblings: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-lint-eslint-'))
  mkdirSync(join(folder, 'src/migrations'), { recursive: true })
  for (let i = 0; i < siblings; i++)
    writeFileSync(join(folder, `src/migrations/${String(1700000000000 + i)}-AddNote.ts`), sibling(i))
  writeFileSync(join(folder, EDITED), edited(-1))
  return folder
}

const TYPESCRIPT: Linter.Config = {
  files: ['**/*.ts'],
  languageOptions: { parser: tseslint.parser as Linter.Parser },
}

function eslintIn(cwd: string, config: readonly Linter.Config[]): ESLint {
  return new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [TYPESCRIPT, ...config] })
}

/** Milliseconds by the clock, and of the processor: a busy machine lengthens the first more than the second. */
interface Took {
  readonly wall: number
  readonly cpu: number
}

async function took(eslint: ESLint, cwd: string, i: number): Promise<Took> {
  const before = process.cpuUsage()
  const start = performance.now()
  await eslint.lintText(edited(i), { filePath: join(cwd, EDITED) })
  const wall = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  return { wall, cpu: (user + system) / 1000 }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

function medians(values: readonly Took[]): Took {
  return { wall: median(values.map(({ wall }) => wall)), cpu: median(values.map(({ cpu }) => cpu)) }
}

/** What the rules add to a run, run by run, in turns. */
async function overhead(cwd: string, plugin: Plugin): Promise<Took> {
  const [plain, ours] = [eslintIn(cwd, []), eslintIn(cwd, plugin.configs.all)]
  const pairs: { readonly plain: Took; readonly ours: Took }[] = []
  for (let i = 0; i < ROUNDS + 40; i++) {
    const pair = { plain: await took(plain, cwd, i), ours: await took(ours, cwd, i) }
    if (i >= 40) pairs.push(pair)
  }
  report('  ESLint without the rules', medians(pairs.map(each => each.plain)))
  report('  ESLint with them', medians(pairs.map(each => each.ours)))
  return medians(
    pairs.map(each => ({ wall: each.ours.wall - each.plain.wall, cpu: each.ours.cpu - each.plain.cpu })),
  )
}

/** In a process of its own, told by the numbers of its last line. */
function inOwnProcess(code: string): readonly number[] {
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
    cwd: ROOT,
  })
  return (output.trim().split('\n').at(-1) ?? '').split(' ').map(Number)
}

function tookInOwnProcess(code: string): Took {
  const [wall = NaN, cpu = NaN] = inOwnProcess(code)
  return { wall, cpu }
}

const START = `const before = process.cpuUsage()
const start = performance.now()`

const STOP = `const wall = performance.now() - start
const { user, system } = process.cpuUsage(before)
console.log(wall + ' ' + (user + system) / 1000)`

const IMPORT = `${START}
await import('${PLUGIN}')
${STOP}`

/** The first file of an editor's session: the core is loaded, the siblings are read. */
function firstLint(cwd: string): string {
  return `import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { readFileSync } from 'node:fs'
const { default: plugin } = await import('${PLUGIN}')
const parser = { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }
const eslint = config => new ESLint({ cwd: '${cwd}', overrideConfigFile: true, overrideConfig: [parser, ...config] })
const filePath = '${join(cwd, EDITED)}'
const text = readFileSync(filePath, 'utf8') + '\\n'
await eslint([]).lintText(text, { filePath })
${START}
await eslint(plugin.configs.all).lintText(text, { filePath })
${STOP}`
}

/** Whether the compiler of TypeScript is loaded when the plugin lints JavaScript. */
const LOADS_TYPESCRIPT = `import { createRequire } from 'node:module'
import { ESLint } from 'eslint'
const { default: plugin } = await import('${PLUGIN}')
const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: plugin.configs.all })
const text = "exports.up = async knex => { await knex.schema.dropTable('orders') }"
const [result] = await eslint.lintText(text, { filePath: 'migrations/20260101_orders.js' })
if (result.messages.length === 0) throw new Error('nothing was linted')
const require = createRequire(import.meta.url)
console.log(Object.keys(require.cache).filter(path => path.includes('node_modules/typescript/')).length)`

function report(what: string, { wall, cpu }: Took, goal?: number): void {
  const told = `${what.padEnd(40)} ${wall.toFixed(2).padStart(9)} ms, CPU ${cpu.toFixed(2).padStart(9)} ms`
  console.log(told + verdict(wall, goal))
}

function reportNumber(what: string, value: number, unit: string, goal?: number): void {
  console.log(`${what.padEnd(40)} ${String(value).padStart(9)} ${unit}${verdict(value, goal)}`)
}

function verdict(value: number, goal: number | undefined): string {
  if (goal === undefined) return ''
  return `  goal ${String(goal)}${value <= goal ? '  reached' : '  MISSED'}`
}

async function bench(): Promise<void> {
  const { default: plugin } = (await import(PLUGIN)) as { readonly default: Plugin }
  const five = Array.from({ length: 5 })
  report('import of the plugin', medians(five.map(() => tookInOwnProcess(IMPORT))), 100)
  const [loaded = NaN] = inOwnProcess(LOADS_TYPESCRIPT)
  reportNumber('files of typescript loaded', loaded, 'files', 0)
  const [alone, among] = [projectWith(0), projectWith(SIBLINGS)]
  reportNumber('lines of the migration', edited(0).split('\n').length, 'lines')
  report('overhead, alone', await overhead(alone, plugin), 2)
  report(`overhead, ${String(SIBLINGS)} siblings`, await overhead(among, plugin), 3)
  const first = medians(five.map(() => tookInOwnProcess(firstLint(among))))
  report(`first lint, ${String(SIBLINGS)} siblings`, first, 1000)
  rmSync(alone, { recursive: true })
  rmSync(among, { recursive: true })
}

void bench()
