/** The command line as people use it. */
import { existsSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { temporaryProject, type TemporaryProject } from './run-cli.ts'

const projects: TemporaryProject[] = []
afterEach(() => {
  for (const project of projects.splice(0)) project.remove()
})

function project(files: Readonly<Record<string, string>>): TemporaryProject {
  const made = temporaryProject(files)
  projects.push(made)
  return made
}

const BLOCKING = 'CREATE INDEX orders_total ON orders (total);\n'
const HARMLESS = "SET lock_timeout = '2s';\nALTER TABLE orders ADD COLUMN note text;\n"
const WARNING = 'ALTER TABLE orders ADD COLUMN note text;\n'

describe('the exit code', () => {
  it('is 0 without findings', async () => {
    const { code, out, err } = await project({ 'migrations/1.sql': HARMLESS }).run([])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('1 migration (')
  })

  it('is 1 with an error', async () => {
    const { code, out } = await project({ 'migrations/1.sql': BLOCKING }).run([])
    expect(code).toBe(1)
    expect(out).toContain('migrations/1.sql:1:1')
    expect(out).toContain('create-index-blocks-writes')
  })

  it('is 0 with warnings, unless there are more than allowed', async () => {
    const made = project({ 'migrations/1.sql': WARNING })
    expect((await made.run([])).code).toBe(0)
    expect((await made.run(['--max-warnings', '1'])).code).toBe(0)
    expect((await made.run(['--max-warnings=0'])).code).toBe(1)
    expect((await made.run(['--quiet', '--max-warnings=0'])).code).toBe(1)
  })

  it.each([
    [['--presett', 'strict'], "error: unknown option '--presett'\n(Did you mean --preset?)"],
    [
      ['--preset', 'stritc'],
      'error: --preset: there is no preset stritc.\nExpected one of recommended, strict, all.\nDid you mean strict?',
    ],
    [
      ['--rule', 'lock-without-timeot=off'],
      'error: --rule: lock-without-timeot: there is no such rule.\nDid you mean lock-without-timeout?',
    ],
    [
      ['--rule', 'lock-without-timeout'],
      'error: --rule: lock-without-timeout: got "".\nExpected one of off, info, warning, error.',
    ],
    [
      ['--postgres', '9.6'],
      'error: --postgres: got 9.6.\nExpected a major version of PostgreSQL from 12 to 18.',
    ],
    [
      ['--format', 'sarf'],
      'error: --format: there is no format sarf.\nExpected one of stylish, json, sarif, with =FILE to write it to a file.\nDid you mean sarif?',
    ],
    [
      ['-f', 'json', '-f', 'sarif'],
      'error: --format: both json and sarif would be printed.\nWrite one of them to a file: --format sarif=FILE',
    ],
    [['-f', 'json='], 'error: --format: json= names no file.'],
    [['--max-warnings', 'many'], 'error: --max-warnings: got many.\nExpected a number such as 0.'],
    [
      ['--stdin'],
      'error: --stdin: the text needs a file name, which tells its framework.\nExpected --stdin-filename migrations/7_orders.sql.',
    ],
    [
      ['--stdin-filename', '1.sql', 'migrations'],
      'error: --stdin: it stands instead of paths, and migrations was given.',
    ],
    [['--config', 'lint.json'], 'error: lint.json: there is no such file.'],
    [['explain'], "error: missing required argument 'rule'"],
    [['upgade'], 'error: upgade: there is no such command, file or folder.\nDid you mean upgrade?'],
    [['orders'], 'error: orders: there is no such file or folder.'],
    [
      ['explain', 'create-index'],
      'error: create-index: there is no such rule.\nDid you mean create-index-blocks-writes?',
    ],
  ])('is 2 for %j, with what to write', async (argv, message) => {
    const { code, out, err } = await project({ 'migrations/1.sql': HARMLESS }).run(argv)
    expect(err.startsWith(message)).toBe(true)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })
})

describe('flags', () => {
  it('set severities of rules, over the configuration, which keeps its options', async () => {
    const made = project({
      'migrations/1.sql': BLOCKING,
      'migrate-lint.config.json': '{ "rules": { "create-index-blocks-writes": "off" } }',
    })
    expect((await made.run([])).code).toBe(0)
    expect((await made.run(['--rule', 'create-index-blocks-writes=error'])).code).toBe(1)
    expect((await made.run(['--no-config'])).code).toBe(1)
  })

  it('print one report and write others, into folders that are made', async () => {
    const made = project({ 'migrations/1.sql': BLOCKING })
    const { out } = await made.run(['-f', 'stylish', '-f', 'sarif=reports/out.sarif', '-f', 'json=out.json'])
    expect(out).toContain('create-index-blocks-writes')
    expect(JSON.parse(readFileSync(made.path('reports/out.sarif'), 'utf8'))).toMatchObject({
      version: '2.1.0',
    })
    expect(JSON.parse(readFileSync(made.path('out.json'), 'utf8'))).toMatchObject({ summary: { errors: 1 } })
  })

  it('leave warnings out with --quiet', async () => {
    const made = project({ 'migrations/1.sql': BLOCKING })
    expect((await made.run([])).out).toContain('lock-without-timeout')
    expect((await made.run(['--quiet'])).out).not.toContain('lock-without-timeout')
  })

  it('colour when asked or on a terminal, unless NO_COLOR is set', async () => {
    const made = project({ 'migrations/1.sql': BLOCKING })
    const colored = async (...args: Parameters<typeof made.run>) =>
      (await made.run(...args)).out.includes('\u001B[')
    expect(await colored([])).toBe(false)
    expect(await colored(['--color'])).toBe(true)
    expect(await colored([], { isTerminal: true })).toBe(true)
    expect(await colored([], { isTerminal: true, env: { NO_COLOR: '1' } })).toBe(false)
    expect(await colored([], { env: { FORCE_COLOR: '1' } })).toBe(true)
    expect(await colored(['--no-color'], { isTerminal: true })).toBe(false)
  })

  it('change the version of the server', async () => {
    const made = project({ 'migrations/1.sql': HARMLESS })
    expect((await made.run(['--postgres', '18', '--preset', 'recommended'])).code).toBe(0)
  })
})

describe('what is linted', () => {
  it('is a single file with the history of its folder as context', async () => {
    const made = project({
      'migrations/1.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, code varchar(10));\n' + BLOCKING,
      'migrations/2.sql':
        "SET lock_timeout = '2s';\nALTER TABLE orders ALTER COLUMN code TYPE varchar(20);\n",
    })
    const { code, out } = await made.run(['migrations/2.sql'])
    expect(out).toContain('1 migration (')
    // Widening a varchar rewrites nothing, which only the first migration tells.
    expect(code).toBe(0)
  })

  it('is the text on stdin under its file name, also one that is not saved yet', async () => {
    const made = project({ 'migrations/1.sql': HARMLESS })
    const { code, out } = await made.run(['--stdin-filename', 'migrations/2.sql'], { stdin: () => BLOCKING })
    expect(code).toBe(1)
    expect(out).toContain('migrations/2.sql:1:1')
    expect(
      (await made.run(['--stdin', '--stdin-filename', 'migrations/1.sql'], { stdin: () => HARMLESS })).code,
    ).toBe(0)
  })

  it('is a pattern that the shell left alone', async () => {
    const made = project({ 'migrations/1.sql': BLOCKING, 'migrations/2.sql': BLOCKING })
    expect((await made.run(['migrations/*.sql'])).out).toContain('2 migrations')
  })

  it('is a folder outside the current one', async () => {
    const made = project({ 'services/orders/migrations/1.sql': BLOCKING, 'web/package.json': '{}' })
    const { code, out } = await made.run(['../services'], { cwd: made.path('web') })
    expect(code).toBe(1)
    expect(out).toContain('services/orders/migrations/1.sql:1:1')
  })

  it('is not what git ignores, unless it is named', async () => {
    const made = project({
      '.gitignore': '/generated\n*.tmp.sql\n',
      'generated/migrations/1.sql': BLOCKING,
      'db/.gitignore': 'old/\n',
      'db/old/migrations/1.sql': BLOCKING,
      'db/migrations/1.sql': HARMLESS,
      'db/migrations/2.tmp.sql': BLOCKING,
      'node_modules/orders/migrations/1.sql': BLOCKING,
    })
    const all = await made.run([])
    expect({ code: all.code, one: all.out.includes('1 migration (') }).toEqual({ code: 0, one: true })
    expect((await made.run(['generated'])).code).toBe(1)
    expect((await made.run(['db/migrations/2.tmp.sql'])).code).toBe(1)
  })

  it('may be given after the word lint', async () => {
    expect((await project({ 'migrations/1.sql': BLOCKING }).run(['lint', 'migrations'])).code).toBe(1)
  })
})

describe('explain and rules', () => {
  it('tell what a rule finds, why, and what to write instead', async () => {
    const { code, out } = await project({}).run(['explain', 'create-index-blocks-writes'])
    expect(code).toBe(0)
    for (const part of [
      'create-index-blocks-writes',
      'blocks-writes',
      'ShareLock',
      'CONCURRENTLY',
      'https://',
    ])
      expect(out).toContain(part)
    expect(out).not.toMatch(/<!--|&lt;|```/u)
  })

  it('know the rules of the engine', async () => {
    const { code, out } = await project({}).run(['explain', 'parse-error'])
    expect(code).toBe(0)
    expect(out).toContain('This cannot be parsed')
  })

  it('list all rules, for people and for programs', async () => {
    const { out } = await project({}).run(['rules'])
    expect(out).toMatch(/^create-index-blocks-writes +error +Index <index> is built/mu)
    const listed: unknown = JSON.parse((await project({}).run(['rules', '--json'])).out)
    expect(JSON.parse((await project({}).run(['rules', '-f', 'json'])).out)).toEqual(listed)
    expect(listed).toContainEqual(
      expect.objectContaining({
        id: 'create-index-blocks-writes',
        severity: 'error',
        hazard: 'blocks-writes',
      }),
    )
  })
})

describe('help', () => {
  it('goes to stdout, is no failure, and lists the commands', async () => {
    const { code, out, err } = await project({}).run(['--help'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^Lint:\n {2}lint .*\n[\s\S]*^ {2}explain <rule> /mu)
    expect(out).toContain('Exit codes:')
  })

  it('of the linter has its flags', async () => {
    const { code, out } = await project({}).run(['lint', '--help'])
    expect(code).toBe(0)
    expect(out).toContain('--rule <id=severity>')
    expect(out).toContain('--no-config')
  })

  it('tells of flags that every command has, on either side of its name', async () => {
    const made = project({ 'migrations/1.sql': BLOCKING })
    expect((await made.run(['--color', 'lint', 'migrations'])).out).toContain('\u001B[')
    expect((await made.run(['lint', 'migrations', '--color'])).out).toContain('\u001B[')
  })

  it('tells the version', async () => {
    expect((await project({}).run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/u)
  })
})

describe('a configuration in TypeScript', () => {
  it('is loaded, though migrate-lint itself is not installed there', async () => {
    const made = project({
      'migrations/1.sql': BLOCKING,
      'migrate-lint.config.ts': [
        "import { defineConfig } from 'migrate-lint'",
        "const level: 'off' = 'off'",
        "export default defineConfig({ rules: { 'create-index-blocks-writes': level } })",
      ].join('\n'),
    })
    const { code, err } = await made.run([])
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })

  it('that throws is told apart from a failure of the tool', async () => {
    const made = project({
      'migrations/1.sql': BLOCKING,
      'migrate-lint.config.mjs': "throw new Error('no database url')\n",
    })
    const { code, err } = await made.run([])
    expect(code).toBe(2)
    expect(err).toBe('error: migrate-lint.config.mjs: it cannot be loaded: no database url.\n')
    expect(existsSync(made.path('migrations/1.sql'))).toBe(true)
  })
})
