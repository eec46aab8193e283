/** `init`: what it makes, and what it leaves alone. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as runner from '../../src/runner/index.ts'
import { loadEnvironment } from '../../src/runner/environment/load-environment.ts'
import { LINE, shop, shopFiles } from './shop-history.ts'

const NEXT = [
  '',
  'Next:',
  '  npx migrate-lint revision -m "create users"   write the first migration, and fill it in',
  '  npx migrate-lint                              see what it would do to production',
  '  npx migrate-lint upgrade                      run it on DATABASE_URL, or on a database in this folder',
  '',
]

const IGNORED = '# The local database of migrate-lint\n/.migrate-lint/\n'

afterEach(() => vi.unstubAllEnvs())

describe('init', () => {
  it('makes a folder whose migrations can be written and linted at once', async () => {
    const made = shop([])
    expect(await made.run(['init'])).toEqual({
      code: 0,
      err: '',
      out: ['created migrations/env.ts', 'created .gitignore', ...NEXT].join('\n'),
    })
    expect(readFileSync(made.path('.gitignore'), 'utf8')).toBe(IGNORED)
    await made.run(['revision', '-m', 'create customers', '--rev-id', 'a1'])
    expect((await made.run(['history'])).out).toBe('<base> -> a1 (head), create customers\n')
    expect(await made.run(['--preset', 'all', '--max-warnings', '0'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 migration ('),
    })
  })

  it.each(['env.ts', 'env.mjs'])('writes an %s that names a database as it is', async name => {
    const made = shop([], name === 'env.mjs' ? { 'package.json': '{"name":"migrate-lint"}' } : {})
    await made.run(['init'])
    expect(existsSync(made.path(`migrations/${name}`))).toBe(true)
    const url = async () => (await loadEnvironment(made.path('migrations'), made.root, runner))?.url
    vi.stubEnv('DATABASE_URL', undefined)
    expect(await url()).toBe('pglite:./.migrate-lint/db')
  })

  it('writes one that takes DATABASE_URL', async () => {
    const made = shop([])
    await made.run(['init'])
    vi.stubEnv('DATABASE_URL', 'postgres://localhost/shop')
    expect(await loadEnvironment(made.path('migrations'), made.root, runner)).toEqual({
      url: 'postgres://localhost/shop',
    })
  })

  it('never writes over what is there', async () => {
    const made = shop(LINE, { 'migrations/env.js': '// mine\n', '.gitignore': 'dist\n' })
    expect(await made.run(['init'])).toEqual({
      code: 0,
      err: '',
      out: ['kept    migrations/env.js, which was there already', ...NEXT].join('\n'),
    })
    expect(readFileSync(made.path('migrations/env.js'), 'utf8')).toBe('// mine\n')
    expect(readFileSync(made.path('.gitignore'), 'utf8')).toBe('dist\n')
    expect(existsSync(made.path('migrations/env.ts'))).toBe(false)
  })

  it.each([
    ['dist', `dist\n\n${IGNORED}`],
    ['dist\r\n', `dist\r\n\r\n${IGNORED.replaceAll('\n', '\r\n')}`],
    ['', IGNORED],
    ['/.migrate-lint\n', '/.migrate-lint\n'],
    ['.*\n!.gitignore\n', '.*\n!.gitignore\n'],
  ])('adds to the .gitignore %j what it lacks', async (before, after) => {
    const made = shop([], { '.gitignore': before })
    const { created, changed } = JSON.parse((await made.run(['init', '--json'])).out) as {
      readonly created: readonly string[]
      readonly changed: readonly string[]
    }
    expect(created).toEqual(['migrations/env.ts'])
    expect(changed).toEqual(before === after ? [] : ['.gitignore'])
    expect(readFileSync(made.path('.gitignore'), 'utf8')).toBe(after)
  })

  it('tells how to get the types where the package is not installed', async () => {
    const made = shop([], { 'package.json': '{}', 'tsconfig.json': '{}' })
    expect((await made.run(['init'])).out).toContain(
      '\n  npm install --save-dev migrate-lint           for the types in the editor\n',
    )
  })

  it('keeps away from the folder of another tool', async () => {
    const made = shop([], { 'db/migrations/20260101_orders.js': 'exports.up = knex => knex\n' })
    expect(await made.run(['init', 'db/migrations'])).toEqual({
      code: 2,
      out: '',
      err: 'error: db/migrations: files of something else are in it, such as 20260101_orders.js, and that might run env.ts as a migration.\nChoose another folder: migrate-lint init db/revisions\n',
    })
    expect(existsSync(made.path('db/migrations/env.ts'))).toBe(false)
  })

  it('joins revisions that are there, such as those of a colleague', async () => {
    const made = shop(LINE)
    expect(JSON.parse((await made.run(['init', '--json'])).out)).toEqual({
      created: ['migrations/env.ts', '.gitignore'],
      changed: [],
      kept: [],
    })
  })
})

describe('another folder', () => {
  it('is named in a configuration that is made, and found by all commands', async () => {
    const made = shop([])
    const { out } = await made.run(['init', 'db/revisions'])
    expect(out.split('\n').slice(0, 3)).toEqual([
      'created db/revisions/env.ts',
      'created .gitignore',
      'created migrate-lint.config.ts',
    ])
    expect((await made.run(['revision', '-m', 'create customers', '--rev-id', 'a1'])).out).toBe(
      'created db/revisions/a1_create_customers.ts\n',
    )
    expect((await made.run(['heads'], { cwd: made.path('db') })).out).toBe('a1 (head)\n')
    expect((await made.run(['show', 'a1'], { cwd: made.path('db') })).out).toContain(
      'Path: revisions/a1_create_customers.ts\n',
    )
    expect((await made.run(['lint'])).code).toBe(0)
    expect((await made.run(['init'])).out).toContain('kept    db/revisions/env.ts, which was there already\n')
  })

  it('is left to the user where there is a configuration', async () => {
    const made = shop([], { 'migrate-lint.config.json': '{ "preset": "strict" }' })
    expect((await made.run(['init', 'db/revisions'])).out).toContain(
      "\nNext:\n  in migrate-lint.config.json, add to the configuration: runner: { folders: 'db/revisions' }\n",
    )
    expect(readFileSync(made.path('migrate-lint.config.json'), 'utf8')).toBe('{ "preset": "strict" }')
  })

  it('may be several', async () => {
    const files = Object.entries(shopFiles(LINE)).map(([path, text], i) => [
      `${['shop', 'phones'][i]}/${path}`,
      text,
    ])
    const made = shop([], {
      ...(Object.fromEntries(files) as Record<string, string>),
      'migrate-lint.config.json': '{ "runner": { "folders": ["shop/migrations", "phones/migrations"] } }',
    })
    expect((await made.run(['history'])).out).toBe(
      'a1 -> b1 (head), add phone\n<base> -> a1, create customers\n',
    )
    expect((await made.run(['revision', '-m', 'add fax', '--rev-id', 'f1'])).out).toBe(
      'created phones/migrations/f1_add_fax.ts, which follows b1\n',
    )
    expect(
      (await made.run(['revision', '-m', 'fax', '--rev-id', 'f2', '--version-path', 'shop/migrations'])).out,
    ).toBe('created shop/migrations/f2_fax.ts, which follows f1\n')
  })
})

describe('the database', () => {
  it('is asked for current only', async () => {
    const made = shop(LINE)
    const url = `sqlite:${join(made.root, 'shop.db')}`
    made.write('migrations/env.ts', `export default { url: '${url}' }\n`)
    await runner.createRunner({ cwd: made.root, url }).upgrade('a1')
    expect((await made.run(['history'])).out).toBe(
      'a1 -> b1 (head), add phone\n<base> -> a1, create customers\n',
    )
    expect((await made.run(['history', '-i'])).out).toBe(
      'a1 -> b1 (head), add phone\n<base> -> a1 (current), create customers\n',
    )
    expect((await made.run(['history', '-r', 'current:'])).out).toBe(
      'a1 -> b1 (head), add phone\n<base> -> a1, create customers\n',
    )
    expect((await made.run(['history', '-r', ':current'])).out).toBe('<base> -> a1, create customers\n')
    expect((await made.run(['show', 'current'])).out).toContain('Rev: a1 (current)\n')
    expect(JSON.parse((await made.run(['history', '-i', '--json'])).out)).toMatchObject([
      { revision: 'b1', isCurrent: false },
      { revision: 'a1', isCurrent: true },
    ])
  })

  it('may be one of several, which have folders of their own', async () => {
    const made = shop([], {
      ...Object.fromEntries(
        Object.entries(shopFiles(LINE)).map(([path, text]) => [path.replace('/', '/shop/'), text]),
      ),
      'migrations/env.ts': [
        "import { defineEnv, env } from 'migrate-lint/runner'",
        'export default defineEnv({',
        '  databases: {',
        "    shop: { url: env('NO_SHOP_URL'), folders: 'migrations/shop' },",
        "    billing: { url: env('NO_BILLING_URL'), folders: 'migrations/billing' },",
        '  },',
        '})',
        '',
      ].join('\n'),
    })
    expect((await made.run(['heads', '--database', 'shop'])).out).toBe('b1 (head)\n')
    expect(await made.run(['heads'])).toEqual({
      code: 2,
      out: '',
      err: 'error: --database: there are several databases.\nExpected one of shop, billing.\n',
    })
    expect((await made.run(['history', '-i', '--database', 'shop'])).err).toBe(
      'error: The environment variable NO_SHOP_URL is not set. Set it, or name the database with --url.\n',
    )
  })

  it('may be named on the command line, whatever env.ts lacks', async () => {
    const env =
      "import { defineEnv, env } from 'migrate-lint/runner'\nexport default defineEnv({ url: env('NO_SUCH_URL') })\n"
    const made = shop(LINE, { 'migrations/env.ts': env })
    const url = `sqlite:${join(made.root, 'shop.db')}`
    expect((await made.run(['upgrade', '--url', url])).code).toBe(0)
    expect((await made.run(['history', '-i', '--url', url])).out).toContain('b1 (head) (current), add phone')
    expect((await made.run(['upgrade', '--sql'])).code).toBe(0)
    expect((await made.run(['history'])).code).toBe(0)
  })

  it('has to be named', async () => {
    const { code, err } = await shop(LINE).run(['history', '-i'])
    expect(code).toBe(2)
    expect(err).toMatch(/^error: No database is named\./u)
  })
})
