/** Types that need an extension on the server: held against what Sequelize writes, which is not sent. */
import { DataTypes, Sequelize, type QueryInterface } from 'sequelize'
import { describe, expect, it } from 'vitest'
import { sequelize } from '../../../src/frontends/sequelize/index.ts'
import { memoryProject, readAll } from '../memory-project.ts'
import { said, saidBySql } from '../said.ts'

/** Each is code that gives a definition. */
const DEFINITIONS: readonly string[] = [
  'DataTypes.CITEXT',
  'DataTypes.GEOMETRY',
  "DataTypes.GEOMETRY('POINT')",
  "DataTypes.GEOMETRY('POINT', 4326)",
  "DataTypes.GEOGRAPHY('LINESTRING', 4326)",
  "{ type: DataTypes.GEOMETRY, defaultValue: { type: 'Point', coordinates: [1, 2] } }",
  'DataTypes.TINYINT',
  'DataTypes.MEDIUMINT',
  'DataTypes.VIRTUAL',
  'DataTypes.UUIDV1',
  'DataTypes.NUMBER',
  'DataTypes.DOUBLE(11)',
  'DataTypes.REAL(11, 2)',
  'DataTypes.DECIMAL(5)',
  'DataTypes.RANGE(DataTypes.DECIMAL)',
  'DataTypes.RANGE(DataTypes.DATEONLY)',
  'DataTypes.RANGE(DataTypes.BIGINT)',
  'DataTypes.CHAR(3).BINARY',
  'new DataTypes.STRING(7)',
  'DataTypes.STRING({ length: 8 })',
  '{ type: DataTypes.JSONB, defaultValue: null }',
  "{ type: DataTypes.JSON, defaultValue: 'text' }",
  "{ type: DataTypes.BOOLEAN, defaultValue: 'true' }",
  "{ type: DataTypes.STRING, defaultValue: 5, references: { model: 'orders' } }",
  '{ type: DataTypes.UUID, defaultValue: DataTypes.UUIDV1 }',
  "{ type: DataTypes.DATE, defaultValue: 'no date' }",
  "{ type: DataTypes.INTEGER, references: { model: 'orders', key: 'id', deferrable: Deferrable.NOT } }",
  '{ type: DataTypes.ARRAY(DataTypes.FLOAT), defaultValue: [1.5] }',
  "{ type: DataTypes.TEXT, defaultValue: fn('concat', 'a$', col('b.c'), 1, null) }",
  "{ type: DataTypes.TEXT, defaultValue: cast(literal('1'), 'text ') }",
  "{ type: 'INTEGER', defaultValue: [1, 2] }",
]

/** What Sequelize would send. */
async function written(code: string): Promise<readonly string[]> {
  const instance = new Sequelize({ dialect: 'postgres' })
  const sent: string[] = []
  Object.assign(instance, {
    query: (sql: string) => {
      sent.push(sql)
      return Promise.resolve([])
    },
  })
  const { Deferrable } = await import('sequelize')
  const { literal, fn, col, cast } = Sequelize
  const names = { DataTypes, Deferrable, literal, fn, col, cast }
  const evaluate = new Function(...Object.keys(names), `return ${code}`) as (...given: unknown[]) => never
  const queryInterface: QueryInterface = instance.getQueryInterface()
  await queryInterface.addColumn('orders', 'what', evaluate(...Object.values(names)))
  return sent
}

describe('a column is what Sequelize writes', () => {
  it.each(DEFINITIONS)('%s', async code => {
    const text = `
      import { DataTypes, Deferrable, literal, fn, col, cast } from 'sequelize'
      export const up = queryInterface => queryInterface.addColumn('orders', 'what', ${code})`
    const [migration] = readAll(sequelize, memoryProject({ 'migrations/1.js': text }))
    expect(migration?.up).toHaveLength(1)
    expect(said(migration?.up ?? [])).toEqual(saidBySql(await written(code)))
  })
})
