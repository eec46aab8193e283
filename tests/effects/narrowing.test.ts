import { describe, expect, it } from 'vitest'
import { narrowingOf, type Narrowing } from '../../src/effects/narrowing.ts'
import { changesFamily } from '../../src/effects/type-family.ts'
import { viewOf } from '../../src/schema/schema-view.ts'
import { operationsOf, schemaAfter } from './claims.ts'

/** A column of that definition, before a change of its type. */
function changed(definition: string, change: string) {
  const state = schemaAfter(`
    CREATE TYPE mood AS ENUM ('good', 'bad');
    CREATE TYPE feeling AS ENUM ('good', 'bad', 'ugly');
    CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
    CREATE DOMAIN note AS text;
    CREATE TABLE visits (code ${definition});`)
  const [operation] = operationsOf(`ALTER TABLE visits ALTER code TYPE ${change}`)
  if (operation?.kind !== 'changeColumnType') throw new Error('not a type change')
  const context = { schema: viewOf(state), postgresVersion: 18 }
  return { operation, context, old: context.schema.column({ name: 'visits' }, 'code')?.type }
}

function narrowing(definition: string, change: string): Narrowing | undefined {
  const { operation, context } = changed(definition, change)
  return narrowingOf(operation, context)
}

/** As seen on PostgreSQL 15 and 18. */
describe('a change of a type', () => {
  it.each([
    ['text', 'integer', 'column'],
    ['text', 'integer USING code', 'column'],
    ['text', 'jsonb', 'column'],
    ['boolean', 'integer', 'column'],
    ['date', 'time', 'column'],
    ['mood', 'feeling', 'column'],
    ['text', 'text[]', 'column'],
    ['text[]', 'integer[]', 'column'],
    ["text DEFAULT 'good'", 'mood USING code::mood', 'default'],
    ['boolean DEFAULT true', 'integer USING code::integer', 'default'],
    ['text DEFAULT 1', 'integer USING 1', 'default'],
  ])('from %s to %s never runs for the %s', (definition, change, of) => {
    expect(narrowing(definition, change)).toEqual({ kind: 'no cast', of })
  })

  it.each([
    ['text', 'varchar(5) USING code', '22001'],
    ['integer', 'varchar(2)', '22001'],
    ['mood', 'varchar(3)', '22001'],
    ['text', 'integer USING code::integer', '22P02'],
    ['text', 'timestamptz USING code::timestamptz', '22007'],
    ['numeric(10,2)', 'numeric(10,4)', '22003'],
    ['numeric(10,0)', 'integer', '22003'],
    ['double precision', 'numeric(10,1)', '22003'],
    ['feeling', 'mood USING code::text::mood', '22P02'],
    ['integer', 'positive', '23514'],
  ])('from %s to %s may be refused with %s', (definition, change, sqlstate) => {
    expect(narrowing(definition, change)).toEqual({ kind: 'refused', sqlstate })
  })

  it.each([
    ['text', 'varchar(5) USING code::varchar(5)'],
    ['bit(4)', 'bit(3) USING code::bit(3)'],
    ['numeric(10,2)', 'numeric(12,1)'],
    ['numeric(5,2)', 'integer'],
    ['bigint', 'double precision'],
    ['timestamp', 'date'],
    ['timestamptz', 'time'],
    ['timestamp', 'timestamptz(0)'],
  ])('from %s to %s cuts', (definition, change) => {
    expect(narrowing(definition, change)).toEqual({ kind: 'cut' })
  })

  it.each([
    ['integer', 'bigint'],
    ['smallint', 'numeric(5,0)'],
    ['numeric(10,2)', 'double precision'],
    ['text', 'note'],
    ['boolean', 'varchar(5)'],
    ['mood', 'text'],
    ['mood', 'feeling USING code::text::feeling'],
    ['json', 'jsonb'],
    ['date', 'timestamptz'],
    ['text', 'zip_code USING code::zip_code'],
    ['text', 'varchar(5) USING left(code, 5)'],
    ['boolean DEFAULT true', 'text'],
  ])('from %s to %s keeps every value, or nobody knows', (definition, change) => {
    expect(narrowing(definition, change)).toBeUndefined()
  })
})

describe('the family of a type', () => {
  it.each([
    ['integer', 'bigint', false],
    ['varchar(5)', 'note', false],
    ['timestamp', 'timestamptz', false],
    ['integer', 'positive', false],
    ['mood', 'feeling', false],
    ['zip_code', 'text', false],
    ['integer', 'text', true],
    ['text', 'mood', true],
    ['text', 'text[]', true],
    ['integer', 'numeric', true],
    ['date', 'timestamp', true],
  ])('from %s to %s changes: %s', (from, to, changes) => {
    const { operation, context, old } = changed(from, to)
    expect(old && changesFamily(old, operation.type, context)).toBe(changes)
  })
})
