/** The text of a table, taken apart and put together. */
import { describe, expect, it } from 'vitest'
import { printTable, readTable } from '../../../src/runner/batch/table-text.ts'

/** A column as `name type: clauses`, a constraint as `kind name`. */
function outline(sql: string): readonly string[] {
  return readTable(sql).slots.map(({ content }) =>
    content.kind === 'column'
      ? [content.name, content.type?.text ?? '', ...content.clauses.map(each => `[${each.text}]`)].join(' ')
      : `${content.clause.kind} ${content.clause.name ?? ''}[${content.clause.text}]`,
  )
}

const TEXTS: readonly (readonly [string, readonly string[]])[] = [
  ['CREATE TABLE t (id)', ['id ']],
  [
    'CREATE TABLE t (id INTEGER PRIMARY KEY ON CONFLICT ROLLBACK AUTOINCREMENT)',
    ['id INTEGER [PRIMARY KEY ON CONFLICT ROLLBACK AUTOINCREMENT]'],
  ],
  [
    `CREATE TABLE t (a varchar(10, 2) COLLATE NOCASE NOT NULL DEFAULT 'x' CHECK (length(a) > 0) UNIQUE)`,
    [`a varchar(10, 2) [COLLATE NOCASE] [NOT NULL] [DEFAULT 'x'] [CHECK (length(a) > 0)] [UNIQUE]`],
  ],
  ['CREATE TABLE t (a int DEFAULT NULL NULL)', ['a int [DEFAULT NULL] [NULL]']],
  ['CREATE TABLE t (a int DEFAULT -1 NOT NULL)', ['a int [DEFAULT -1] [NOT NULL]']],
  ['CREATE TABLE t (a int DEFAULT (1 + 1))', ['a int [DEFAULT (1 + 1)]']],
  [
    'CREATE TABLE t (a int REFERENCES p (id) ON DELETE SET NULL ON UPDATE SET DEFAULT NOT NULL)',
    ['a int [REFERENCES p (id) ON DELETE SET NULL ON UPDATE SET DEFAULT] [NOT NULL]'],
  ],
  [
    'CREATE TABLE t (a int REFERENCES p NOT DEFERRABLE INITIALLY IMMEDIATE UNIQUE)',
    ['a int [REFERENCES p NOT DEFERRABLE INITIALLY IMMEDIATE] [UNIQUE]'],
  ],
  [
    'CREATE TABLE t (a int CONSTRAINT nn NOT NULL CONSTRAINT ck CHECK (a > 0), b)',
    ['a int [CONSTRAINT nn NOT NULL] [CONSTRAINT ck CHECK (a > 0)]', 'b '],
  ],
  [
    'CREATE TABLE t (n int, g int GENERATED ALWAYS AS (n * 2) STORED NOT NULL, h AS (n) VIRTUAL)',
    ['n int', 'g int [GENERATED ALWAYS AS (n * 2) STORED] [NOT NULL]', 'h  [AS (n) VIRTUAL]'],
  ],
  [
    'CREATE TABLE t (a, b, CONSTRAINT "pk" PRIMARY KEY (a, b DESC), UNIQUE (b) ON CONFLICT IGNORE, CHECK (a IN (1, 2)), FOREIGN KEY (a) REFERENCES p)',
    [
      'a ',
      'b ',
      'primaryKey pk[CONSTRAINT "pk" PRIMARY KEY (a, b DESC)]',
      'unique [UNIQUE (b) ON CONFLICT IGNORE]',
      'check [CHECK (a IN (1, 2))]',
      'foreignKey [FOREIGN KEY (a) REFERENCES p]',
    ],
  ],
  [
    'CREATE TABLE t (a, UNIQUE (a) CONSTRAINT ck CHECK (a > 1) CHECK (a < 9))',
    ['a ', 'unique [UNIQUE (a)]', 'check ck[CONSTRAINT ck CHECK (a > 1)]', 'check [CHECK (a < 9)]'],
  ],
  [
    'CREATE TABLE t ("check" int, [unique] text, `primary` blob, \'a b\' long text name (3))',
    ['check int', 'unique text', 'primary blob', 'a b long text name (3)'],
  ],
  ['CREATE TABLE t (key int, generated text, action)', ['key int', 'generated text', 'action ']],
]

describe('the text of a table', () => {
  it.each(TEXTS)('is read clause by clause: %s', (sql, expected) => {
    expect(outline(sql)).toEqual(expected)
  })

  it('is printed as it was, comments and blanks included', () => {
    const sql = `CREATE TABLE orders ( -- what was sold
  id INTEGER PRIMARY KEY, -- the number on the bill
  note TEXT DEFAULT 'a, b' /* free, text */, /* the sum */ total NUMERIC(10, 2) -- cents
  , CHECK (total >= 0) -- never negative
) STRICT, WITHOUT ROWID`
    expect(printTable(readTable(sql), 'orders')).toBe(sql)
  })

  it('gives the comment behind a comma to what stands before the comma', () => {
    const sql = `CREATE TABLE t (
  a int, -- of a
  b int, -- of b
  c int -- of c
)`
    const table = readTable(sql)
    const without = { ...table, slots: table.slots.filter((_, index) => index !== 1) }
    expect(printTable(without, 't')).toBe(`CREATE TABLE t (
  a int, -- of a
  c int -- of c
)`)
  })

  it('is refused for a virtual table', () => {
    expect(() => readTable('CREATE VIRTUAL TABLE search USING fts5(body)')).toThrow(
      'Only a plain table can be rebuilt',
    )
  })
})
