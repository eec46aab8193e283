/** Files as they really are: broken, huge, binary, unreadable. Each gives a finding or a message, and nothing is ever run. */
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, symlinkSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { temporaryProject, type JsonFinding, type TemporaryProject } from './run-cli.ts'

const projects: TemporaryProject[] = []
afterEach(() => {
  for (const project of projects.splice(0)) project.remove()
})

function project(files: Readonly<Record<string, string | Uint8Array>>): TemporaryProject {
  const made = temporaryProject(files)
  projects.push(made)
  return made
}

/** Lints to JSON; gives exit code and findings as `path:line rule`. */
async function lint(made: TemporaryProject, ...argv: readonly string[]) {
  const { code, out, err } = await made.run([...argv, '-f', 'json', '--rule', 'lock-without-timeout=off'])
  const report: unknown = out === '' ? undefined : JSON.parse(out)
  return {
    code,
    err,
    found: findingsOf(report).map(({ path, start, rule }) => `${path}:${start.line} ${rule}`),
    report,
  }
}

interface Located extends JsonFinding {
  readonly start: { readonly line: number; readonly column: number }
}

function findingsOf(report: unknown): readonly Located[] {
  return typeof report === 'object' &&
    report !== null &&
    'findings' in report &&
    Array.isArray(report.findings)
    ? report.findings
    : []
}

const BLOCKING = 'CREATE INDEX orders_total ON orders (total);\n'

describe('broken text', () => {
  it('in SQL is found at its place, and the statements around it are judged', async () => {
    const made = project({
      'migrations/1.sql': `${BLOCKING}ALTR TABLE orders;\nCREATE INDEX b ON orders (id);\n`,
    })
    expect(await lint(made)).toMatchObject({
      code: 1,
      found: [
        'migrations/1.sql:1 create-index-blocks-writes',
        'migrations/1.sql:2 parse-error',
        'migrations/1.sql:3 create-index-blocks-writes',
      ],
    })
  })

  it('in one file leaves the others judged', async () => {
    const made = project({ 'migrations/1.sql': 'CREATE TABLE (', 'migrations/2.sql': BLOCKING })
    expect((await lint(made)).found).toEqual([
      'migrations/1.sql:1 parse-error',
      'migrations/2.sql:1 create-index-blocks-writes',
    ])
  })

  it('in TypeScript is found at its place', async () => {
    const made = project({
      'migrations/1_orders.ts': 'export async function up(knex) {\n  await knex.schema.dropTable(\n}\n',
      'migrations/2.sql': 'SELECT 1;\n',
    })
    const { code, found } = await lint(made)
    expect(code).toBe(1)
    expect(found).toEqual(['migrations/1_orders.ts:3 parse-error'])
  })

  it('with an unclosed quote or comment ends', async () => {
    const made = project({
      'migrations/1.sql': "INSERT INTO orders VALUES ('never closed);\n",
      'migrations/2.sql': 'SELECT 1; /* never closed\nDROP TABLE orders;\n',
      'migrations/3.sql': 'DO $body$ BEGIN PERFORM 1; END;\n',
    })
    const { code, found } = await lint(made)
    expect(code).toBe(1)
    expect(found).toEqual(['1', '2', '3'].map(name => `migrations/${name}.sql:1 parse-error`))
  })
})

describe('empty input', () => {
  it('is a migration without operations', async () => {
    const made = project({
      'migrations/1.sql': '',
      'migrations/2.sql': '\n\n',
      'migrations/3.sql': '-- later\n',
    })
    expect(await lint(made)).toMatchObject({
      code: 0,
      found: [],
      report: { summary: { migrations: 3 } },
    })
  })

  it('is a message when a folder holds no migration', async () => {
    const made = project({ 'src/app.ts': 'export const port = 80\n', 'notes.md': '# Notes\n' })
    const { code, out, err } = await made.run([])
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain('error: No migrations were found.')
    expect(err).toContain(made.root)
    expect(err).toMatch(/SQL files {2,}\*\.up\.sql/u)
  })

  it('is fine where the caller says so', async () => {
    const made = project({ 'src/app.ts': 'export const port = 80\n' })
    const { code, err } = await made.run(['--no-error-on-unmatched-pattern', 'src/app.ts'])
    expect({ code, err }).toEqual({ code: 0, err: 'note: No migrations were found.\n' })
  })
})

describe('large input', () => {
  it('of 3 MB is judged', async () => {
    const row = "  (1, 'a customer with a long name and an address that nobody will ever read')"
    const rows = Array.from({ length: 3_200_000 / row.length }, () => row).join(',\n')
    const made = project({ 'migrations/1.sql': `INSERT INTO customers VALUES\n${rows};\n${BLOCKING}` })
    const { code, found } = await lint(made)
    expect(code).toBe(1)
    expect(found.some(each => each.endsWith('create-index-blocks-writes'))).toBe(true)
  })

  it('of 5,900 statements is judged', async () => {
    const statements = Array.from({ length: 5900 }, (_, i) =>
      i % 100 === 0
        ? `CREATE INDEX i${i} ON orders (c${i});`
        : `ALTER TABLE orders ADD COLUMN c${i} integer;`,
    )
    const made = project({ 'migrations/1.sql': statements.join('\n') })
    const { code, found } = await lint(made)
    expect(code).toBe(1)
    expect(found.filter(each => each.endsWith('create-index-blocks-writes'))).toHaveLength(59)
  })

  it('nested deeply does not overflow', async () => {
    const nested = (open: string, close: string, depth: number) =>
      open.repeat(depth) + '1' + close.repeat(depth)
    const made = project({
      'migrations/1.sql': `ALTER TABLE orders ADD CHECK (${nested('(', ')', 20_000)} > 0);\n${BLOCKING}`,
      'migrations/2.sql': `SELECT ${'1 + '.repeat(20_000)}1;\n${BLOCKING}`,
      'migrations/3_code.ts': `export const up = async knex => { await knex.raw(${nested('[', ']', 20_000)}) }\n`,
    })
    const { code, found } = await lint(made)
    expect(code).toBe(1)
    expect(found.filter(each => each.endsWith('create-index-blocks-writes'))).toHaveLength(2)
  })
})

describe('odd bytes', () => {
  it('NUL is found, and the rest of the file is judged', async () => {
    const made = project({ 'migrations/1.sql': `SELECT 'a\0b';\n${BLOCKING}` })
    const { found } = await lint(made)
    expect(found).toContain('migrations/1.sql:2 create-index-blocks-writes')
  })

  it('a byte order mark and CRLF leave lines as an editor shows them', async () => {
    const made = project({ 'migrations/1.sql': `\uFEFF-- orders\r\n\r\n${BLOCKING}` })
    expect((await lint(made)).found).toEqual(['migrations/1.sql:3 create-index-blocks-writes'])
  })

  it('UTF-16, as some Windows tools write it, is read', async () => {
    const made = project({ 'migrations/1.sql': Buffer.from(`\uFEFF${BLOCKING}`, 'utf16le') })
    expect((await lint(made)).found).toEqual(['migrations/1.sql:1 create-index-blocks-writes'])
  })

  it('bytes that are no text are an error, not a crash', async () => {
    const made = project({ 'migrations/1.sql': Uint8Array.from({ length: 4096 }, (_, i) => (i * 7) % 256) })
    const { code, found } = await lint(made)
    expect(code).toBe(1)
    expect(found).toEqual(['migrations/1.sql:1 unreadable-file'])
  })
})

describe('files that cannot be read', () => {
  it('a link that leads back to itself is a finding', async () => {
    const made = project({ 'migrations/1.sql': BLOCKING })
    symlinkSync(made.path('migrations/2.sql'), made.path('migrations/2.sql'))
    const { code, found, report } = await lint(made)
    expect(code).toBe(1)
    expect(found).toContain('migrations/2.sql:1 unreadable-file')
    expect(findingsOf(report).at(-1)?.what).toBe(
      'This file cannot be read: it is a symbolic link that leads back to itself.',
    )
  })

  it.skipIf(process.getuid?.() === 0)('one without permission is a finding', async () => {
    const made = project({ 'migrations/1.sql': BLOCKING, 'migrations/2.sql': BLOCKING })
    chmodSync(made.path('migrations/2.sql'), 0)
    expect((await lint(made)).found).toContain('migrations/2.sql:1 unreadable-file')
  })

  it('a circle of folders ends, and each file counts once', async () => {
    const made = project({ 'db/migrations/1.sql': BLOCKING })
    symlinkSync(made.root, made.path('db/migrations/again'))
    symlinkSync(made.path('db'), made.path('db/self'))
    expect(await lint(made)).toMatchObject({
      code: 1,
      found: ['db/migrations/1.sql:1 create-index-blocks-writes'],
    })
  })

  it('a pipe is not waited for', async () => {
    const made = project({ 'migrations/1.sql': BLOCKING })
    execFileSync('sh', ['-c', 'mkfifo "$0"', made.path('migrations/2.sql')])
    expect((await lint(made)).found).toEqual(['migrations/1.sql:1 create-index-blocks-writes'])
    const { code, err } = await made.run(['migrations/2.sql'])
    expect({ code, err }).toMatchObject({
      code: 2,
      err: expect.stringContaining('neither a file nor a folder'),
    })
  })

  it('a path that is not there is named', async () => {
    const made = project({ 'migrations/1.sql': BLOCKING })
    const { code, err } = await made.run(['migratons'])
    expect(code).toBe(2)
    expect(err).toBe(
      `error: migratons: there is no such file or folder.\nIt was looked for in ${made.root}.\n`,
    )
  })

  it('a file that no framework knows is named, and the others are judged', async () => {
    const made = project({ 'migrations/1.sql': BLOCKING, 'src/app.ts': 'export const port = 80\n' })
    const { code, err } = await made.run(['src/app.ts', 'migrations/1.sql'])
    expect(code).toBe(1)
    expect(err).toContain('note: src/app.ts is not a migration of any framework that is known')
  })
})

describe('code', () => {
  it('is read and never run', async () => {
    const made = project({})
    const trace = made.path('ran')
    const body = [
      "import { writeFileSync } from 'node:fs'",
      `writeFileSync(${JSON.stringify(trace)}, 'ran')`,
      'process.exit(7)',
      "throw new Error('at the top')",
      'for (;;) {}',
      "export async function up(knex) { for (;;) await knex.schema.dropTable('orders') }",
      'export async function down() {}',
    ].join('\n')
    made.write('migrations/20240101000000_orders.ts', body)
    made.write('migrations/20240102000000_orders.js', body)
    made.write('migrations/1.sql', 'SELECT 1;\n')
    const { code } = await made.run([])
    expect([0, 1]).toContain(code)
    expect(existsSync(trace)).toBe(false)
  })
})
