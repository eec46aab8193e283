/** Functions and types of a target: those that its tables need are made where they are missing. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findDifferences, type Differences } from '../../src/autogenerate/autogenerate.ts'
import type { Change } from '../../src/autogenerate/compare/change.ts'
import { sqlFile } from '../../src/autogenerate/index.ts'
import { resetSchema } from '../../src/database/embedded.ts'
import type { Database } from '../../src/database/open-database.ts'
import { printOperation } from '../../src/dialects/postgres.ts'
import { sharedDatabase } from '../shared-embedded.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'migrate-lint-routines-'))
const TOUCH = `CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`

/** As pg_dump writes it. */
const SHOP = `
  CREATE TYPE public.price AS (amount numeric, currency text);
  CREATE FUNCTION public.last_order() RETURNS bigint LANGUAGE sql AS $$SELECT max(id) FROM public.orders$$;
  CREATE FUNCTION public.cents(total numeric) RETURNS bigint LANGUAGE sql IMMUTABLE AS $_$SELECT ($1 * 100)::bigint$_$;
  CREATE FUNCTION public.cents(total integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS $_$SELECT $1 * 100::bigint$_$;
  CREATE FUNCTION public.new_number() RETURNS text LANGUAGE plpgsql AS $$BEGIN RETURN 'A1'; END$$;
  CREATE AGGREGATE public.list(text) (SFUNC = textcat, STYPE = text);
  CREATE SEQUENCE public.numbers START WITH 100 INCREMENT BY 10;
  ${TOUCH};
  CREATE COLLATION public.by_codes FROM "C";
  CREATE TABLE public.orders (id bigint NOT NULL, number text COLLATE public.by_codes DEFAULT public.new_number() NOT NULL, price public.price);
  CREATE FUNCTION public.title(orders public.orders) RETURNS text LANGUAGE sql STABLE AS $_$SELECT $1.number$_$;
  CREATE VIEW public.lists AS SELECT public.list(number) AS list FROM public.orders;
  CREATE INDEX ix_orders_cents ON public.orders USING btree (public.cents((price).amount));`

let database: Database
beforeAll(async () => {
  database = await sharedDatabase()
  writeFileSync(join(FOLDER, 'shop.sql'), SHOP)
})
afterAll(() => rmSync(FOLDER, { recursive: true }))
beforeEach(() => resetSchema(database.connection))

const differences = () => findDifferences(database, sqlFile('shop.sql'), { cwd: FOLDER })
const summaries = ({ changes }: Pick<Differences, 'changes'>) => changes.map(({ summary }) => summary)

/** In one transaction, as a migration is. */
async function run(changes: readonly Change[]): Promise<void> {
  const statements = changes.flatMap(({ operations }) => operations.map(printOperation))
  await database.connection.query(['BEGIN', ...statements, 'COMMIT'].join(';\n'))
}

describe('functions and types of a target', () => {
  it('are made before the tables that need them, behind those whose rows they take, and go again', async () => {
    const all = await differences()
    expect(summaries(all)).toEqual([
      'create sequence numbers',
      'create type price',
      'create function last_order',
      'create function cents',
      'create function cents',
      'create function new_number',
      'create aggregate list',
      'create function touch',
      'create collation by_codes',
      'create table orders',
      'create index ix_orders_cents',
      'create function title',
      'create view lists',
    ])
    await run(all.changes)
    const { rows } = await database.connection.query(
      `SELECT nextval('numbers')::text, nextval('numbers')::text AS next`,
    )
    expect(rows).toEqual([{ nextval: '100', next: '110' }])
    expect(summaries(await differences())).toEqual([])
    await run(all.back.changes)
    expect(summaries(await differences())).toEqual(summaries(all))
  })

  it('stay as they are where the database has one of the name', async () => {
    await database.connection.query(TOUCH)
    const { changes, back } = await differences()
    expect(summaries({ changes })).not.toContain('create function touch')
    expect(summaries(back)).not.toContain('drop function touch')
  })
})
