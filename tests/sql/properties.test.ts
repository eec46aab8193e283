/** Properties that hold for any text whatever. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mappedText, type Piece } from '../../src/source/mapped-text.ts'
import { createSourceFile, type SourceFile } from '../../src/source/source-file.ts'
import { spanOf, textOf, type Span } from '../../src/source/span.ts'
import { readSql, type SqlReading } from '../../src/sql/read-sql.ts'
import { splitSql } from '../../src/sql/split.ts'
import { read } from './reading.ts'

const RUNS = { numRuns: 150 }

const STATEMENTS = [
  'CREATE TABLE orders (id int PRIMARY KEY, note text)',
  'ALTER TABLE orders ADD é text, DROP "🐢"',
  "UPDATE orders SET note = 'a;b' WHERE id = 1",
  'DROP TABLE orders, shop.customers CASCADE',
  'CREATE INDEX CONCURRENTLY i ON orders (note)',
  'DO $$ BEGIN DROP TABLE orders; EXECUTE x; END $$',
  'SELECT E\'\\\'\', $q$;$q$, "a""b" -- c',
  'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END',
  'COPY orders FROM stdin',
]

const FRAGMENTS = [
  ...STATEMENTS,
  ...[
    ';',
    ';;',
    '\n',
    '\r\n',
    ' ',
    '-- x\n',
    '/* y */',
    '/*',
    '*/',
    '(',
    ')',
    '[',
    "'",
    "E'",
    '"',
    '$$',
    '$a$',
    '\\.',
  ],
  ...[
    '\\gexec',
    '\\set x',
    '`',
    'BEGIN',
    'ATOMIC',
    'CASE',
    'END',
    'é',
    '🐢',
    '\0',
    '\uFEFF',
    'U&"',
    ':x',
    '${y}',
    ',',
    '.',
  ],
]

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 14 }).map(parts => parts.join(' ')),
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 14 }).map(parts => parts.join('')),
)

function spansOf({ operations, parseErrors, comments }: SqlReading): Span[] {
  return [...operations, ...parseErrors, ...comments].map(({ span }) => span)
}

function within(file: SourceFile, spans: readonly Span[]): boolean {
  return spans.every(
    ({ start, end, file: own }) => own === file && 0 <= start && start <= end && end <= file.text.length,
  )
}

describe('any text', () => {
  it('is read without an exception, with places inside the text and numbers in order', () => {
    fc.assert(
      fc.property(anyText, text => {
        const reading = read(text, { sending: 'apart', statement: 3, roundTrip: 1 })
        const spans = spansOf(reading)
        expect(spans.every(({ file }) => within(file, [{ ...spans[0], start: 0, end: 0, file }]))).toBe(true)
        for (const { start, end, file } of spans) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(file.text.length)
        }
        const numbers = reading.operations.map(({ statement }) => statement)
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
        expect(numbers.every(number => number >= 3 && number < reading.nextStatement)).toBe(true)
      }),
      RUNS,
    )
  })

  it('is split into statements in order, apart from each other, that hold every character but space and marks', () => {
    fc.assert(
      fc.property(anyText, text => {
        let behind = 0
        for (const { start, end } of splitSql(text).chunks) {
          expect(start).toBeGreaterThanOrEqual(behind)
          expect(end).toBeGreaterThan(start)
          behind = end
        }
        expect(behind).toBeLessThanOrEqual(text.length)
      }),
      RUNS,
    )
  })
})

describe('correct statements', () => {
  const plain = STATEMENTS.filter(statement => !statement.includes('--') && !statement.startsWith('COPY'))
  const between = fc.constantFrom(';', ' ; \n', ';-- x; y\n', '; /* ; */ ', ';\r\n;')

  it('say the same alone and behind others, also behind a mistake', () => {
    const alone = new Map(plain.map(statement => [statement, said(read(statement))]))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('SELEC 1', ...plain), between), { minLength: 1, maxLength: 6 }),
        parts => {
          const text = parts.map(([statement, separator]) => statement + separator).join('')
          const expected = parts.flatMap(([statement]) => alone.get(statement) ?? ['opaque SELEC 1'])
          expect(said(read(text))).toEqual(expected)
        },
      ),
      RUNS,
    )
  })

  it('have exact places when every character may be an escape sequence of the host', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...plain),
        fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }),
        (statement, escape) => {
          const { file, sql } = escaped(statement, escape)
          const { operations } = readSql(sql, { sending: 'together', statement: 0, roundTrip: 0 })
          expect(
            within(
              file,
              operations.map(({ span }) => span),
            ),
          ).toBe(true)
          const unescaped = operations.map(({ kind, span }) => `${kind} ${unescape(textOf(span))}`)
          expect(unescaped).toEqual(said(read(statement)))
        },
      ),
      RUNS,
    )
  })
})

function said({ operations }: SqlReading): string[] {
  return operations.map(({ kind, span }) => `${kind} ${textOf(span)}`)
}

/** A text in which some characters are written as `\u{…}`. */
function escaped(statement: string, escape: readonly boolean[]) {
  const parts = [...statement].map((character, i) => ({
    character,
    written: escape[i % escape.length] ? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}` : character,
  }))
  const file = createSourceFile('up.ts', parts.map(({ written }) => written).join(''))
  let at = 0
  const pieces = parts.map(({ character, written }): Piece => {
    const span = spanOf(file, at, at + written.length)
    at += written.length
    return { length: character.length, span, atomic: character !== written }
  })
  return { file, sql: mappedText(statement, pieces) }
}

function unescape(text: string): string {
  return text.replace(/\\u\{([0-9a-f]+)\}/gu, (_, point: string) => String.fromCodePoint(parseInt(point, 16)))
}
