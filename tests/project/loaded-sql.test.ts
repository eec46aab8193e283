/** Files of SQL that migrations of code load: findings stand in them, and they are no migrations of their own. */
import { afterEach, describe, expect, it } from 'vitest'
import { lintProject } from '../../src/project/lint-project.ts'
import type { Config } from '../../src/project/config.ts'
import { textOf } from '../../src/source/span.ts'
import { temporaryProject, type TemporaryProject } from '../cli/run-cli.ts'

const projects: TemporaryProject[] = []
afterEach(() => {
  for (const project of projects.splice(0)) project.remove()
})

const INDEX = '-- Totals are looked up.\nCREATE INDEX orders_total ON orders (total);\n'

const up = (expression: string, before = '') =>
  `const fs = require('fs')\n${before}\nexports.up = async knex => { await knex.raw(${expression}) }\nexports.down = async knex => { await knex.raw('DROP INDEX orders_total') }\n`

const READING = up(`fs.readFileSync(__dirname + '/2_index-up.sql', 'utf8')`)

function lint(files: Readonly<Record<string, string>>, config: Config = {}, since?: readonly string[]) {
  const project = temporaryProject(files)
  projects.push(project)
  const { report } = lintProject({
    cwd: project.root,
    config: { ...config, ...(since && { since: 'main' }) },
    since: (_root, ref) => ({
      ref,
      paths: [],
      textsOf: (path, now) => (since?.includes(path) ? ['SELECT 1'] : now === undefined ? [] : [now]),
    }),
  })
  return report
}

const blocking = (report: ReturnType<typeof lint>) =>
  report.findings.filter(({ rule }) => rule === 'create-index-blocks-writes')

describe('a file of SQL that a migration loads', () => {
  const files = {
    'migrations/1_orders.js': up(`'CREATE TABLE orders (id bigint PRIMARY KEY, total int)'`),
    'migrations/2_index.js': READING,
    'migrations/2_index-up.sql': INDEX,
  }

  it('has the findings at its own characters', () => {
    const [finding] = blocking(lint(files))
    expect(finding?.span.file.path).toBe('migrations/2_index-up.sql')
    expect(finding && textOf(finding.span)).toMatch(/^CREATE INDEX/u)
  })

  it('is no migration of its own', () => {
    expect(lint(files).frameworks).toEqual([{ framework: 'knex', title: 'Knex', migrations: 2 }])
  })

  it('may hold directives', () => {
    const silenced = INDEX.replace(
      'CREATE',
      '-- migrate-lint-disable-next-line create-index-blocks-writes -- The table is small.\nCREATE',
    )
    const report = lint({ ...files, 'migrations/2_index-up.sql': silenced })
    expect(blocking(report)).toEqual([])
    expect(report.suppressed.map(({ finding }) => finding.rule)).toContain('create-index-blocks-writes')
  })

  it('makes its migration a changed one', () => {
    expect(blocking(lint(files, {}, ['migrations/2_index-up.sql']))).toHaveLength(1)
    expect(blocking(lint(files, {}, []))).toHaveLength(0)
  })

  it('is found where the configuration says', () => {
    const loading = up(`readSql('index')`, `const { readSql } = require('@shop/sql')`)
    const report = lint(
      {
        'migrations/1_orders.js': files['migrations/1_orders.js'],
        'migrations/2_index.js': loading,
        'db/sql/index.sql': INDEX,
      },
      { sqlLoaders: { readSql: '/db/sql/{0}.sql' } },
    )
    expect(blocking(report).map(({ span }) => span.file.path)).toEqual(['db/sql/index.sql'])
  })
})
