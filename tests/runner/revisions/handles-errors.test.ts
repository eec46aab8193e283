/** Whether the code of a migration may see an error of a call. */
import { expect, test } from 'vitest'
import { parseModule } from '../../../src/frontends/typescript/module.ts'
import { handlesErrors } from '../../../src/runner/revisions/handles-errors.ts'
import { createSourceFile } from '../../../src/source/source-file.ts'

const handles = (body: string) =>
  handlesErrors(
    parseModule(createSourceFile('orders.ts', `export async function upgrade(op: any) { ${body} }`)),
  )

test.each([
  "try { await op.dropTable('orders') } catch { await op.dropTable('carts') }",
  "await op.dropTable('orders').catch(() => undefined)",
  "await op.dropTable('orders').then(undefined, () => undefined)",
  "await op.dropTable('orders')['catch'](() => undefined)",
  "const { allSettled } = Promise; await allSettled.call(Promise, [op.dropTable('orders')])",
  "await Promise.race([op.dropTable('orders')])",
])('it may with %j', body => {
  expect(handles(body)).toBe(true)
})

test.each([
  "await op.dropTable('orders')",
  '// first try this, then that\nawait op.execute(`UPDATE orders SET total = CASE WHEN a THEN 1 END`)',
  "await op.execute('SELECT 1 = ANY (ids) FROM orders -- catch')",
])('it does not with %j', body => {
  expect(handles(body)).toBe(false)
})
