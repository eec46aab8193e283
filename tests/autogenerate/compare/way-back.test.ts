/** The way back: what was left alone on the way there is left alone, and hooks are asked as they were there. */
import { describe, expect, it } from 'vitest'
import { compareSchemas } from '../../../src/autogenerate/compare/compare-schemas.ts'
import type { CompareOptions } from '../../../src/autogenerate/compare/options.ts'
import { historyOf } from '../../schema/history.ts'
import { statementsOf } from './on-postgres.ts'

/** The statements there and back. */
function bothWays(database: string, target: string, options: Partial<CompareOptions> = {}) {
  const settings = { dialect: 'postgres', ...options } as const
  const [wanted, found] = [historyOf(target), historyOf(database)]
  return {
    there: statementsOf(compareSchemas(wanted, found, settings)),
    back: statementsOf(compareSchemas(found, wanted, { ...settings, isWayBack: true })),
  }
}

const NOTHING = { there: [], back: [] }

describe('the way back', () => {
  it('makes no table, column, index or constraint that includeName turned down', () => {
    const turnedDown = new Set(['old', 'note', 'ix', 'uq'])
    const includeName: CompareOptions['includeName'] = name => !turnedDown.has(name ?? '')
    const database =
      'CREATE TABLE old (); CREATE TABLE orders (id integer, note text, CONSTRAINT uq UNIQUE (id)); CREATE INDEX ix ON orders (id)'
    expect(bothWays(database, 'CREATE TABLE orders (id integer)', { includeName })).toEqual(NOTHING)
  })

  it('makes nothing in a schema that was not looked at', () => {
    const database = `CREATE SCHEMA billing; CREATE TYPE billing.mood AS ENUM ('sad'); CREATE DOMAIN billing.price AS integer; CREATE TABLE billing.orders ()`
    expect(bothWays(database, '')).toEqual(NOTHING)
  })

  it('makes no partition, view, domain, sequence or extension that the target does not name', () => {
    const parent = 'CREATE TABLE orders (day date) PARTITION BY RANGE (day);'
    const others =
      'CREATE TABLE orders_1 PARTITION OF orders DEFAULT; CREATE VIEW v AS SELECT day FROM orders; CREATE DOMAIN price AS integer; CREATE SEQUENCE numbers; CREATE EXTENSION hstore;'
    expect(bothWays(parent + others, parent)).toEqual(NOTHING)
  })

  it('leaves row level security on where it was on, and turns it off where it was turned on', () => {
    const [off, on] = [
      'CREATE TABLE orders ();',
      'CREATE TABLE orders (); ALTER TABLE orders ENABLE ROW LEVEL SECURITY',
    ]
    expect(bothWays(on, off)).toEqual(NOTHING)
    expect(bothWays(off, on)).toEqual({
      there: ['ALTER TABLE orders ENABLE ROW LEVEL SECURITY'],
      back: ['ALTER TABLE orders DISABLE ROW LEVEL SECURITY'],
    })
  })

  it('drops the schema and the sequence that were made', () => {
    const target = `CREATE SCHEMA billing; CREATE SEQUENCE numbers; CREATE TABLE billing.orders (id integer DEFAULT nextval('numbers'))`
    expect(bothWays('', target).back).toEqual([
      'DROP TABLE billing.orders',
      'DROP SEQUENCE numbers',
      'DROP SCHEMA billing',
    ])
  })

  it('asks hooks about the column of the target beside that of the database', () => {
    const seen: unknown[] = []
    const compareType: CompareOptions['compareType'] = ({ wanted, found }) => {
      seen.push([wanted.type?.name, found.type?.name])
      return false
    }
    const includeObject: CompareOptions['includeObject'] = (object, name, type, isReflected, compareTo) => {
      if (type === 'column')
        seen.push([name, isReflected, compareTo !== undefined, 'type' in object && object.type])
      return true
    }
    bothWays('CREATE TABLE orders (x integer, y text)', 'CREATE TABLE orders (x bigint)', {
      compareType,
      includeObject,
    })
    expect(seen.slice(seen.length / 2)).toEqual(expect.arrayContaining(seen.slice(0, seen.length / 2)))
  })
})
