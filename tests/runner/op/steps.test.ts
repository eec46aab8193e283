/** What the calls of `op` ask of whoever carries them out. */
import { describe, expect, it } from 'vitest'
import { column, sql, t } from '../../../src/runner/authoring/index.ts'
import { makeOp } from '../../../src/runner/op/make-op.ts'
import type { Op } from '../../../src/runner/op/op-types.ts'
import type { OpContext } from '../../../src/runner/op/sink.ts'
import { collectingSink } from './collecting-sink.ts'

async function seen(run: (op: Op) => unknown, context: Partial<OpContext> = {}) {
  const sink = collectingSink(context)
  await makeOp(sink).run(run)
  return sink.seen
}

describe('the steps of a migration', () => {
  it('hold SQL as it stands, and its parameters', async () => {
    expect(
      await seen(async op => {
        await op.execute(sql`DELETE FROM carts WHERE id = ${1}`)
        await op.connection.query('SELECT $1::int', [2])
      }),
    ).toEqual([
      { kind: 'sql', call: 'op.execute', sql: 'DELETE FROM carts WHERE id = 1' },
      { kind: 'sql', call: 'op.connection.query', sql: 'SELECT $1::int', parameters: [2] },
    ])
  })

  it('hold rows as they are, and the columns of all of them', async () => {
    const rows = [{ code: 'de' }, { code: 'fr', since: new Date(0) }]
    expect(
      await seen(async op => {
        await op.bulkInsert('countries', rows, { chunk: 1, onConflict: 'do nothing' })
        await op.bulkInsert('countries', [], { onConflict: sql`(code) DO UPDATE SET name = excluded.name` })
      }),
    ).toEqual([
      {
        kind: 'rows',
        call: 'op.bulkInsert',
        operation: {
          kind: 'insertRows',
          table: { name: 'countries' },
          columns: ['code', 'since'],
          rows: 2,
          reads: [],
        },
        rows,
        chunk: 1,
        onConflict: 'ON CONFLICT DO NOTHING',
      },
      {
        kind: 'rows',
        call: 'op.bulkInsert',
        operation: { kind: 'insertRows', table: { name: 'countries' }, columns: [], rows: 0, reads: [] },
        rows: [],
        chunk: 500,
        onConflict: 'ON CONFLICT (code) DO UPDATE SET name = excluded.name',
      },
    ])
  })

  it('hold the rest between batches in milliseconds', async () => {
    const pauses = [undefined, 40, '250ms', '5s', '1.5min'] as const
    const steps = await seen(async op => {
      for (const sleep of pauses) {
        await op.updateInBatches('orders', {
          set: { currency: 'EUR' },
          ...(sleep !== undefined && { sleep }),
        })
      }
    })
    expect(
      steps.map(step => (typeof step === 'object' && step.kind === 'batches' ? step.pause : step)),
    ).toEqual([0, 40, 250, 5000, 90_000])
  })

  it('give the handle of a table, with the schema that was given apart', async () => {
    const handles: string[] = []
    await seen(async op => {
      handles.push(await op.createTable('orders', [column('id', t.integer())]))
      handles.push(await op.createTable('orders', [column('id', t.integer())], { schema: 'sales' }))
    })
    expect(handles).toEqual(['orders', 'sales.orders'])
  })

  it('hold a batch as one, with what SQLite is to do about its columns', async () => {
    const steps = await seen(op =>
      op.batchAlterTable(
        'orders',
        async batch => {
          await batch.addColumn(column('note', t.text()), { insertAfter: 'id' })
          void batch.dropColumn('remark')
        },
        {
          recreate: 'always',
          columnOrder: ['id'],
          copyFrom: { columns: [column('id', t.integer()), column('remark', t.text())], strict: true },
        },
      ),
    )
    expect(steps).toMatchObject([
      {
        kind: 'batch',
        call: 'op.batchAlterTable',
        table: { name: 'orders' },
        operations: [
          { kind: 'addColumn', column: { name: 'note' } },
          { kind: 'dropColumn', column: 'remark' },
        ],
        options: {
          recreate: 'always',
          columnOrder: ['id'],
          positions: { note: { after: 'id' } },
          copyFrom: { kind: 'createTable', strict: true, columns: [{ name: 'id' }, { name: 'remark' }] },
        },
      },
    ])
  })

  it('run what a batch asks of op before the batch', async () => {
    const sink = collectingSink()
    await makeOp(sink).run(op =>
      op.batchAlterTable('orders', async batch => {
        await batch.dropColumn('remark')
        await op.execute('SELECT 1')
      }),
    )
    expect(sink.calls()).toEqual(['op.execute', 'op.batchAlterTable'])
  })

  it('leave out a batch that asks for nothing', async () => {
    expect(await seen(op => op.batchAlterTable('orders', () => undefined))).toEqual([])
  })

  it('hold expressions as PostgreSQL prints them, and as they were written for SQLite', async () => {
    const migration = async (op: Op) => {
      await op.createCheckConstraint('ck', 'orders', sql`path NOT LIKE 'a\\_%' ESCAPE '\\'`)
      await op.createTable('orders', [column('id', t.integer(), { default: sql`(abs(random()) % 10)` })], {
        checks: ["typeof(id) == 'integer'", { condition: 'CAST(id AS integer)   > 0' }],
      })
      await op.createView('v', 'select  id from orders')
    }
    const texts = async (dialect: 'postgres' | 'sqlite') =>
      [
        ...JSON.stringify(await seen(migration, { dialect })).matchAll(
          /"(?:sql|query)":("(?:[^"\\]|\\.)*")/gu,
        ),
      ].map(([, text]) => JSON.parse(text ?? '') as unknown)
    expect(await texts('sqlite')).toEqual([
      "path NOT LIKE 'a\\_%' ESCAPE '\\'",
      '(abs(random()) % 10)',
      "typeof(id) == 'integer'",
      'CAST(id AS integer)   > 0',
      'select  id from orders',
    ])
    expect((await texts('postgres')).at(-1)).toBe('SELECT id FROM orders')
  })
})
