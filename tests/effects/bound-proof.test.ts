/** What the CHECKs of a table are held to prove of a partition's bound is what PostgreSQL's own prover finds. */
import { beforeAll, describe, expect, it } from 'vitest'
import { resetSchema } from '../../src/database/embedded.ts'
import type { Connection } from '../../src/database/connection.ts'
import { claimsOf, schemaAfter } from './claims.ts'
import { sharedEmbedded } from '../shared-embedded.ts'

const JANUARY = "FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')"

/** Key of the parent, column and CHECKs of the partition, bound, and whether a scan is claimed. */
const CASES: readonly (readonly [string, string, string, 'certain' | 'may' | 'none'])[] = [
  ['date NOT NULL', "CHECK (at >= '2026-01-01' AND at < '2026-02-01')", JANUARY, 'none'],
  ['date', "CHECK (at >= '2026-01-01' AND at < '2026-02-01')", JANUARY, 'certain'],
  ['date', "CHECK (at IS NOT NULL AND at >= '2026-01-01' AND at < '2026-02-01')", JANUARY, 'none'],
  ['date', "CHECK (at IS NOT NULL), CHECK (at >= '2026-01-01'), CHECK (at < '2026-02-01')", JANUARY, 'none'],
  ['date NOT NULL', "CHECK (at >= DATE '2026-01-05' AND at <= '2026-01-31')", JANUARY, 'none'],
  ['date NOT NULL', "CHECK (at > '2026-01-05' AND at <= '2026-02-01')", JANUARY, 'certain'],
  ['date NOT NULL', "CHECK (at >= '2025-12-31' AND at < '2026-02-01')", JANUARY, 'certain'],
  ['date NOT NULL', "CHECK (at = '2026-01-05')", JANUARY, 'none'],
  ['date NOT NULL', "CHECK (at BETWEEN '2026-01-02' AND '2026-01-31')", JANUARY, 'may'],
  ['date NOT NULL', "CHECK (at < '2025-01-01' OR at >= '2026-01-01' AND at < '2026-02-01')", JANUARY, 'may'],
  ['date NOT NULL', "CHECK (NOT (at < '2026-01-01' OR at >= '2026-02-01'))", JANUARY, 'may'],
  [
    'date NOT NULL',
    "CHECK (note IN ('a', 'b') AND at >= '2026-01-01' AND at < '2026-02-01')",
    JANUARY,
    'none',
  ],
  ['date NOT NULL', "CHECK (note = 'a')", JANUARY, 'certain'],
  ['timestamp NOT NULL', "CHECK (at >= DATE '2026-01-01' AND at < '2026-02-01 00:00:00')", JANUARY, 'none'],
  ['timestamptz NOT NULL', "CHECK (at >= '2026-01-01' AND at < '2026-02-01')", JANUARY, 'none'],
  ['timestamptz NOT NULL', "CHECK (at >= DATE '2026-01-01' AND at < DATE '2026-02-01')", JANUARY, 'may'],
  ['integer NOT NULL', 'CHECK (at >= 0 AND at < 1000)', 'FOR VALUES FROM (0) TO (1000)', 'none'],
  ['bigint NOT NULL', 'CHECK (at > 5 AND at <= 90)', "FOR VALUES FROM ('0') TO ('100')", 'none'],
  ['integer NOT NULL', 'CHECK (at < 1000)', 'FOR VALUES FROM (MINVALUE) TO (1000)', 'none'],
  ['integer NOT NULL', 'CHECK (at < 1000)', 'FOR VALUES FROM (0) TO (1000)', 'certain'],
  ['integer NOT NULL', '', 'FOR VALUES FROM (0) TO (1000)', 'certain'],
  ['integer', '', 'DEFAULT', 'none'],
  ['text', "CHECK (at = 'x')", "FOR VALUES IN ('x')", 'certain'],
  ['text NOT NULL', "CHECK (at = 'x')", "FOR VALUES IN ('x')", 'none'],
  ['text NOT NULL', "CHECK (at IN ('y'))", "FOR VALUES IN ('x', 'y')", 'none'],
  ['text NOT NULL', "CHECK (at IN ('x', 'z'))", "FOR VALUES IN ('x', 'y')", 'certain'],
  ['text', "CHECK (at IN ('x', 'y'))", "FOR VALUES IN ('x', NULL, 'y')", 'none'],
  ['text NOT NULL', "CHECK (at > 'x')", "FOR VALUES IN ('x')", 'certain'],
]

function setupOf(column: string, checks: string, bound: string): string {
  const type = column.replace(' NOT NULL', '')
  const strategy = bound.includes(' IN ') ? 'LIST' : 'RANGE'
  return `
    CREATE TABLE events (at ${type}, note text) PARTITION BY ${strategy} (at);
    CREATE TABLE events_1 (at ${column}, note text${checks === '' ? '' : `, ${checks}`})`
}

describe('the proof of a partition bound', () => {
  let connection: Connection

  beforeAll(async () => {
    connection = await sharedEmbedded()
  })

  it.each(CASES)('%s, %s, %s: %s', async (column, checks, bound, claimed) => {
    const setup = setupOf(column, checks, bound)
    const attach = `ALTER TABLE events ATTACH PARTITION events_1 ${bound}`
    const scans = claimsOf(attach, schemaAfter(setup), 18).filter(effect => effect.kind === 'scan')
    expect(scans[0]?.certainty ?? 'none').toBe(claimed)

    await resetSchema(connection)
    await connection.query(setup)
    await connection.query('SET client_min_messages = debug1')
    const { notices } = await connection.query(attach)
    await connection.query('RESET client_min_messages')
    const verified = notices.some(({ message }) => message.startsWith('verifying table "events_1"'))
    if (claimed !== 'may') expect(verified).toBe(claimed === 'certain')
  })
})
