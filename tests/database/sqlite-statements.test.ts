import { describe, expect, it } from 'vitest'
import { splitStatements } from '../../src/database/sqlite-statements.ts'

const TRIGGER = `CREATE TRIGGER copy AFTER INSERT ON orders BEGIN
  UPDATE orders SET note = CASE WHEN id > 1 THEN 'a' END; SELECT 1;
END`

describe('a script of SQLite', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['is nothing when it says nothing', ' ; -- DROP TABLE orders;\n /* ; */ ;', []],
    ['is one statement without a semicolon', 'SELECT 1', ['SELECT 1']],
    ['is cut at semicolons', 'SELECT 1;SELECT 2 ; ', ['SELECT 1', 'SELECT 2']],
    [
      'is not cut in text',
      `SELECT 'a;''b;', "c;""d;", \`e;\`\`f;\`, [g;h]; SELECT 2`,
      [`SELECT 'a;''b;', "c;""d;", \`e;\`\`f;\`, [g;h]`, 'SELECT 2'],
    ],
    [
      'is not cut in comments, which stay',
      'SELECT 1 -- a; b\n+ 1 /* ; */; SELECT 2',
      ['SELECT 1 -- a; b\n+ 1 /* ; */', 'SELECT 2'],
    ],
    ['is cut behind a minus and a division', 'SELECT 4-1/2;SELECT 2', ['SELECT 4-1/2', 'SELECT 2']],
    ['goes to the end where a quote is open', "SELECT 'a; SELECT 2", ["SELECT 'a; SELECT 2"]],
    ['goes to the end where a comment is open', 'SELECT 1 /* ; SELECT 2', ['SELECT 1 /* ; SELECT 2']],
    ['keeps a trigger in one piece', `${TRIGGER}; SELECT 2`, [TRIGGER, 'SELECT 2']],
    [
      'keeps a temporary trigger in one piece',
      `${TRIGGER.replace('CREATE', 'create /* ; */ temp')};`,
      [TRIGGER.replace('CREATE', 'create /* ; */ temp')],
    ],
    [
      'keeps an explained trigger in one piece',
      `EXPLAIN QUERY PLAN ${TRIGGER}; SELECT 2`,
      [`EXPLAIN QUERY PLAN ${TRIGGER}`, 'SELECT 2'],
    ],
    ['ends a trigger whatever stands behind END', `${TRIGGER}--;\n;SELECT 2`, [`${TRIGGER}--;`, 'SELECT 2']],
    [
      'knows a table of that name from a trigger',
      'CREATE TABLE trigger (id); SELECT 2',
      ['CREATE TABLE trigger (id)', 'SELECT 2'],
    ],
  ])('%s', (_what, script, statements) => {
    expect(splitStatements(script).map(({ sql }) => sql)).toEqual(statements)
  })

  it.each([
    ["SELECT ?, '?', ? -- ?", 2],
    ['SELECT ?3, ?', 4],
    ['SELECT ?2,?1', 2],
    ['SELECT 1', 0],
  ])('%s wants so many values: %i', (sql, parameters) => {
    expect(splitStatements(sql)).toEqual([{ sql, parameters }])
  })

  it('is cut into as many pieces as SQLite would', () => {
    const values = Array.from({ length: 20_000 }, (_, number) => `('a; ''${number}''')`).join(', ')
    expect(splitStatements(`INSERT INTO orders VALUES ${values}; SELECT 1`)).toHaveLength(2)
  })
})
