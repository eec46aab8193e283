/** The names that TypeORM makes: what TypeORM 0.3 itself printed for the same definitions. */
import { describe, expect, it } from 'vitest'
import { madeName } from '../../../src/frontends/typeorm/made-names.ts'

const orders = { name: 'orders' }

describe('a name that TypeORM makes', () => {
  it.each([
    [madeName('primaryKey', orders, ['id']), 'PK_710e2d4957aa5878dfe94e4ac2f'],
    [madeName('unique', orders, ['status', 'customer_id']), 'UQ_94133e8ed1285884ca224352cdd'],
    [madeName('unique', orders, ['status']), 'UQ_775c9f06fc27ae3ff8fb26f2c47'],
    [madeName('foreignKey', orders, ['customer_id']), 'FK_772d0ce0473ac2ccfa26060dbe9'],
    [
      madeName('foreignKey', { schema: 'billing', name: 'orders' }, ['b', 'a']),
      'FK_3de61326b973529a3e4cd57bec6',
    ],
    [madeName('index', orders, ['status']), 'IDX_775c9f06fc27ae3ff8fb26f2c4'],
  ])('is %s', (made, expected) => {
    expect(made).toBe(expected)
  })

  it('is not known when what it covers is not', () => {
    expect(madeName('unique', { name: '${table}' }, ['id'])).toBeUndefined()
    expect(madeName('check', orders, '${column} > 0')).toBeUndefined()
  })

  it('is not known where versions of TypeORM differ', () => {
    // 0.3 makes CHK_7ba3c043f501e355053b7bc235 and IDX_130b0b66685fc33b624c4641b0 of these, 1.0 others.
    expect(madeName('check', orders, 'id > 0')).toBeUndefined()
    expect(madeName('index', orders, ['status'], 'id > 0')).toBeUndefined()
    expect(madeName('index', { name: 'größe' }, ['status'])).toBeUndefined()
  })
})
