/** Configurations: which file counts, and what is said about a wrong one. */
import { mkdirSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { didYouMean } from '../../src/project/closest.ts'
import { ConfigError } from '../../src/project/config-error.ts'
import { defineConfig } from '../../src/project/config.ts'
import { knownNames } from '../../src/project/known-names.ts'
import { findConfig, findConfigFor, loadConfig } from '../../src/project/load-config.ts'
import { validateConfig } from '../../src/project/validate-config.ts'
import { temporaryProject, type TemporaryProject } from '../cli/run-cli.ts'

const projects: TemporaryProject[] = []
afterEach(() => {
  for (const project of projects.splice(0)) project.remove()
})

function project(files: Readonly<Record<string, string>>): TemporaryProject {
  const made = temporaryProject(files)
  projects.push(made)
  return made
}

const known = knownNames()
const messageOf = (value: unknown): string => {
  try {
    validateConfig(value, 'migrate-lint.config.ts', known)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

describe('a configuration', () => {
  it('may say all of this', () => {
    const config = defineConfig({
      preset: 'strict',
      postgres: { version: 16 },
      rules: { 'lock-without-timeout': 'off', 'unnamed-constraint': ['error', { inline: true }] },
      runner: {
        lockTimeout: '5s',
        statementTimeout: 30_000,
        transaction: 'migration',
        folders: ['shop/migrations', 'billing/migrations'],
      },
      naming: { primaryKey: '{table}_pkey', foreignKey: '{table}_{columns}_{referredTable}_fkey' },
      schema: { 'services/billing': 'services/billing/schema.sql' },
      frameworks: ['sql', 'prisma'],
      include: ['services/**'],
      exclude: ['services/legacy/'],
      sqlLoaders: { readSql: './sql/{0}.sql', 'shop.load': '/db/{0}/{1}.sql' },
      helpers: { addAudit: 'ALTER TABLE "{1}" ADD COLUMN changed_by text', 'helpers.warm': '' },
    })
    expect(validateConfig(config, 'migrate-lint.config.ts', known)).toBe(config)
    expect(validateConfig({ preset: undefined }, 'migrate-lint.config.ts', known)).toEqual({
      preset: undefined,
    })
  })

  it.each<[unknown, string]>([
    [[], 'migrate-lint.config.ts: got [].\nExpected an object.'],
    ['strict', 'migrate-lint.config.ts: got "strict".\nExpected an object.'],
    [
      { presets: 'strict' },
      'migrate-lint.config.ts: presets: there is no such setting.\nExpected one of preset, rules, postgres, runner, since, naming, sqlLoaders, helpers, frameworks, include, exclude, schema.\nDid you mean preset?',
    ],
    [
      { naming: { unique: '{table}_{column}_key' } },
      'migrate-lint.config.ts: naming.unique: there is no placeholder {column}.\nExpected one of {table}, {columns}.',
    ],
    [
      { naming: { check: 'my_check' } },
      'migrate-lint.config.ts: naming.check: got "my_check".\nExpected a name such as \'{table}_{columns}_key\', with {table} and {columns} in it.',
    ],
    [
      { preset: 'stict' },
      'migrate-lint.config.ts: preset: got "stict".\nExpected one of recommended, strict, all.\nDid you mean strict?',
    ],
    [
      { postgres: { version: '16' } },
      'migrate-lint.config.ts: postgres.version: got "16".\nExpected a number.',
    ],
    [
      { postgres: { version: 9.6 } },
      'migrate-lint.config.ts: postgres.version: got 9.6.\nExpected a major version of PostgreSQL from 12 to 18.',
    ],
    [{ postgres: 16 }, 'migrate-lint.config.ts: postgres: got 16.\nExpected an object.'],
    [
      { runner: { lockTimeout: '5 seconds' } },
      "migrate-lint.config.ts: runner.lockTimeout: got \"5 seconds\".\nExpected a time such as '5s' or '500ms', or a number of milliseconds.",
    ],
    [
      { runner: { folders: '' } },
      'migrate-lint.config.ts: runner.folders: got "".\nExpected a string that is not empty.',
    ],
    [
      { runner: { folders: 7 } },
      'migrate-lint.config.ts: runner.folders: got 7.\nExpected a list of strings.',
    ],
    [{ frameworks: ['typorm'] }, 'migrate-lint.config.ts: frameworks[0]: got "typorm".'],
    [
      { schema: ['db/schema.sql'] },
      'migrate-lint.config.ts: schema: got ["db/schema.sql"].\nExpected the path of a dump such as \'db/schema.sql\', or the dumps by folder of the migrations.',
    ],
    [
      { schema: { billing: 7 } },
      'migrate-lint.config.ts: schema.billing: got 7.\nExpected a string that is not empty.',
    ],
    [
      { sqlLoaders: { readSql: 'sql/{0}.sql' } },
      "migrate-lint.config.ts: sqlLoaders.readSql: got \"sql/{0}.sql\".\nExpected a path such as './sql/{0}.sql', from the migration, or '/db/sql/{0}.sql', from the project's root.",
    ],
    [
      { sqlLoaders: { readSql: './sql/{name}.sql' } },
      'migrate-lint.config.ts: sqlLoaders.readSql: there is no placeholder {name}.\nExpected {0} for the first argument, {1} for the second.',
    ],
    [
      { sqlLoaders: ['readSql'] },
      'migrate-lint.config.ts: sqlLoaders: got ["readSql"].\nExpected an object.',
    ],
    [
      { helpers: { addAudit: true } },
      "migrate-lint.config.ts: helpers.addAudit: got true.\nExpected the SQL that it sends, or '' where it sends none.",
    ],
    [
      { helpers: { addAudit: 'ALTER TABLE "{table}" ADD COLUMN changed_by text' } },
      'migrate-lint.config.ts: helpers.addAudit: there is no placeholder {table}.\nExpected {0} for the first argument, {0.name} for a property of it.',
    ],
    [
      { helpers: { 'addAudit()': '' } },
      "migrate-lint.config.ts: helpers.addAudit(): it is no name of a function.\nExpected a name as it is called: 'addAudit' or 'helpers.addAudit'.",
    ],
    [{ exclude: 'legacy' }, 'migrate-lint.config.ts: exclude: got "legacy".\nExpected a list of strings.'],
    [
      { rules: { 'lock-timeout': 'off' } },
      'migrate-lint.config.ts: rules.lock-timeout: there is no such rule.',
    ],
    [
      { rules: { 'lock-without-timeout': 'warn' } },
      'migrate-lint.config.ts: rules.lock-without-timeout: got "warn".\nExpected one of off, info, warning, error.\n',
    ],
    [
      { rules: { 'lock-without-timeout': 2 } },
      'migrate-lint.config.ts: rules.lock-without-timeout: got 2.\nExpected a severity (off, info, warning, error), or [severity, options].',
    ],
    [
      { rules: { 'unnamed-constraint': ['error', { inlined: true }] } },
      'migrate-lint.config.ts: rules.unnamed-constraint[1].inlined: the rule has no such option.\nExpected one of inline.\nDid you mean inline?',
    ],
    [
      { rules: { 'unnamed-constraint': ['error', { inline: 'yes' }] } },
      'migrate-lint.config.ts: rules.unnamed-constraint[1].inline: got "yes".\nExpected a value like false.',
    ],
  ])('%j is refused with the file, the key and what to write', (value, message) => {
    const said = messageOf(value)
    expect(said.slice(0, message.length)).toBe(message)
  })
})

describe('the file of the configuration', () => {
  it('is the nearest one upwards, up to the root of the repository', () => {
    const made = project({
      'migrate-lint.config.json': '{}',
      'services/orders/migrate-lint.config.mjs': 'export default {}',
      'services/orders/migrations/1.sql': '',
      'services/stock/migrations/1.sql': '',
    })
    expect(findConfig(made.path('services/orders/migrations'))).toBe(
      made.path('services/orders/migrate-lint.config.mjs'),
    )
    expect(findConfig(made.path('services/stock'))).toBe(made.path('migrate-lint.config.json'))
    mkdirSync(made.path('services/stock/.git'))
    expect(findConfig(made.path('services/stock'))).toBeUndefined()
  })

  it('is for several paths the one above all of them', () => {
    const made = project({
      'services/orders/migrate-lint.config.json': '{}',
      'services/orders/migrations/1.sql': '',
      'services/stock/migrations/1.sql': '',
    })
    const own = made.path('services/orders/migrate-lint.config.json')
    expect(findConfigFor(['services/orders/migrations/1.sql'], made.root)).toBe(own)
    expect(findConfigFor(['services/orders', 'services/stock'], made.root)).toBeUndefined()
  })

  it('may be package.json, where that has the key', async () => {
    const made = project({ 'package.json': '{ "name": "shop", "migrate-lint": { "preset": "strict" } }' })
    const path = findConfig(made.root)
    expect(path).toBe(made.path('package.json'))
    expect((await loadConfig(made.path('package.json'), made.root, known)).config).toEqual({
      preset: 'strict',
    })
    made.write('package.json', '{ "name": "shop" }')
    expect(findConfig(made.root)).toBeUndefined()
  })

  it.each([
    ['migrate-lint.config.js', "module.exports = { preset: 'strict' }"],
    ['migrate-lint.config.cjs', "module.exports = { preset: 'strict' }"],
    ['migrate-lint.config.mjs', "export default { preset: 'strict' }"],
    ['migrate-lint.config.ts', "const preset: string = 'strict'\nexport default { preset }"],
    ['migrate-lint.config.mts', "export default { preset: 'strict' satisfies string }"],
    ['migrate-lint.config.json', '\uFEFF{ "preset": "strict" }'],
  ])('may be %s', async (name, content) => {
    const made = project({ [name]: content })
    const { config, path } = await loadConfig(made.path(name), made.root, known)
    expect({ config, path }).toEqual({ config: { preset: 'strict' }, path: made.path(name) })
  })

  it.each([
    ['migrate-lint.config.json', '{ "preset": ', /^migrate-lint\.config\.json: it is not JSON: /u],
    [
      'migrate-lint.config.mjs',
      'export const preset = 1',
      /it has no default export\.\nExpected `export default/u,
    ],
    ['migrate-lint.config.mjs', 'export default {', /it cannot be loaded: /u],
    [
      'migrate-lint.config.ts',
      "import 'no-such-package'\nexport default {}",
      /it cannot be loaded: .*no-such-package/u,
    ],
  ])('is refused when %s cannot be used', async (name, content, message) => {
    const made = project({ [name]: content })
    await expect(loadConfig(made.path(name), made.root, known)).rejects.toThrow(message)
  })
})

describe('a suggestion', () => {
  it('is the most similar word, and none when nothing is similar', () => {
    const ids = ['create-index-blocks-writes', 'lock-without-timeout', 'off']
    expect(didYouMean('create-index-block-writes', ids)).toBe('Did you mean create-index-blocks-writes?')
    expect(didYouMean('without-timeout', ids)).toBe('Did you mean lock-without-timeout?')
    expect(didYouMean('on', ids)).toBeUndefined()
    expect(didYouMean('squash', ids)).toBeUndefined()
  })
})
