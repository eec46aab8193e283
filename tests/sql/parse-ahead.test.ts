/** Texts that are parsed together read as they do alone. */
import { afterEach, describe, expect, test } from 'vitest'
import { createSourceFile } from '../../src/source/source-file.ts'
import { verbatim } from '../../src/source/mapped-text.ts'
import { parseAhead, takeParsed } from '../../src/sql/parse-ahead.ts'
import { readSql } from '../../src/sql/read-sql.ts'

const read = (text: string) =>
  readSql(verbatim(createSourceFile('1_orders.sql', text)), { sending: 'apart', statement: 0, roundTrip: 0 })

afterEach(() => parseAhead([]))

const TEXTS: Readonly<Record<string, string>> = {
  'one statement': 'ALTER TABLE orders ADD COLUMN note text;',
  'no semicolon at the end': 'DROP TABLE orders, customers',
  'a comment that goes to the end': 'SELECT 1; -- the end',
  'comments around': '-- first\nCREATE INDEX ON orders (total); /* last */\n',
  'letters of several bytes': `COMMENT ON TABLE orders IS 'Aufträge 🛒';\nDROP TABLE "bücher", "журнал";`,
  'nothing but comments': '-- nothing\n',
  'several statements': 'BEGIN;\nDROP TABLE a, b;\nCHECKPOINT;\nCOMMIT;',
  'a syntax error': 'ALTER TABLE orders ADD COLUM;',
  'a string that is not closed': `SELECT 'open`,
  'the other end of a string': `'; DROP TABLE orders;`,
  'a comment that is not closed': 'SELECT 1; /* open',
  'the other end of a comment': '*/ SELECT 2;',
  'a dollar quote that is not closed': 'DO $$ BEGIN',
  'the other end of a dollar quote': '$$; SELECT 3',
  'a bracket that is not closed': 'CREATE TABLE orders (id int',
  'a body that is not closed': 'CREATE FUNCTION one() RETURNS int BEGIN ATOMIC SELECT 1',
  'the other end of a body': 'SELECT 2; END;',
  'half of a character': "SELECT '\ud83d';",
}

describe('texts parsed ahead', () => {
  test.each(Object.keys(TEXTS))('read as alone behind and before any other: %s', name => {
    const text = TEXTS[name] ?? ''
    const alone = read(text)
    for (const other of Object.values(TEXTS)) {
      for (const order of [
        [text, other],
        [other, text],
        [other, text, other.toUpperCase()],
      ]) {
        parseAhead(order)
        expect(read(text)).toEqual(alone)
      }
    }
  })

  test('are given away once, and forgotten with the next call', () => {
    const [first, second] = ['SELECT 1;', 'SELECT 2;']
    parseAhead([first, second])
    expect(takeParsed(second)?.statements).toHaveLength(1)
    expect(takeParsed(second)).toBeUndefined()
    parseAhead([])
    expect(takeParsed(first)).toBeUndefined()
  })

  test('are found on both sides of one that PostgreSQL refuses', () => {
    parseAhead(['SELECT 1;', 'SELEC 2;', 'SELECT 3;', 'SELECT 4;'])
    expect(takeParsed('SELEC 2;')).toBeUndefined()
    expect(takeParsed('SELECT 4;')?.statements).toHaveLength(1)
  })
})
