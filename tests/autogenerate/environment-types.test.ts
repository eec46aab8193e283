/** What env.ts may say of a comparison, as the compiler sees it. */
import { describe, expect, it } from 'vitest'
import { column, defineSchema, sqlFile, t, table } from '../../src/autogenerate/index.ts'
import { defineEnv } from '../../src/runner/environment/environment.ts'

const orders = table('orders', [column('id', t.bigint(), { primaryKey: true })])

describe('env.ts', () => {
  it('names targets and hooks, for all databases or for each', () => {
    const environment = defineEnv({
      target: [defineSchema({ orders }), sqlFile('views.sql')],
      compareType: ({ wanted, found }) => (wanted.type?.name === found.type?.name ? false : undefined),
      compareServerDefault: false,
      includeName: (name, type, { table: owner }) =>
        type !== 'column' || owner !== 'orders' || name !== 'note',
      includeObject: (object, name, type, isReflected) =>
        !(isReflected && type === 'table' && name === object.name),
      includeSchemas: true,
      renderAsBatch: true,
      databases: { sales: { url: 'sqlite:./sales.db', target: defineSchema([orders]) } },
    })
    expect(environment.databases?.['sales']?.target).toMatchObject({ kind: 'model' })
  })

  it('cannot name something else as a target', () => {
    // @ts-expect-error A text is no target: sqlFile makes one of it.
    expect(defineEnv({ target: 'schema.sql' })).toEqual({ target: 'schema.sql' })
  })
})
