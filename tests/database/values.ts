/** Values that PostgreSQL has and JavaScript has not: each driver gives them the same way. */
import { expect, it } from 'vitest'
import type { Connection } from '../../src/database/connection.ts'

const VALUES: readonly (readonly [string, unknown])[] = [
  ['41::smallint + 1', 42],
  ['9007199254740993::bigint', '9007199254740993'],
  ['1.10::numeric', '1.10'],
  ['1.5::float8', 1.5],
  ['true', true],
  ['NULL::int', null],
  ["'2026-02-03'::date", '2026-02-03'],
  ["'2026-02-03 04:05:06.123456'::timestamp", '2026-02-03 04:05:06.123456'],
  ["'2026-02-03 04:05:06.123456+00'::timestamptz", '2026-02-03 04:05:06.123456+00'],
  ["'infinity'::timestamptz", 'infinity'],
  ["'1 mon 2 days 03:04:05.678'::interval", '1 mon 2 days 03:04:05.678'],
  [`'{"lines": [1, 2]}'::jsonb`, { lines: [1, 2] }],
  ["'null'::json", null],
  [String.raw`'\x0102ff'::bytea`, Buffer.from([1, 2, 255])],
  ["'(1,2)'::point", '(1,2)'],
  ['ARRAY[1, 2]', [1, 2]],
  ['ARRAY[9007199254740993, NULL]', ['9007199254740993', null]],
  ['ARRAY[1.50]', ['1.50']],
  ["ARRAY['2026-02-03'::date]", ['2026-02-03']],
  ["ARRAY['a,b'::name]", ['a,b']],
]

/** Values sent, and what the server understood. */
const PARAMETERS: readonly (readonly [string, unknown, unknown])[] = [
  ['$1::bigint', 9007199254740993n, '9007199254740993'],
  ['$1::bigint', '9007199254740993', '9007199254740993'],
  ['$1::numeric', '1.10', '1.10'],
  ['$1::boolean', false, false],
  ['$1::text', null, null],
  ['$1::text', undefined, null],
  ['$1::timestamptz', new Date('2026-02-03T04:05:06.123Z'), '2026-02-03 04:05:06.123+00'],
  ['$1::jsonb', { lines: [1, 2] }, { lines: [1, 2] }],
  ['$1::int[]', [1, 2], [1, 2]],
  ['$1::text[]', ['a,b', 'c"d', null], ['a,b', 'c"d', null]],
  ['$1::bytea', new Uint8Array([1, 2, 255]), Buffer.from([1, 2, 255])],
]

/** Adds the tests for a driver; the session's time zone is UTC. */
export function itGivesPlainValues(connection: () => Connection): void {
  it.each(VALUES)('gives %s as it is', async (expression, value) => {
    expect((await connection().query(`SELECT ${expression} AS value`)).rows).toEqual([{ value }])
  })

  it.each(PARAMETERS)('takes for %s what JavaScript has', async (expression, sent, value) => {
    expect((await connection().query(`SELECT ${expression} AS value`, [sent])).rows).toEqual([{ value }])
  })
}
