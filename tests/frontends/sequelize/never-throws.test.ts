import { describe, expect, it } from 'vitest'
import { sequelize } from '../../../src/frontends/sequelize/index.ts'
import { QUERY_INTERFACE } from '../../../src/frontends/sequelize/query-interface.ts'
import { memoryProject, readAll } from '../memory-project.ts'

/** What code may hand over by mistake, or so that it cannot be followed. */
const ODD = [
  'undefined',
  'null',
  '5',
  "''",
  "'a.b'",
  'true',
  '[]',
  "['a', null, {}]",
  '{}',
  "{ tableName: 'a' }",
  "{ fields: ['a'], type: 'unique', where: { a: [[]] } }",
  '{ [process.env.X]: 1 }',
  'process.env.X',
  '`a${process.env.X}`',
  '() => 1',
  'Sequelize.STRING',
  "{ type: Sequelize.ENUM(process.env.X, 'a'), defaultValue: { a: () => 1 } }",
  "{ type: Sequelize.ARRAY(5), references: 'x' }",
  'Sequelize.literal(process.env.X)',
  'Sequelize.fn()',
  'Sequelize.where(1, 2)',
  '[{ a: [1, [2]] }, process.env.X]',
  '{ [Sequelize.Op.or]: [null, 5, {}], a: { [Sequelize.Op.between]: 5 } }',
  '...process.env.X',
]

const METHODS = Object.keys(QUERY_INTERFACE)

describe('calls with anything in them', () => {
  it.each([...METHODS, 'sequelize.query', 'sequelize.transaction', 'sequelize.escape'])('%s', method => {
    const lists = ODD.flatMap((odd, i) => [
      [odd],
      ["'orders'", odd],
      ["'orders'", "'note'", odd],
      ["'orders'", ODD[(i + 7) % ODD.length] ?? '', odd, ODD[(i + 3) % ODD.length] ?? ''],
    ])
    const calls = lists.map(list => `await queryInterface.${method}(${list.join(', ')})`)
    const text = `module.exports = { up: async (queryInterface, Sequelize) => {\n${calls.join('\n')}\n} }`
    const [migration] = readAll(sequelize, memoryProject({ 'migrations/1.js': text }))
    expect(migration?.parseErrors.every(({ inSql }) => inSql)).toBe(true)
    expect(migration?.up.filter(({ floating }) => floating)).toEqual([])
  })
})
