import { describe, expect, it } from 'vitest'
import { costOfCast, costOfTypeChange, type TypeChangeCost } from '../../src/effects/casts.ts'
import type { EffectContext } from '../../src/effects/effect-context.ts'
import { refusalOf } from '../../src/effects/narrowing.ts'
import type { ChangeColumnType } from '../../src/model/column-operations.ts'
import { viewOf } from '../../src/schema/schema-view.ts'
import { operationsOf, schemaAfter } from './claims.ts'

const schema = viewOf(
  schemaAfter(`
    CREATE DOMAIN amount AS numeric(10,2);
    CREATE DOMAIN item_count AS integer CHECK (VALUE > 0);
    CREATE TYPE order_status AS ENUM ('open')`),
)
const context: EffectContext = { schema, postgresVersion: 14 }

function changeTo(type: string, using = ''): ChangeColumnType {
  const [operation] = operationsOf(`ALTER TABLE orders ALTER COLUMN code TYPE ${type} ${using}`)
  if (operation?.kind !== 'changeColumnType') throw new Error('not a type change')
  return operation
}

const typeOf = (type: string) => changeTo(type).type

const FREE: TypeChangeCost = { rewrites: 'no', rebuildsIndexes: false }
const INDEXES: TypeChangeCost = { rewrites: 'no', rebuildsIndexes: true }
const REWRITE: TypeChangeCost = { rewrites: 'yes', rebuildsIndexes: true }
const ZONE: TypeChangeCost = { rewrites: 'may', rebuildsIndexes: true }

/** What PostgreSQL does; the effect truth test runs the like of each on a server. */
const COSTS: readonly (readonly [string, string, TypeChangeCost])[] = [
  ['integer', 'integer', FREE],
  ['integer', 'bigint', REWRITE],
  ['bigint', 'integer', REWRITE],
  ['integer', 'oid', INDEXES],
  ['varchar(20)', 'varchar(50)', FREE],
  ['varchar(50)', 'varchar(20)', REWRITE],
  ['varchar(20)', 'varchar', FREE],
  ['varchar', 'varchar(20)', REWRITE],
  ['varchar(20)', 'text', FREE],
  ['text', 'varchar', FREE],
  ['text', 'varchar(100)', REWRITE],
  ['char(8)', 'text', REWRITE],
  ['char(8)', 'char(12)', REWRITE],
  ['text', 'char(8)', REWRITE],
  ['text', 'citext', INDEXES],
  ['citext', 'text', INDEXES],
  ['numeric(10,2)', 'numeric(12,2)', FREE],
  ['numeric(10,2)', 'numeric', FREE],
  ['numeric(10,2)', 'numeric(12,4)', REWRITE],
  ['numeric(10,2)', 'numeric(8,2)', REWRITE],
  ['numeric', 'numeric(10,2)', REWRITE],
  ['numeric(10)', 'numeric(12,0)', FREE],
  ['timestamp(3)', 'timestamp', FREE],
  ['timestamp', 'timestamp(6)', FREE],
  ['timestamp', 'timestamp(3)', REWRITE],
  ['timestamp', 'timestamptz', ZONE],
  ['timestamptz', 'timestamp', ZONE],
  ['timestamp(3)', 'timestamptz(3)', REWRITE],
  ['time(3)', 'time', FREE],
  ['interval', 'interval(3)', REWRITE],
  ['varbit(8)', 'varbit(16)', FREE],
  ['bit(4)', 'varbit', INDEXES],
  ['bit(4)', 'bit(8)', REWRITE],
  ['cidr', 'inet', FREE],
  ['inet', 'cidr', REWRITE],
  ['json', 'jsonb', REWRITE],
  ['xml', 'text', INDEXES],
  ['text[]', 'varchar[]', REWRITE],
  ['varchar(10)[]', 'varchar[]', FREE],
  ['varchar(10)[]', 'varchar(20)[]', REWRITE],
  ['text', 'text[]', REWRITE],
  ['amount', 'numeric', FREE],
  ['amount', 'numeric(10,2)', REWRITE],
  ['numeric(10,2)', 'amount', FREE],
  ['integer', 'item_count', REWRITE],
  ['item_count', 'integer', FREE],
  ['item_count', 'item_count', FREE],
  ['order_status', 'text', REWRITE],
]

describe('the cost of a type change', () => {
  it.each(COSTS)('from %s to %s', (from, to, cost) => {
    expect(costOfCast(typeOf(from), typeOf(to), context)).toEqual(cost)
  })

  it('is not known without the old type', () => {
    expect(costOfTypeChange(changeTo('bigint'), undefined, context).rewrites).toBe('may')
  })

  it.each([
    'USING code',
    'USING code::varchar(50)',
    'USING CAST(code AS character varying(50))',
    'USING "code"::varchar(50)',
  ])('is that of no USING for %s', using => {
    expect(costOfTypeChange(changeTo('varchar(50)', using), typeOf('varchar(20)'), context)).toEqual(FREE)
  })

  it.each(['USING upper(code)', 'USING code::text::varchar(50)', 'USING number::varchar(50)', "USING 'new'"])(
    'is a rewrite for %s',
    using => {
      expect(costOfTypeChange(changeTo('varchar(50)', using), typeOf('varchar(20)'), context)).toEqual(
        REWRITE,
      )
    },
  )

  it('is that of the indexes for another collation', () => {
    const change = changeTo('varchar(20) COLLATE "C"')
    expect(costOfTypeChange(change, typeOf('varchar(20)'), context)).toEqual(INDEXES)
  })
})

describe('a value may refuse a type change', () => {
  it.each([
    ['text', 'varchar(10)', '22001'],
    ['varchar(20)', 'varchar(10)', '22001'],
    ['bigint', 'integer', '22003'],
    ['numeric(10,2)', 'numeric(8,2)', '22003'],
    ['double precision', 'real', '22003'],
    ['text', 'integer', '22P02'],
    ['bit(4)', 'bit(8)', '22026'],
  ])('from %s to %s with %s', (from, to, sqlstate) => {
    expect(refusalOf(typeOf(from), typeOf(to), context)).toBe(sqlstate)
  })

  it.each([
    ['integer', 'bigint'],
    ['smallint', 'numeric'],
    ['integer', 'text'],
    ['varchar(10)', 'varchar(20)'],
    ['timestamp', 'timestamp(3)'],
  ])('but none from %s to %s', (from, to) => {
    expect(refusalOf(typeOf(from), typeOf(to), context)).toBeUndefined()
  })
})
