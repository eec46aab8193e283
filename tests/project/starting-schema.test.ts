/** A dump of the schema as the beginning of a history. */
import { afterEach, describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/project/config-error.ts'
import type { Config } from '../../src/project/config.ts'
import { lintProject } from '../../src/project/lint-project.ts'
import { temporaryProject, type TemporaryProject } from '../cli/run-cli.ts'

const projects: TemporaryProject[] = []
afterEach(() => {
  for (const project of projects.splice(0)) project.remove()
})

function project(files: Readonly<Record<string, string | Uint8Array>>): TemporaryProject {
  const made = temporaryProject(files)
  projects.push(made)
  return made
}

/** As pg_dump writes it, with rows and commands of psql. */
const DUMP = `\\restrict XYZ
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE SCHEMA sales;
CREATE TABLE public.orders (
    id bigint NOT NULL,
    note text,
    CONSTRAINT orders_note_present CHECK ((note IS NOT NULL))
);
ALTER TABLE public.orders OWNER TO shop;
COPY public.orders (id, note) FROM stdin;
1	it's; here
\\.
ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
\\unrestrict XYZ
`
const SET_NOT_NULL = 'ALTER TABLE orders ALTER COLUMN note SET NOT NULL;\n'
const SCANS = 'set-not-null-scans-table'

const lint = (made: TemporaryProject, config: Config, paths: readonly string[] = []) =>
  lintProject({ cwd: made.root, config, paths })
const rulesOf = (made: TemporaryProject, config: Config, paths: readonly string[] = []) =>
  lint(made, config, paths).report.findings.map(({ rule }) => rule)

const messageOf = (made: TemporaryProject, config: Config): string => {
  try {
    lint(made, config)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

describe('a history that begins with a dump', () => {
  it('knows the constraints that are in it', () => {
    const made = project({ 'db/schema.sql': DUMP, 'migrations/1.sql': SET_NOT_NULL })
    expect(rulesOf(made, {})).toContain(SCANS)
    expect(rulesOf(made, { schema: 'db/schema.sql' })).not.toContain(SCANS)
  })

  it('holds no table that is not in the dump', () => {
    const made = project({
      'schema.sql': DUMP,
      'migrations/1.sql': 'CREATE INDEX CONCURRENTLY orders_note ON orders (note);\n',
    })
    expect(lint(made, { schema: 'schema.sql' }).notes).toEqual([])
  })

  it('does not take the search path of the dump along', () => {
    const made = project({
      'schema.sql': DUMP.replace("'search_path', ''", "'search_path', 'sales'"),
      'migrations/1.sql': SET_NOT_NULL,
    })
    expect(rulesOf(made, { schema: 'schema.sql' })).not.toContain(SCANS)
  })

  it('does not lint the dump, be it among the migrations', () => {
    const made = project({
      'migrations/000_schema.sql': DUMP + 'CREATE INDEX orders_note ON public.orders (note);\n',
      'migrations/001_note.sql': SET_NOT_NULL,
    })
    const { report } = lint(made, { schema: 'migrations/000_schema.sql' })
    expect(report.migrations).toBe(1)
    expect(report.findings.map(({ rule }) => rule)).not.toContain(SCANS)
  })

  it('replays no migration before the first that is linted: the dump is newer', () => {
    const made = project({
      'schema.sql': DUMP,
      'migrations/1.sql': 'CREATE TABLE orders (id bigint, note text);\n',
      'migrations/2.sql': SET_NOT_NULL,
    })
    expect(rulesOf(made, {}, ['migrations/2.sql'])).toContain(SCANS)
    expect(rulesOf(made, { schema: 'schema.sql' }, ['migrations/2.sql'])).not.toContain(SCANS)
  })

  it('takes the dump of the nearest folder', () => {
    const bare = DUMP.replace(/,\n {4}CONSTRAINT.*/u, '')
    const made = project({
      'shop.sql': DUMP,
      'stock.sql': bare,
      'shop/migrations/1.sql': SET_NOT_NULL,
      'shop/stock/migrations/1.sql': SET_NOT_NULL,
    })
    const { report } = lint(made, { schema: { shop: 'shop.sql', 'shop/stock': 'stock.sql' } })
    const found = report.findings.filter(({ rule }) => rule === SCANS)
    expect(found.map(({ span }) => span.file.path)).toEqual(['shop/stock/migrations/1.sql'])
  })

  it('may be named on the command line', async () => {
    const made = project({ 'db/schema.sql': DUMP, 'migrations/1.sql': SET_NOT_NULL })
    const ran = await made.run(['-f', 'json', '--schema', 'db/schema.sql'])
    expect(ran.out).not.toContain(`"${SCANS}"`)
    const missing = await made.run(['--schema', 'schema.sql'])
    expect(missing.code).toBe(2)
    expect(missing.err).toContain('schema.sql: schema: there is no such file.')
  })

  it('says what of the dump could not be read', () => {
    const made = project({ 'schema.sql': `${DUMP}\nALTER TABLE ONLY;\n`, 'migrations/1.sql': SET_NOT_NULL })
    expect(lint(made, { schema: 'schema.sql' }).notes).toEqual([
      expect.stringMatching(/^1 statement of schema\.sql could not be read, .*; line 17: syntax error/u),
    ])
  })

  it('refuses what is no dump, and says how one is made', () => {
    const made = project({
      'migrations/1.sql': SET_NOT_NULL,
      'custom.dump': new Uint8Array(Array.from({ length: 200 }, (_, i) => i % 8)),
      'notes.sql': '-- nothing yet\n',
    })
    const remedy = 'A dump is made by: pg_dump --schema-only --file db/schema.sql'
    expect(messageOf(made, { schema: 'db/schema.sql' })).toBe(
      `db/schema.sql: schema: there is no such file.\n${remedy}`,
    )
    expect(messageOf(made, { schema: 'migrations' })).toBe(`migrations: schema: it is a folder.\n${remedy}`)
    expect(messageOf(made, { schema: 'custom.dump' })).toBe(`custom.dump: schema: it is not text.\n${remedy}`)
    expect(messageOf(made, { schema: 'notes.sql' })).toBe(
      `notes.sql: schema: it holds no statement of PostgreSQL.\n${remedy}`,
    )
  })
})
