/** `--fix`, `--fix-suggestions` and `--fix-dry-run` on real files. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { temporaryProject, type TemporaryProject } from './run-cli.ts'

const SHOP = `CREATE TABLE orders (id bigint PRIMARY KEY, total numeric NOT NULL);\n`
const CHECK = `SET lock_timeout = '5s';\nALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);\n`
const FILES = {
  'migrations/001_shop.up.sql': SHOP,
  'migrations/001_shop.down.sql': 'DROP TABLE orders;\n',
  'migrations/002_check.up.sql': CHECK,
  'migrations/002_check.down.sql': 'ALTER TABLE orders DROP CONSTRAINT positive;\n',
}
const FLOATING = `export async function up(knex) {
  knex.schema.createTable('refunds', table => {
    table.bigInteger('id').primary()
  })
}

export async function down(knex) {
  await knex.schema.dropTable('refunds')
}
`
const NOT_VALID = CHECK.replace('(total > 0);', '(total > 0) NOT VALID;')

let project: TemporaryProject | undefined
afterEach(() => {
  project?.remove()
})

function made(files: Readonly<Record<string, string>>): TemporaryProject {
  project = temporaryProject(files)
  return project
}

function textIn(where: TemporaryProject, path: string): string {
  return readFileSync(where.path(path), 'utf8')
}

describe('--fix', () => {
  it('writes what is safe, says so, and leaves suggestions alone', async () => {
    const shop = made({ ...FILES, 'knex/migrations/20240101000000_refunds.js': FLOATING })
    const ran = await shop.run(['--fix'])
    expect(textIn(shop, 'knex/migrations/20240101000000_refunds.js')).toContain(
      '  await knex.schema.createTable(',
    )
    expect(textIn(shop, 'migrations/002_check.up.sql')).toBe(CHECK)
    expect(ran.out).toContain('fixed       1 finding')
    expect(ran.out).toContain('floating-operation: wait for it')
    expect(ran.out).toContain('add-check-scans-table')
    expect(ran.code).toBe(1)
  })

  it('exits by what remains', async () => {
    const shop = made({ 'knex/migrations/20240101000000_refunds.js': FLOATING })
    const ran = await shop.run(['--fix'])
    expect(ran.code).toBe(0)
  })

  it('keeps CRLF, the byte order mark and the mode of a file', async () => {
    const text = `\uFEFF${FLOATING.replaceAll('\n', '\r\n')}`
    const shop = made({ 'knex/migrations/20240101000000_refunds.js': text })
    chmodSync(shop.path('knex/migrations/20240101000000_refunds.js'), 0o640)
    await shop.run(['--fix'])
    const wanted = text.replace('  knex.schema.c', '  await knex.schema.c')
    expect(textIn(shop, 'knex/migrations/20240101000000_refunds.js')).toBe(wanted)
    expect(statSync(shop.path('knex/migrations/20240101000000_refunds.js')).mode & 0o777).toBe(0o640)
    expect(readdirSync(shop.path('knex/migrations'))).toEqual(['20240101000000_refunds.js'])
  })

  it('changes only files that were linted', async () => {
    const other = FLOATING.replaceAll('refunds', 'returns')
    const shop = made({
      'knex/migrations/20240101000000_refunds.js': FLOATING,
      'knex/migrations/20240102000000_returns.js': other,
    })
    await shop.run(['--fix', 'knex/migrations/20240101000000_refunds.js'])
    expect(textIn(shop, 'knex/migrations/20240101000000_refunds.js')).toContain(
      'await knex.schema.createTable',
    )
    expect(textIn(shop, 'knex/migrations/20240102000000_returns.js')).toBe(other)
  })

  it('writes nothing through a symbolic link out of the project', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'migrate-lint-outside-'))
    writeFileSync(join(outside, '20240101000000_refunds.js'), FLOATING)
    const shop = made({})
    mkdirSync(shop.path('migrations'), { recursive: true })
    symlinkSync(join(outside, '20240101000000_refunds.js'), shop.path('migrations/20240101000000_refunds.js'))
    const ran = await shop.run(['--fix', 'migrations/20240101000000_refunds.js'])
    expect(readFileSync(join(outside, '20240101000000_refunds.js'), 'utf8')).toBe(FLOATING)
    expect(ran.err).toContain('it lies outside of the project, behind a symbolic link')
    expect(ran.code).toBe(1)
    rmSync(outside, { recursive: true })
  })

  it('cannot write a text on stdin', async () => {
    const shop = made({})
    const ran = await shop.run(['--fix', '--stdin', '--stdin-filename', 'migrations/1_a.sql'], {
      stdin: () => CHECK,
    })
    expect(ran.code).toBe(2)
    expect(ran.err).toContain('--fix-dry-run')
  })
})

describe('--fix-suggestions', () => {
  it('takes a change apart into migrations', async () => {
    const shop = made(FILES)
    const ran = await shop.run(['--fix-suggestions'])
    expect(ran.code).toBe(0)
    expect(textIn(shop, 'migrations/002_check.up.sql')).toBe(NOT_VALID)
    expect(textIn(shop, 'migrations/003_validate_positive.up.sql')).toBe(
      `SET lock_timeout = '5s';\nALTER TABLE orders VALIDATE CONSTRAINT positive;\n`,
    )
    expect(existsSync(shop.path('migrations/003_validate_positive.down.sql'))).toBe(true)
  })

  it('says in JSON what was fixed and what remains', async () => {
    const shop = made(FILES)
    const { out } = await shop.run(['--fix-suggestions', '-f', 'json'])
    const report = JSON.parse(out) as {
      readonly findings: unknown[]
      readonly fixed: { readonly rule: string }[]
    }
    expect(report.findings).toEqual([])
    expect(report.fixed.map(({ rule }) => rule)).toEqual(['add-check-scans-table'])
  })

  it('leaves a history alone whose later migrations count on what would be put off', async () => {
    const later = `ALTER TABLE orders RENAME CONSTRAINT positive TO more;\nALTER TABLE orders DROP CONSTRAINT more;\n`
    const shop = made({
      ...FILES,
      'migrations/003_later.up.sql': later,
      'migrations/003_later.down.sql': CHECK,
    })
    await shop.run(['--fix-suggestions', 'migrations/002_check.up.sql'])
    expect(textIn(shop, 'migrations/002_check.up.sql')).toBe(CHECK)
    expect(existsSync(shop.path('migrations/004_validate_positive.up.sql'))).toBe(false)
  })
})

describe('--fix-dry-run', () => {
  it('prints a patch and writes nothing', async () => {
    const shop = made(FILES)
    const ran = await shop.run(['--fix-suggestions', '--fix-dry-run'])
    expect(ran.out).toBe(`--- a/migrations/002_check.up.sql
+++ b/migrations/002_check.up.sql
@@ -1,2 +1,2 @@
 SET lock_timeout = '5s';
-ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);
+ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;
--- /dev/null
+++ b/migrations/003_validate_positive.down.sql
@@ -0,0 +1,1 @@
+-- There is nothing to undo.
--- /dev/null
+++ b/migrations/003_validate_positive.up.sql
@@ -0,0 +1,2 @@
+SET lock_timeout = '5s';
+ALTER TABLE orders VALIDATE CONSTRAINT positive;
`)
    expect(ran.err).toContain('No problems found')
    expect(textIn(shop, 'migrations/002_check.up.sql')).toBe(CHECK)
    expect(readdirSync(shop.path('migrations'))).toHaveLength(4)
  })

  it('alone prints what is safe, of a text on stdin too', async () => {
    const shop = made({})
    const argv = ['--fix-dry-run', '--stdin', '--stdin-filename', 'migrations/20240101000000_refunds.js']
    const ran = await shop.run(argv, { stdin: () => FLOATING })
    expect(ran.out).toContain("+  await knex.schema.createTable('refunds', table => {")
  })
})
