/** `op.setNotNull(…, { via: 'check' })`: the statements that it sends. */
import { expect, it } from 'vitest'
import { makeOp } from '../../../src/runner/op/make-op.ts'
import { collectingSink } from './collecting-sink.ts'
import { statementsOf } from './statements-of.ts'

it('proves a column by a check on its name as it is written', async () => {
  const sink = collectingSink()
  await makeOp(sink).run(op => op.setNotNull('Order', 'customerId', { via: 'check' }))
  expect(sink.seen.flatMap(statementsOf)).toEqual([
    'ALTER TABLE "Order" ADD CONSTRAINT "Order_customerId_not_null" CHECK ("customerId" IS NOT NULL) NOT VALID',
    'ALTER TABLE "Order" VALIDATE CONSTRAINT "Order_customerId_not_null"',
    'ALTER TABLE "Order" ALTER COLUMN "customerId" SET NOT NULL',
    'ALTER TABLE "Order" DROP CONSTRAINT "Order_customerId_not_null"',
  ])
})
