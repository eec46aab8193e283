/** What the compiler refuses of a migration in TypeScript. */
import { expect, it } from 'vitest'
import { column, desc, sql, t } from '../../../src/runner/authoring/index.ts'
import type { Complete, Op } from '../../../src/runner/op/op-types.ts'

/** Never called: each line stands under what the compiler must say. */
const refused = (op: Op): readonly Promise<unknown>[] => [
  // @ts-expect-error the column is missing
  op.dropColumn('users'),
  // @ts-expect-error a typing error in an option
  op.dropColumn('users', 'phone', { ifExist: true }),
  // @ts-expect-error a column is made by column(…)
  op.addColumn('users', 'phone'),
  // @ts-expect-error an option that there is not
  op.addColumn('users', column('phone', t.text(), { notNull: true })),
  // @ts-expect-error a type has no such length
  op.addColumn('users', column('phone', t.varchar('20'))),
  // @ts-expect-error an enum with values has a name
  op.addColumn('users', column('state', t.enum(['on', 'off']))),
  // @ts-expect-error an action that there is not
  op.createForeignKey('fk', 'orders', 'users', ['user_id'], ['id'], { onDelete: 'drop' }),
  // @ts-expect-error the keys are missing
  op.createIndex('ix', 'users', { unique: true }),
  // @ts-expect-error SQL is a text or made by the tag
  op.execute(5),
  // @ts-expect-error the batch knows its table
  op.batchAlterTable('users', batch => batch.dropColumn('users', 'phone')),
  // @ts-expect-error an operation has a kind that there is
  op.invoke({ kind: 'dropTabel', table: { name: 'orders' } }),
]

/** And what it takes. */
const taken = (op: Op): readonly Promise<unknown>[] => [
  op.createIndex('ix', 'users', [desc('id'), sql`lower(email)`], { concurrently: true }),
  op.createTable('orders', [column('id', t.bigint(), { identity: true })], { primaryKey: 'id' }),
  op.connection.query<{ id: number }>(sql`SELECT id FROM users`).then(rows => rows[0]?.id),
  op.setLocal({ lockTimeout: '2s' }),
]

it('has a call for each that the linter reads, and none besides', () => {
  const complete: Complete = [true, true]
  expect(complete).toEqual([true, true])
})

it('is nothing that runs', () => {
  expect([refused, taken].map(each => each.length)).toEqual([1, 1])
})
