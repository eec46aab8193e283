/** Cases in Ruby, as the SQL that Rails itself sends for them to a PostgreSQL that is started for it. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { startServer } from '../../tests/postgres/server.ts'
import type { SuiteCase } from './peer.ts'

/** What Rails sent; `assured` stands in safety_assured. */
interface Sent {
  readonly id: string
  readonly schema: readonly string[]
  readonly statements: readonly { readonly sql: string; readonly assured: boolean }[]
  readonly in_transaction?: boolean
}

/** The cases with SQL, without those that Rails cannot run; undefined where this machine has no Rails. */
export async function throughRails(cases: readonly SuiteCase[]): Promise<readonly SuiteCase[] | undefined> {
  if (spawnSync('ruby', ['-W0', '-r', 'active_record', '-r', 'pg', '-e', '0']).status !== 0) return undefined
  const server = await startServer(16)
  try {
    const { stdout, stderr, status } = spawnSync('ruby', ['-W0', join(import.meta.dirname, 'rails-sql.rb')], {
      input: cases.map(each => JSON.stringify(each)).join('\n'),
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      env: {
        ...process.env,
        PGHOST: server.socket,
        PGPORT: '5432',
        PGUSER: 'postgres',
        PGDATABASE: 'postgres',
      },
    })
    if (status !== 0) throw new Error(`rails-sql.rb failed: ${stderr}`)
    const sent = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Sent)
    return cases.flatMap((each, i) => withSql(each, sent[i]))
  } finally {
    await server.stop()
  }
}

function withSql(each: SuiteCase, sent: Sent | undefined): readonly SuiteCase[] {
  if (!sent || sent.statements.length === 0) return []
  const assured = sent.statements.flatMap((statement, i) => (statement.assured ? [i + 1] : []))
  return [
    {
      ...each,
      sql: sent.statements.map(({ sql }) => `${sql};\n`).join(''),
      schema: sent.schema.map(sql => `${sql};\n`).join(''),
      safety_assured_statements: assured,
      settings: { ...each.settings, in_transaction: sent.in_transaction },
    },
  ]
}
