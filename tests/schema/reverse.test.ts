/** A generated way back gives the schema back: in the replayed state, and on PostgreSQL. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../src/database/connection.ts'
import { introspect } from '../../src/database/introspect.ts'
import { resetSchema } from '../../src/database/reset-schema.ts'
import { printOperations } from '../../src/dialects/postgres.ts'
import { startMigration } from '../../src/schema/apply.ts'
import { reverseOperations } from '../../src/schema/reverse.ts'
import { canonicalRest, canonicalTables } from './canonical.ts'
import { historyOf, operationsOf } from './history.ts'
import { sharedEmbedded } from '../shared-embedded.ts'

const BASE = `
  CREATE TYPE order_state AS ENUM ('new', 'paid');
  CREATE TABLE customers (id bigint PRIMARY KEY, email text DEFAULT 'none', age smallint);
  CREATE TABLE orders (
    id bigint PRIMARY KEY,
    customer_id bigint NOT NULL,
    total integer DEFAULT 0,
    code varchar(10),
    CONSTRAINT total_positive CHECK (total >= 0)
  );
  CREATE INDEX orders_code_idx ON orders (code) WHERE code IS NOT NULL;
  CREATE UNIQUE INDEX customers_email_idx ON customers (email);
  CREATE VIEW totals AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;
`

const before = startMigration(historyOf(BASE))
let postgres: Connection

beforeAll(async () => {
  postgres = await sharedEmbedded()
})

const REVERSIBLE = [
  'CREATE TABLE refunds (id bigint PRIMARY KEY, order_id bigint REFERENCES orders); CREATE INDEX ON refunds (order_id)',
  'ALTER TABLE orders ADD COLUMN note text, ADD COLUMN paid boolean NOT NULL DEFAULT false',
  'ALTER TABLE orders RENAME TO purchases',
  'ALTER TABLE orders RENAME COLUMN code TO number',
  'ALTER TABLE orders RENAME CONSTRAINT total_positive TO total_not_negative',
  'ALTER INDEX orders_code_idx RENAME TO by_code',
  'ALTER TABLE customers ALTER COLUMN email SET NOT NULL, ALTER COLUMN age SET DEFAULT 18',
  'ALTER TABLE customers ALTER COLUMN email DROP DEFAULT',
  'ALTER TABLE orders ALTER COLUMN customer_id DROP NOT NULL',
  'ALTER TABLE customers ALTER COLUMN age TYPE bigint',
  'ALTER TABLE orders ALTER COLUMN code TYPE text',
  'ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers (id)',
  'ALTER TABLE orders ADD CONSTRAINT code_key UNIQUE (code), ADD CHECK (total < 1000) NOT VALID',
  'ALTER TABLE customers ADD CONSTRAINT email_key UNIQUE USING INDEX customers_email_idx',
  'ALTER TABLE orders DROP CONSTRAINT total_positive',
  'CREATE INDEX ON orders (customer_id, code DESC)',
  'DROP INDEX orders_code_idx',
  'CREATE UNIQUE INDEX one_order ON orders (customer_id) INCLUDE (code) WHERE total > 0',
  `CREATE TYPE refund_state AS ENUM ('open'); CREATE DOMAIN money_amount AS numeric CHECK (VALUE > 0)`,
  `ALTER TYPE order_state RENAME VALUE 'new' TO 'open'; ALTER TYPE order_state RENAME TO state`,
  'CREATE VIEW codes AS SELECT code FROM orders',
  `SET lock_timeout = '5s'; ALTER TABLE orders ADD COLUMN note text; CREATE INDEX ON orders (note); ALTER TABLE orders ALTER note SET NOT NULL`,
]

describe('what can be undone', () => {
  it.each(REVERSIBLE)('%s', async up => {
    const down = reverseOperations(before, operationsOf(up))
    expect(down).toBeDefined()
    await resetSchema(postgres)
    await postgres.query(BASE)
    const wanted = await catalog()
    await postgres.query(up)
    await postgres.query(printOperations(down ?? []).join(';\n'))
    expect(await catalog()).toEqual(wanted)
  })
})

/** Indexes by what they are: one whose name was PostgreSQL's choice may come back by another. */
async function catalog() {
  const state = await introspect(postgres)
  return { tables: canonicalTables(state), rest: canonicalRest(state) }
}

describe('what cannot be undone without a guess', () => {
  it.each([
    'ALTER TABLE orders DROP COLUMN code',
    'DROP VIEW totals; DROP TABLE orders',
    'UPDATE orders SET total = 0',
    `ALTER TYPE order_state ADD VALUE 'sent'`,
    'ALTER TABLE orders ALTER COLUMN code TYPE integer USING code::integer',
    'CREATE OR REPLACE VIEW totals AS SELECT customer_id, 1::bigint AS total FROM orders',
    'ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text',
    'CREATE TABLE IF NOT EXISTS refunds (id bigint)',
    'ALTER TABLE elsewhere ALTER COLUMN note SET NOT NULL',
    'SET search_path TO billing; CREATE TABLE bills (id bigint)',
    'CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
    'VACUUM orders',
  ])('%s', up => {
    expect(reverseOperations(before, operationsOf(up))).toBeUndefined()
  })
})
