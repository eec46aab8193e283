import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { volatilityTable } from '../../src/dev/generate-volatility.ts'
import { volatilityOf } from '../../src/effects/volatility.ts'
import { viewOf } from '../../src/schema/schema-view.ts'
import { operationsOf, schemaAfter } from './claims.ts'

const schema = viewOf(
  schemaAfter(`
    CREATE SCHEMA billing;
    CREATE FUNCTION next_code() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 7; END $$;
    CREATE FUNCTION fixed_code() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 7';
    CREATE FUNCTION billing.rate() RETURNS int LANGUAGE sql STABLE AS 'SELECT 7';
    CREATE FUNCTION seven() RETURNS int LANGUAGE sql AS 'SELECT 7';
    CREATE FUNCTION lot() RETURNS int LANGUAGE sql AS 'SELECT (random() * 10)::int';
    CREATE FUNCTION lots() RETURNS int RETURN lot() + seven();
    CREATE FUNCTION sevens() RETURNS int BEGIN ATOMIC SELECT seven() + 7; END;
    CREATE FUNCTION endless() RETURNS int LANGUAGE sql AS 'SELECT endless()';
    CREATE FUNCTION pretended() RETURNS float LANGUAGE sql STABLE AS 'SELECT random()';
    CREATE FUNCTION owners() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 7';
    CREATE FUNCTION counted() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM orders';
    CREATE FUNCTION calmed(int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 7; END $$;
    ALTER FUNCTION calmed(integer) STABLE;
    CREATE FUNCTION hidden() RETURNS int LANGUAGE sql AS 'SELECT 7';
    ALTER FUNCTION hidden() SECURITY DEFINER;
    CREATE FUNCTION either(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN 7; END $$;
    CREATE FUNCTION either(text) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 7; END $$;
    CREATE FUNCTION lone(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN 7; END $$;
    CREATE FUNCTION lone(text) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 7; END $$;
    DROP FUNCTION lone(text)`),
)

function volatilityOfDefault(expression: string) {
  const [operation] = operationsOf(`ALTER TABLE orders ADD COLUMN fresh int DEFAULT ${expression}`)
  if (operation?.kind !== 'addColumn' || !operation.column.default) throw new Error('no default')
  return volatilityOf(operation.column.default, schema)
}

describe('the volatility of a default', () => {
  it.each([
    ['5', 'not volatile'],
    ["'5'::int", 'not volatile'],
    ['now()', 'not volatile'],
    ['CURRENT_TIMESTAMP', 'not volatile'],
    ["now() + interval '1 day'", 'not volatile'],
    ["concat('a', lower('B'))", 'not volatile'],
    ['statement_timestamp()', 'not volatile'],
    ['CURRENT_USER', 'not volatile'],
    ['COALESCE(NULL, 1)', 'not volatile'],
    ['clock_timestamp()', 'volatile'],
    ['pg_catalog.clock_timestamp()', 'volatile'],
    ['gen_random_uuid()', 'volatile'],
    ['random()', 'volatile'],
    ["nextval('invoices')", 'volatile'],
    ['timeofday()', 'volatile'],
    ['uuid_generate_v4()', 'volatile'],
    ['md5(random()::text)', 'volatile'],
    ['next_code()', 'volatile'],
    ['public.next_code()', 'volatile'],
    ['fixed_code()', 'not volatile'],
    ['billing.rate()', 'not volatile'],
    ['seven()', 'not volatile'],
    ['lot()', 'volatile'],
    ['lots()', 'volatile'],
    ['sevens()', 'not volatile'],
    ['endless()', 'volatile'],
    ['pretended()', 'not volatile'],
    ['owners()', 'volatile'],
    ['counted()', 'volatile'],
    ['calmed(1)', 'not volatile'],
    ['hidden()', 'volatile'],
    ['either(1)', 'unknown'],
    ['lone(1)', 'not volatile'],
    ['nobody_knows()', 'unknown'],
    ['nobody_knows() + random()', 'volatile'],
  ])('%s is %s', (expression, volatility) => {
    expect(volatilityOfDefault(expression)).toBe(volatility)
  })

  it('comes from a table that the generator would write again', async () => {
    const table = readFileSync(new URL('../../src/effects/volatility-table.ts', import.meta.url), 'utf8')
    const words = (text: string) => text.split(/\s+/u)
    expect(words(await volatilityTable())).toEqual(words(table))
  })
})
