/** The commands that write migrations. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRunner } from '../../src/runner/create-runner.ts'
import { migrationLoader } from '../../src/runner/revisions/load-migration.ts'
import { BRANCHED, LINE, shop, shopPath } from './shop-history.ts'

const KEEP = { 'migrations/.gitkeep': '' }

/** The text with its date, which changes, as `<date>`. */
function written(path: string): string {
  return readFileSync(path, 'utf8').replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/u, '<date>')
}

describe('revision', () => {
  it('writes a file that follows the head, in the words of Alembic', async () => {
    const made = shop(LINE)
    expect(await made.run(['revision', '-m', 'add fax', '--rev-id', 'f1'])).toEqual({
      code: 0,
      err: '',
      out: 'created migrations/f1_add_fax.ts, which follows b1\n',
    })
    expect(written(made.path('migrations/f1_add_fax.ts'))).toBe(
      [
        '/**',
        ' * add fax',
        ' *',
        ' * Revision ID: f1',
        ' * Revises: b1',
        ' * Create Date: <date>',
        ' */',
        "import type { Op } from 'migrate-lint/runner'",
        '',
        "export const revision = 'f1'",
        "export const downRevision = 'b1'",
        'export const branchLabels = null',
        'export const dependsOn = null',
        '',
        'export async function upgrade(op: Op) {',
        '  // What changes: await op.createTable(…), await op.addColumn(…)',
        '}',
        '',
        'export async function downgrade(op: Op) {',
        '  // What undoes it, in reverse order',
        '}',
        '',
      ].join('\n'),
    )
    expect((await made.run(['history', '-r', 'f1:'])).out).toBe('b1 -> f1 (head), add fax\n')
  })

  it('chooses an id of twelve hexadecimal digits, and tells it to programs', async () => {
    const { out } = await shop(LINE).run(['revision', '-m', 'add fax', '--json'])
    const { revision, ...rest } = JSON.parse(out) as { readonly revision: string }
    expect(revision).toMatch(/^[0-9a-f]{12}$/u)
    expect(rest).toEqual({
      path: `migrations/${revision}_add_fax.ts`,
      parents: ['b1'],
      dependsOn: [],
      branchLabels: [],
    })
  })

  it('begins, names and joins branches', async () => {
    const made = shop(LINE)
    const write = async (...argv: readonly string[]) => (await made.run(['revision', ...argv])).out
    expect(
      await write(
        '-m',
        'invoices',
        '--rev-id',
        'i1',
        '--head',
        'a1',
        '--splice',
        '--branch-label',
        'billing',
      ),
    ).toBe('created migrations/i1_invoices.ts, which follows a1\n')
    expect(await write('-m', 'taxes', '--rev-id', 't1', '--head', 'billing@head', '--depends-on', 'b1')).toBe(
      'created migrations/t1_taxes.ts, which follows i1\n',
    )
    expect(await write('-m', 'audit', '--rev-id', 'x1', '--head', 'base')).toBe(
      'created migrations/x1_audit.ts\n',
    )
    expect((await made.run(['history'])).out.split('\n').sort()).toEqual([
      '',
      '<base> -> a1 (branchpoint), create customers',
      '<base> -> x1 (head), audit',
      'a1 -> b1 (effective head), add phone',
      'a1 -> i1 (billing), invoices',
      'i1 (b1) -> t1 (billing) (head), taxes',
    ])
  })

  it('is the first one in an empty folder', async () => {
    const made = shop([], KEEP)
    expect((await made.run(['revision', '-m', 'create customers', '--rev-id', 'a1'])).out).toBe(
      'created migrations/a1_create_customers.ts\n',
    )
    expect((await made.run(['heads'])).out).toBe('a1 (head)\n')
  })

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['without a package.json', {}, 'a1_orders.ts'],
    ['that knows TypeScript', { 'package.json': '{"devDependencies":{"typescript":"6"}}' }, 'a1_orders.ts'],
    ['with a tsconfig.json', { 'package.json': '{}', 'tsconfig.json': '{}' }, 'a1_orders.ts'],
    ['of JavaScript modules', { 'package.json': '{"type":"module"}' }, 'a1_orders.js'],
    ['of other JavaScript', { 'package.json': '{}' }, 'a1_orders.mjs'],
  ])('is written in the language of a project %s', async (_, files, name) => {
    const made = shop([], { ...KEEP, ...files })
    await made.run(['revision', '-m', 'orders', '--rev-id', 'a1'])
    expect(readdirSync(made.path('migrations'))).toContain(name)
    expect((await made.run(['heads'])).out).toBe('a1 (head)\n')
  })

  it('is written like the one that it follows, and beside it', async () => {
    const made = shop([], {
      'migrations/shop/a1_create_customers.js': [
        '/* create customers */',
        'export const revision = "a1";',
        'export const downRevision = null;',
        'export async function upgrade(op) {',
        '\tawait op.execute("SELECT 1");',
        '}',
        '',
      ].join('\r\n'),
    })
    expect((await made.run(['revision', '-m', 'add fax', '--rev-id', 'f1'])).out).toBe(
      'created migrations/shop/f1_add_fax.js, which follows a1\n',
    )
    expect(written(made.path('migrations/shop/f1_add_fax.js'))).toBe(
      [
        '/**',
        ' * add fax',
        ' *',
        ' * Revision ID: f1',
        ' * Revises: a1',
        ' * Create Date: <date>',
        ' */',
        '',
        'export const revision = "f1";',
        'export const downRevision = "a1";',
        'export const branchLabels = null;',
        'export const dependsOn = null;',
        '',
        "/** @param {import('migrate-lint/runner').Op} op */",
        'export async function upgrade(op) {',
        '\t// What changes: await op.createTable(…), await op.addColumn(…)',
        '}',
        '',
        "/** @param {import('migrate-lint/runner').Op} op */",
        'export async function downgrade(op) {',
        '\t// What undoes it, in reverse order',
        '}',
        '',
      ].join('\r\n'),
    )
  })

  it('has nothing that the linter minds, and can be loaded', async () => {
    const made = shop([], KEEP)
    await made.run(['revision', '-m', 'say "hello" */ or \'bye\'', '--rev-id', 'a1'])
    await made.run(['revision', '-m', 'orders', '--rev-id', 'b1', '--head', 'base', '--branch-label', "o'b"])
    await made.run(['merge', '--rev-id', 'm1'])
    expect(await made.run(['--preset', 'all', '--max-warnings', '0'])).toMatchObject({ code: 0 })
    const load = migrationLoader()
    const files = createRunner({ cwd: made.root }).files()
    expect(files.map(({ id, message }) => [id, message])).toEqual([
      ['a1', 'say "hello" * / or \'bye\''],
      ['b1', 'orders'],
      ['m1', 'merge a1 and b1'],
    ])
    for (const file of files) expect((await load(file)).downgrade.kind).toBe('function')
  })

  it.each<[readonly string[], string]>([
    [
      [],
      'error: --message: the migration has no message.\nExpected what the migration does, in some words: migrate-lint revision -m "add phone".\n',
    ],
    [
      ['-m', 'x', '--autogenerate', '--head', 'b1'],
      "error: --autogenerate: env.ts names no target, so there is nothing to compare the database with.\nWrite the schema as it should be into env.ts: import { defineSchema } from 'migrate-lint/schema', and target: defineSchema({ … }).\n",
    ],
    [
      ['-m', 'x'],
      'error: Multiple heads are present; please specify the head revision on which the new revision should be based, or perform a merge; the heads are b1, d1.\n',
    ],
    [
      ['-m', 'x', '--head', 'a1'],
      'error: Revision a1 is not a head revision; please specify --splice to create a new branch from this revision, or revision with a head: b1, d1.\n',
    ],
    [
      ['-m', 'x', '--head', 'd1', '--rev-id', 'a1'],
      'error: Revision a1 is present already, in migrations/a1_create_customers.ts; choose another id in --rev-id.\n',
    ],
    [
      ['-m', 'x', '--head', 'd1', '--version-path', 'db'],
      'error: --version-path: db is not among the folders of migrations, so nothing would be found there.\nExpected migrations, or a folder below.\n',
    ],
  ])('refuses %j, and writes nothing', async (argv, err) => {
    const made = shop()
    expect(await made.run(['revision', ...argv])).toEqual({ code: 2, out: '', err })
    expect(readdirSync(made.path('migrations')).sort()).toEqual(
      BRANCHED.map(file => shopPath(file).slice('migrations/'.length)),
    )
  })

  it('never writes over a file', async () => {
    const made = shop(LINE, { 'migrations/f1_add_fax.ts': '// mine\n' })
    expect(await made.run(['revision', '-m', 'add fax', '--rev-id', 'f1'])).toEqual({
      code: 2,
      out: '',
      err: 'error: migrations/f1_add_fax.ts: there is such a file already, and it was left as it is.\n',
    })
    expect(readFileSync(made.path('migrations/f1_add_fax.ts'), 'utf8')).toBe('// mine\n')
  })

  it('says what to do where there is no folder', async () => {
    const { code, err } = await shop([]).run(['revision', '-m', 'create customers'])
    expect(code).toBe(2)
    expect(err).toMatch(/^error: The folder of migrations migrations cannot be read: .*`migrate-lint init`/u)
  })
})

describe('merge', () => {
  it.each([[[]], [['heads']], [['b1', 'd1']], [['b1', 'billing@head']]])('joins %j', async revisions => {
    const made = shop()
    expect(await made.run(['merge', ...revisions, '-m', 'join them', '--rev-id', 'm1'])).toEqual({
      code: 0,
      err: '',
      out: 'created migrations/m1_join_them.ts, which follows b1 and d1\n',
    })
    expect((await made.run(['heads'])).out).toBe('m1 (billing) (head)\n')
  })

  it('writes a file that does nothing else', async () => {
    const made = shop()
    await made.run(['merge', '--rev-id', 'm1'])
    expect(written(made.path('migrations/m1_merge_b1_and_d1.ts'))).toBe(
      [
        '/**',
        ' * merge b1 and d1',
        ' *',
        ' * Revision ID: m1',
        ' * Revises: b1, d1',
        ' * Create Date: <date>',
        ' */',
        '',
        "export const revision = 'm1'",
        "export const downRevision = ['b1', 'd1']",
        'export const branchLabels = null',
        'export const dependsOn = null',
        '',
        'export async function upgrade() {',
        '  // Nothing to do: this revision joins branches.',
        '}',
        '',
        'export async function downgrade() {',
        '  // Nothing to do: this revision joins branches.',
        '}',
        '',
      ].join('\n'),
    )
  })

  it('has nothing to do where there is one head', async () => {
    expect(await shop(LINE).run(['merge'])).toEqual({
      code: 2,
      out: '',
      err: 'error: There is nothing to merge with b1; the history has one head.\n',
    })
  })
})

describe('edit', () => {
  it('opens the file in the editor, which may have arguments', async () => {
    const made = shop(LINE)
    const VISUAL = 'sed -i "s/add phone/add a phone/"'
    const env = { PATH: process.env['PATH'], VISUAL, EDITOR: 'false' }
    const { code } = await made.run(['edit', 'head'], { env })
    expect(code).toBe(0)
    expect((await made.run(['history', '-r', 'b1:'])).out).toBe('a1 -> b1 (head), add a phone\n')
  })

  it.each<[Readonly<Record<string, string>>, string]>([
    [
      {},
      'error: edit: neither VISUAL nor EDITOR is set.\nSay which editor: EDITOR=vim migrate-lint edit head\n',
    ],
    [{ EDITOR: 'false' }, 'error: edit: false: the editor failed: it ended with code 1.\n'],
  ])('fails with %j', async (env, err) => {
    const given = { env: { PATH: process.env['PATH'], ...env } }
    expect(await shop(LINE).run(['edit', 'head'], given)).toEqual({ code: 2, out: '', err })
  })
})
