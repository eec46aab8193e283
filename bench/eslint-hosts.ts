/** The packed plugin in projects as users have them: `npm run check:eslint-hosts` installs it under each host and lints. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..')

const TYPEORM = `import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Index1700000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`SET LOCAL lock_timeout = '5s'\`)
    await queryRunner.query(\`CREATE INDEX "orders_total_idx" ON "orders" ("total")\`)
  }
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`DROP INDEX "orders_total_idx"\`)
  }
}
`

const KNEX = `exports.up = async knex => {
  await knex.raw('CREATE INDEX orders_total_idx ON orders (total)')
}
exports.down = async knex => {
  await knex.raw('DROP INDEX orders_total_idx')
}
`

const SQL = `CREATE INDEX orders_total_idx ON orders (total);\n`

const FILES = {
  'src/migrations/1700000000001-Index.ts': TYPEORM,
  'knex/migrations/20260101000000_index.js': KNEX,
  'db/migrations/1_index.sql': SQL,
}

/** One way in which people have a linter. */
interface Host {
  readonly name: string
  readonly packages: readonly string[]
  readonly type: 'module' | 'commonjs'
  readonly config: Readonly<Record<string, string>>
  readonly command: readonly string[]
  /** Files in which \`create-index-blocks-writes\` has to be found. */
  readonly expected: readonly string[]
}

const ALL = Object.keys(FILES)
const CODE = ALL.filter(path => !path.endsWith('.sql'))
const LINT = ['eslint', '--format', 'json', '.']

const MODULE_CONFIG = `import migrateLint from 'eslint-plugin-migrate-lint'
import js from '@eslint/js'
import tseslint from 'typescript-eslint'
import { defineConfig } from 'eslint/config'

export default defineConfig([js.configs.recommended, tseslint.configs.recommended, migrateLint.configs.strict])
`

const COMMON_CONFIG = `const migrateLint = require('eslint-plugin-migrate-lint')
const tseslint = require('typescript-eslint')
module.exports = [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }, ...migrateLint.configs.recommended]
`

const NAMED_CONFIG = `import migrateLint from 'eslint-plugin-migrate-lint'
import { defineConfig } from 'eslint/config'

export default defineConfig([
  { files: ['**/*.{js,sql}'], plugins: { 'migrate-lint': migrateLint }, extends: ['migrate-lint/recommended'] },
])
`

const HOSTS: readonly Host[] = [
  ...['9', '10'].flatMap((version): readonly Host[] => {
    const packages = [`eslint@${version}`, `@eslint/js@${version}`, 'typescript-eslint@8', 'typescript@6']
    const common = { packages, command: LINT, expected: ALL }
    return [
      {
        ...common,
        name: `ESLint ${version}, eslint.config.mjs, with the recommended presets of ESLint and typescript-eslint`,
        type: 'commonjs',
        config: { 'eslint.config.mjs': MODULE_CONFIG },
      },
      {
        ...common,
        name: `ESLint ${version}, eslint.config.cjs with require`,
        type: 'module',
        config: { 'eslint.config.cjs': COMMON_CONFIG },
      },
      {
        ...common,
        name: `ESLint ${version}, eslint.config.ts`,
        packages: [...packages, 'jiti@2'],
        type: 'module',
        config: { 'eslint.config.ts': MODULE_CONFIG },
      },
      {
        ...common,
        name: `ESLint ${version}, without TypeScript, by the names of configurations`,
        packages: [`eslint@${version}`],
        type: 'module',
        config: { 'eslint.config.js': NAMED_CONFIG },
        expected: ALL.filter(path => !path.endsWith('.ts')),
      },
    ]
  }),
  {
    name: 'ESLint 10, bulk suppressions',
    packages: ['eslint@10'],
    type: 'module',
    config: { 'eslint.config.js': NAMED_CONFIG },
    command: [...LINT, '--suppress-all'],
    expected: [],
  },
  {
    name: 'oxlint with jsPlugins',
    packages: ['oxlint@1', 'eslint@10'],
    type: 'module',
    config: {
      '.oxlintrc.json': JSON.stringify({
        jsPlugins: ['eslint-plugin-migrate-lint'],
        rules: { 'migrate-lint/create-index-blocks-writes': 'error' },
      }),
    },
    command: ['oxlint', '--format', 'unix', '.'],
    expected: CODE,
  },
]

function run(cwd: string, command: string, ...args: readonly string[]): string {
  const { stdout, stderr, status, error } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (error) throw error
  if ((status ?? 2) > 1)
    throw new Error(`${command} ${args.join(' ')} ends with ${String(status)}\n${stderr}\n${stdout}`)
  return stdout
}

/** The tarballs of the two packages. */
function pack(): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-lint-packed-'))
  for (const workspace of ['migrate-lint', 'eslint-plugin-migrate-lint'])
    run(ROOT, 'npm', 'pack', '--ignore-scripts', '--pack-destination', folder, '--workspace', workspace)
  return readdirSync(folder).map(name => join(folder, name))
}

/** The files in which the rule is found, by what the host prints. */
function foundIn(output: string, folder: string): readonly string[] {
  if (!output.startsWith('['))
    return ALL.filter(path => output.split('\n').some(line => line.includes(path) && line.includes(RULE)))
  const results = JSON.parse(output) as readonly {
    readonly filePath: string
    readonly messages: readonly {
      readonly ruleId: string | null
      readonly fatal?: boolean
      readonly message: string
    }[]
  }[]
  const fatal = results.flatMap(({ messages }) => messages.filter(message => message.fatal))
  if (fatal[0]) throw new Error(fatal[0].message)
  return results
    .filter(({ messages }) => messages.some(({ ruleId }) => ruleId?.includes(RULE)))
    .map(({ filePath }) => filePath.slice(folder.length + 1))
}

const RULE = 'create-index-blocks-writes'

function check(host: Host, tarballs: readonly string[]): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-lint-host-'))
  const manifest = JSON.stringify({ name: 'host', private: true, type: host.type })
  for (const [path, text] of Object.entries({ ...FILES, ...host.config, 'package.json': manifest })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  try {
    run(folder, 'npm', 'install', '--no-audit', '--no-fund', ...host.packages, ...tarballs)
    const [command = '', ...args] = host.command
    const found = foundIn(run(folder, join(folder, 'node_modules/.bin', command), ...args), folder)
    const isRight = [...found].sort().join() === [...host.expected].sort().join()
    console.log(
      `${isRight ? 'right' : 'WRONG'}  ${host.name}${isRight ? '' : `: found in ${found.join(', ') || 'none'}`}`,
    )
    return isRight
  } catch (error) {
    console.log(
      `FAILED ${host.name}: ${error instanceof Error ? error.message.slice(0, 1500) : String(error)}`,
    )
    return false
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const tarballs = pack()
const wanted = process.argv[2]
const hosts = HOSTS.filter(({ name }) => wanted === undefined || name.includes(wanted))
if (!hosts.map(host => check(host, tarballs)).every(Boolean)) process.exitCode = 1
