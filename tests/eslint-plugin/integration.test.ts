/** ESLint with the plugin on small projects: presets beside ours, directives, fixes, history, unsaved texts. */
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import js from '@eslint/js'
import { builtinRules } from 'eslint/use-at-your-own-risk'
import type { ESLint, Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { afterAll, describe, expect, it } from 'vitest'
import plugin from '../../eslint-plugin/src/index.ts'
import { projectWith } from '../project/file-linter/compare.ts'
import { eslintIn, toldAll, TYPESCRIPT } from './eslint.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const { recommended, sql } = plugin.configs

const projects: string[] = []
afterAll(() => {
  for (const project of projects) rmSync(project, { recursive: true })
})

function project(contents: Readonly<Record<string, string>>): string {
  const root = projectWith(contents)
  projects.push(root)
  return root
}

async function lint(
  contents: Readonly<Record<string, string>>,
  config: readonly Linter.Config[] = [TYPESCRIPT, ...recommended],
  options: ESLint.Options = {},
): Promise<readonly string[]> {
  const cwd = project(contents)
  return toldAll(cwd, await eslintIn(cwd, config, options).lintFiles(['.']))
}

const ORDERS = 'CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, total bigint);\n'
const INDEX = "SET lock_timeout = '5s';\nCREATE INDEX orders_total_idx ON orders (total);\n"

describe('a history', () => {
  it('tells that the table is there already', async () => {
    expect(await lint({ 'migrations/1_orders.sql': ORDERS, 'migrations/2_index.sql': INDEX })).toEqual([
      'migrations/2_index.sql:2:1-2:48 create-index-blocks-writes',
    ])
  })

  it('goes by the unsaved text', async () => {
    const cwd = project({ 'migrations/1_orders.sql': ORDERS, 'migrations/2_index.sql': INDEX })
    const filePath = join(cwd, 'migrations/2_index.sql')
    const text = INDEX.replace('CREATE INDEX', 'CREATE  UNIQUE  INDEX')
    const results = await eslintIn(cwd, recommended).lintText(text, { filePath })
    expect(toldAll(cwd, results)).toEqual(['migrations/2_index.sql:2:1-2:57 create-index-blocks-writes'])
  })

  it('takes a file that was never saved, also in a folder that is not there', async () => {
    const cwd = project({ 'package.json': '{}' })
    const filePath = join(cwd, 'migrations/2_index.sql')
    const results = await eslintIn(cwd, recommended).lintText(INDEX, { filePath })
    expect(toldAll(cwd, results)).toEqual(['migrations/2_index.sql:2:1-2:48 create-index-blocks-writes'])
  })
})

const KNEX = `exports.up = async knex => {
  await knex.raw("SET lock_timeout = '5s'")
  await knex.raw('CREATE INDEX orders_total_idx ON orders (total)')
}
exports.down = async knex => {
  await knex.raw('DROP INDEX CONCURRENTLY orders_total_idx')
}
exports.config = { transaction: false }
`

describe('code', () => {
  it('is linted with espree, inside of its strings', async () => {
    expect(await lint({ 'migrations/20260101000000_index.js': KNEX })).toEqual([
      'migrations/20260101000000_index.js:3:19-3:66 create-index-blocks-writes',
    ])
  })

  it('that is no migration is left alone', async () => {
    expect(
      await lint({ 'src/index.ts': 'export const total = 1\n', 'src/orders.js': 'var a = 1\n' }),
    ).toEqual([])
  })
})

describe('directives', () => {
  const disabled = '-- eslint-disable-next-line migrate-lint/create-index-blocks-writes -- no rows yet\n'
  const files = (second: string) => ({ 'migrations/1_orders.sql': ORDERS, 'migrations/2_index.sql': second })
  const [set = '', create = ''] = INDEX.split('\n')

  it('of ESLint hold in comments of SQL', async () => {
    const line = `${create} -- eslint-disable-line`
    const block = `/* eslint-disable migrate-lint/create-index-blocks-writes */\n${create}\n/* eslint-enable */`
    const rule = `/* eslint migrate-lint/create-index-blocks-writes: "off" */\n${create}`
    const star = `/** eslint-disable-next-line migrate-lint/create-index-blocks-writes */\n${create}`
    for (const silent of [disabled + create, line, block, rule, star])
      expect(await lint(files(`${set}\n${silent}\n`))).toEqual([])
  })

  it('of ESLint that silence nothing are reported, and removed by --fix', async () => {
    const cwd = project(
      files(`${set}\n-- eslint-disable-next-line migrate-lint/drop-loses-data\n${create}\n`),
    )
    const results = await eslintIn(cwd, recommended, { fix: true }).lintFiles(['.'])
    const unfixed = await eslintIn(cwd, recommended).lintFiles(['.'])
    expect(toldAll(cwd, unfixed)).toContain(
      "migrations/2_index.sql:2:1-undefined:undefined Unused eslint-disable directive (no problems were reported from 'migrate-lint/drop-loses-data').",
    )
    const output = results.find(({ output }) => output !== undefined)?.output
    expect(output).not.toContain('eslint-disable')
  })

  it('of ESLint hold in code', async () => {
    const text = KNEX.replace(
      "  await knex.raw('CREATE",
      "  // eslint-disable-next-line migrate-lint/create-index-blocks-writes -- no rows yet\n  await knex.raw('CREATE",
    )
    expect(await lint({ 'migrations/20260101000000_index.js': text })).toEqual([])
  })

  it('of migrate-lint hold in SQL and in SQL inside of code', async () => {
    const own = '-- migrate-lint-disable-next-line create-index-blocks-writes -- no rows yet\n'
    expect(await lint(files(`${set}\n${own}${create}\n`))).toEqual([])
    const text = KNEX.replace("'CREATE INDEX orders_total_idx ON orders (total)'", `\`\n${own}${create}\``)
    expect(await lint({ 'migrations/20260101000000_index.js': text })).toEqual([])
  })

  it('of migrate-lint are told when they silence nothing', async () => {
    const own = '-- migrate-lint-disable-next-line drop-loses-data -- no rows yet\n'
    expect(await lint(files(`${set}\n${own}SELECT 1;\n`))).toEqual([
      'migrations/2_index.sql:2:1-2:65 unused-directive',
    ])
  })
})

describe('files of SQL', () => {
  it('have the places of their editor, whatever ends their lines and begins their text', async () => {
    const text = `\uFEFF${INDEX.replaceAll('\n', '\r\n')}`
    expect(await lint({ 'migrations/1_orders.sql': ORDERS, 'migrations/2_index.sql': text })).toEqual([
      'migrations/2_index.sql:2:1-2:48 create-index-blocks-writes',
    ])
  })

  it('that are no SQL at all are told of by a rule where they are migrations, and else left alone', async () => {
    const text = '\nCRATE TABLE orders ();\n'
    expect(await lint({ 'migrations/1_orders.sql': text, 'reports/orders.sql': text })).toEqual([
      'migrations/1_orders.sql:2:1-2:6 parse-error',
    ])
  })

  it('with one statement that can be read are read, and a rule tells of the others', async () => {
    const text = 'CRATE TABLE orders ();\nSELECT 1;\n'
    expect(await lint({ 'migrations/1_orders.sql': text })).toEqual([
      'migrations/1_orders.sql:1:1-1:6 parse-error',
    ])
  })

  it('of other databases are no errors', async () => {
    const text = 'CREATE TABLE `orders` (`id` int unsigned AUTO_INCREMENT) ENGINE=InnoDB;\n'
    expect(await lint({ 'queries/orders.sql': text })).toEqual([])
  })
})

describe('beside other presets', () => {
  const texts = { 'migrations/1_orders.sql': ORDERS, 'migrations/2_index.sql': INDEX }

  it('that have no files', async () => {
    const config = [
      js.configs.recommended,
      ...(tseslint.configs.recommended as Linter.Config[]),
      ...recommended,
    ]
    const found = await lint(
      { ...texts, 'migrations/20260101000000_index.js': KNEX, 'a.ts': 'export {}\n' },
      config,
    )
    expect(found.filter(each => !each.includes('no-undef'))).toEqual([
      'migrations/20260101000000_index.js:3:19-3:66 create-index-blocks-writes',
      'migrations/2_index.sql:2:1-2:48 create-index-blocks-writes',
    ])
  })

  it('the rules of ESLint that do not stand SQL are those that stood none before', async () => {
    const cwd = project({ 'migrations/1_orders.sql': ORDERS })
    const failing: string[] = []
    for (const [id] of builtinRules) {
      const eslint = eslintIn(cwd, [...sql, { rules: { [id]: 'error' } }])
      await eslint.lintFiles(['.']).catch(() => failing.push(id))
    }
    expect(failing).toEqual([])
  })
})

describe('cures', () => {
  const callback = `import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Orders1700000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    queryRunner.query('CREATE TABLE orders (id bigint PRIMARY KEY)')
  }
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE orders')
  }
}
`
  const only = (rule: string): Linter.Config[] => [
    TYPESCRIPT,
    ...sql,
    { files: ['**/*'], plugins: { 'migrate-lint': plugin }, rules: { [`migrate-lint/${rule}`]: 'error' } },
  ]

  it('that are safe are fixes', async () => {
    const cwd = project({ 'src/migrations/1700000000000-Orders.ts': callback })
    const [result] = await eslintIn(cwd, only('floating-operation'), { fix: true }).lintFiles(['.'])
    expect(result?.output).toBe(callback.replace('    queryRunner', '    await queryRunner'))
  })

  it('that change when something happens are suggestions', async () => {
    const cwd = project({
      'migrations/1_orders.sql': ORDERS,
      'migrations/2_index.sql': 'ALTER TABLE orders ADD COLUMN note text;\n',
    })
    const results = await eslintIn(cwd, only('lock-without-timeout')).lintFiles(['.'])
    const [message] = results.flatMap(({ messages }) => messages)
    expect(message?.fix).toBeUndefined()
    expect(message?.suggestions?.map(({ desc, fix }) => [desc, fix])).toEqual([
      ['Set lock_timeout to 5s before it', { range: [0, 0], text: "SET lock_timeout = '5s';\n" }],
    ])
  })
})

describe('settings', () => {
  const files = { 'db/changes/1_orders.sql': ORDERS, 'db/changes/2_index.sql': INDEX }
  const settings = (own: object): Linter.Config[] => [...recommended, { settings: { 'migrate-lint': own } }]

  it('name the folders of the migrations', async () => {
    expect(await lint(files, settings({ migrations: ['db/changes'] }))).toHaveLength(1)
    expect(await lint(files, settings({ migrations: ['migrations'] }))).toEqual([])
  })

  it('name a configuration file, and leave out what it leaves out', async () => {
    const config = { 'lint.json': '{ "exclude": ["db"] }' }
    expect(await lint({ ...files, ...config }, settings({ config: 'lint.json' }))).toEqual([])
    expect(await lint({ ...files, ...config })).toHaveLength(1)
  })

  it('are read from the nearest configuration file, which may be code', async () => {
    const code = "export default { exclude: ['db'] }\n"
    expect(await lint({ ...files, 'migrate-lint.config.mjs': code })).toEqual([])
    expect(await lint({ ...files, 'migrate-lint.config.ts': code })).toEqual([])
  })

  it('that are wrong are told with their key', async () => {
    const wrong = lint(files, settings({ postgres: { version: 9 } }))
    await expect(wrong).rejects.toThrow("settings['migrate-lint']: postgres.version: got 9.")
  })
})

describe('the package', () => {
  it('is required as the plugin itself', () => {
    const code = `const plugin = require('eslint-plugin-migrate-lint'); console.log(plugin.meta.name, typeof plugin.configs.strict)`
    const output = execFileSync(process.execPath, ['-e', code], { cwd: ROOT, encoding: 'utf8' })
    expect(output.trim()).toBe('eslint-plugin-migrate-lint object')
  })

  it('says the version of its manifest', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'eslint-plugin/package.json'), 'utf8')) as object
    expect(plugin.meta).toMatchObject({ ...('version' in manifest && { version: manifest.version }) })
  })

  it('has files in every entry of its configurations', () => {
    const entries = Object.values(plugin.configs).flat()
    expect(entries.filter(({ files }) => !files?.length)).toEqual([])
    expect(entries.every(({ name }) => name?.startsWith('migrate-lint/'))).toBe(true)
  })

  it('takes the severities and options of the presets', () => {
    const rules = plugin.configs.strict.at(-1)?.rules ?? {}
    expect(rules['migrate-lint/create-index-blocks-writes']).toBe('error')
    expect(plugin.configs.recommended.at(-1)?.rules).not.toHaveProperty('migrate-lint/unreadable-operation')
    expect(plugin.configs.all.at(-1)?.rules).toHaveProperty('migrate-lint/unreadable-operation', 'warn')
  })
})
