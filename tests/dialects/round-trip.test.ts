import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { postgres, printOperation } from '../../src/dialects/postgres.ts'
import type { DataType } from '../../src/model/data-type.ts'
import type { BareOperation, Operation, OperationKind } from '../../src/model/operation.ts'
import { verbatim } from '../../src/source/mapped-text.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { readSql } from '../../src/sql/read-sql.ts'
import { ALL_EXAMPLES, EXAMPLES } from './examples.ts'
import { column } from './make.ts'

/** Kinds that SQL has no word for: what is printed is a comment, or does the same by other means. */
const WITHOUT_WORD: ReadonlySet<OperationKind> = new Set([
  'updateInBatches',
  'assertQuery',
  'opaque',
  'noOperation',
])

/** Without place, and without the fields that are there as `undefined`, so that a difference is easier to see. */
function bare({ span: _s, statement: _n, roundTrip: _r, ...operation }: Operation): object {
  return JSON.parse(JSON.stringify(operation)) as object
}

/** The operations that a text says, without their places; it must parse. */
function read(sql: string): readonly object[] {
  const file = createSourceFile('printed.sql', sql)
  const { operations, parseErrors } = readSql(verbatim(file), {
    sending: 'apart',
    statement: 0,
    roundTrip: 0,
  })
  expect(
    parseErrors.map(({ message }) => message),
    sql,
  ).toEqual([])
  return operations.map(bare)
}

describe('reading what the dialect printed gives the operation back', () => {
  const cases = ALL_EXAMPLES.filter(({ kind }) => !WITHOUT_WORD.has(kind))
  test.each(cases.map(operation => [printOperation(operation), operation] as const))(
    '%s',
    (sql, operation) => {
      expect(read(sql)).toEqual([operation])
    },
  )

  test('also for all of them as one script', () => {
    const script = postgres.printOperations(cases).join(';\n')
    expect(read(script)).toEqual(cases)
  })
})

describe('what SQL has no word for', () => {
  test('becomes a comment that runs nothing, whatever its message', () => {
    for (const operation of [...EXAMPLES.opaque, ...EXAMPLES.noOperation])
      expect(read(printOperation(operation))).toEqual([])
  })

  test('becomes one UPDATE for a backfill in batches, and a comment when a value is not known', () => {
    const [filled, , unknown] = EXAMPLES.updateInBatches
    expect(printOperation(filled)).toBe("UPDATE orders SET note = 'none' WHERE note IS NULL")
    expect(read(printOperation(unknown))).toEqual([])
  })

  test('becomes a DO block for an assertion', () => {
    const [first] = EXAMPLES.assertQuery
    expect(printOperation(first)).toContain("RAISE EXCEPTION USING MESSAGE = 'there mustn''t be orders'")
  })
})

describe('names and types of any spelling', () => {
  const RESERVED = ['select', 'user', 'table', 'order', 'integer', 'values', 'left', 'int', 'true', 'public']
  const spelled = fc.oneof(
    fc.constantFrom(...RESERVED),
    fc.stringMatching(/^[a-z_][a-z0-9_]{0,12}$/u),
    fc.stringMatching(/^[A-Za-z "'.;äß名🚚$\\-]{1,10}$/u),
  )
  const schema = fc.option(spelled, { nil: undefined })
  const name = fc
    .record({ schema, name: spelled })
    .map(each => (each.schema === undefined ? { name: each.name } : each))
  const same = (operation: BareOperation) => expect(read(printOperation(operation))).toEqual([operation])

  test('come back as names of tables, columns, constraints and values', () => {
    fc.assert(
      fc.property(name, spelled, spelled, (table, one, other) => {
        same({ kind: 'renameColumn', table, column: one, to: other })
        same({ kind: 'dropConstraint', table, name: one, cascade: true })
        same({ kind: 'createIndex', name: one, table, parts: [{ column: other }], include: [one] })
        same({ kind: 'addEnumValue', type: table, value: one, before: other })
        same({ kind: 'dropTable', table })
      }),
      { numRuns: 150 },
    )
  })

  const length = fc.integer({ min: 1, max: 60 })
  const dimensions = fc.integer({ min: 0, max: 2 })
  const type: fc.Arbitrary<DataType> = fc.oneof(
    fc.record({
      name: fc.constantFrom(
        'integer',
        'bigint',
        'smallint',
        'text',
        'boolean',
        'real',
        'double precision',
        'json',
        'jsonb',
        'uuid',
        'date',
        'bytea',
        'interval',
        'interval year to month',
        'timestamptz',
        'timestamp',
        'time',
        'timetz',
        'numeric',
        'varchar',
        'bpchar',
        'serial',
        'inet',
        'int4range',
        'varbit',
        '"char"',
      ),
      arguments: fc.constant([]),
      dimensions,
    }),
    fc.record({
      name: fc.constantFrom('varchar', 'char', 'bit', 'varbit', 'vector'),
      arguments: fc.tuple(length),
      dimensions,
    }),
    fc.record({
      name: fc.constantFrom('timestamp', 'timestamptz', 'time', 'timetz', 'interval', 'interval second'),
      arguments: fc.tuple(fc.integer({ min: 0, max: 6 })),
      dimensions,
    }),
    fc.record({
      name: fc.constant('numeric'),
      arguments: fc.tuple(length, fc.integer({ min: -3, max: 9 })),
      dimensions,
    }),
    fc
      .record({ schema: spelled, name: spelled, arguments: fc.constant([]), dimensions })
      .filter(({ schema: of }) => of !== 'pg_catalog'),
  )

  test('come back as types of columns', () => {
    fc.assert(
      fc.property(name, spelled, type, (table, columnName, columnType) => {
        same({ kind: 'addColumn', table, column: column(columnName, columnType) })
        same({ kind: 'changeColumnType', table, column: columnName, type: columnType })
      }),
      { numRuns: 300 },
    )
  })
})
