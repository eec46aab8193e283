/** The calls of a migration keep their order and lose no error, whether they are awaited or not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { column, t } from '../../../src/runner/authoring/index.ts'
import { makeOp } from '../../../src/runner/op/make-op.ts'
import type { Op } from '../../../src/runner/op/op-types.ts'
import type { Step } from '../../../src/runner/op/step.ts'
import { collectingSink } from './collecting-sink.ts'

const unhandled: unknown[] = []
const note = (error: unknown) => unhandled.push(error)

beforeAll(() => process.on('unhandledRejection', note))
afterAll(() => process.off('unhandledRejection', note))

/** Runs an upgrade against a database that refuses to drop tables. */
async function upgradeWith(upgrade: (op: Op) => unknown) {
  const sink = collectingSink({}, (step: Step) => {
    if (step.call === 'op.dropTable') throw new Error('table "orders" does not exist')
    return [{ count: 3 }]
  })
  const error = await makeOp(sink)
    .run(upgrade)
    .then(
      () => undefined,
      (reason: unknown) => reason,
    )
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  expect(unhandled).toEqual([])
  return { calls: sink.calls(), error: error instanceof Error ? error.message : error }
}

const missing = 'table "orders" does not exist'

describe('the calls of op', () => {
  it('keep their order when nobody awaits them', async () => {
    const { calls, error } = await upgradeWith(op => {
      void op.execute('SELECT 1')
      void op.dropColumn('users', 'phone')
      void op.renameTable('carts', 'baskets')
    })
    expect(error).toBeUndefined()
    expect(calls).toEqual(['op.execute', 'op.dropColumn', 'op.renameTable'])
  })

  it('stop at an error that nobody awaits, and the migration fails', async () => {
    const { calls, error } = await upgradeWith(op => {
      void op.execute('SELECT 1')
      void op.dropTable('orders')
      void op.renameTable('carts', 'baskets')
    })
    expect(error).toBe(missing)
    expect(calls).toEqual(['op.execute', 'op.dropTable'])
  })

  it('stop at an error that is awaited and not caught', async () => {
    const { calls, error } = await upgradeWith(async op => {
      await op.dropTable('orders')
      await op.renameTable('carts', 'baskets')
    })
    expect(error).toBe(missing)
    expect(calls).toEqual(['op.dropTable'])
  })

  it('go on behind an error that the migration catches', async () => {
    const { calls, error } = await upgradeWith(async op => {
      await op.dropTable('orders').catch(() => undefined)
      try {
        await op.dropTable('orders')
      } catch {
        await op.renameTable('carts', 'baskets')
      }
    })
    expect(error).toBeUndefined()
    expect(calls).toEqual(['op.dropTable', 'op.dropTable', 'op.renameTable'])
  })

  it('reject those that wait behind an error with that error', async () => {
    const { calls, error } = await upgradeWith(async op => {
      void op.dropTable('orders')
      await op.renameTable('carts', 'baskets')
    })
    expect(error).toBe(missing)
    expect(calls).toEqual(['op.dropTable'])
  })

  it('fail the migration when only what comes after success is looked at', async () => {
    const { error } = await upgradeWith(op => {
      void op.dropTable('orders').then(() => undefined)
      void op.dropTable('orders').finally(() => undefined)
    })
    expect(error).toBe(missing)
  })

  it('reject together when they are awaited together', async () => {
    const { error } = await upgradeWith(async op => {
      await Promise.all([op.execute('SELECT 1'), op.dropTable('orders'), op.execute('SELECT 2')])
    })
    expect(error).toBe(missing)
  })

  it('are not sent any more once the migration has thrown', async () => {
    const { calls, error } = await upgradeWith(async op => {
      await op.execute('SELECT 1')
      void op.execute('SELECT 2')
      void op.execute('SELECT 3')
      throw new Error('no customers')
    })
    expect(error).toBe('no customers')
    expect(calls).not.toContain('op.dropTable')
    expect(calls.length).toBeLessThan(3)
  })

  it('are waited for when a callback makes them that nobody waits for', async () => {
    const { calls, error } = await upgradeWith(op => {
      for (const table of ['carts', 'items']) {
        void (async () => {
          await op.addColumn(table, column('note', t.text()))
          await op.dropColumn(table, 'remark')
        })()
      }
    })
    expect(error).toBeUndefined()
    expect(calls).toEqual(['op.addColumn', 'op.addColumn', 'op.dropColumn', 'op.dropColumn'])
  })

  it('fail the migration by an error in a promise that the code has dropped', async () => {
    const others = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    try {
      const { calls, error } = await upgradeWith(op => {
        for (const table of ['carts', 'orders']) {
          void (async () => {
            await op.execute(`LOCK TABLE ${table}`)
            await op.dropTable(table)
            await op.dropColumn('users', table)
          })()
        }
      })
      expect(error).toBe(missing)
      expect(calls).toEqual(['op.execute', 'op.execute', 'op.dropTable'])
      expect(process.listeners('unhandledRejection')).toEqual([])
    } finally {
      for (const each of others) process.on('unhandledRejection', each)
    }
  })

  it('say so when they come after the migration has ended', async () => {
    let late: Op | undefined
    await upgradeWith(op => {
      late = op
    })
    expect(() => late?.execute('SELECT 1')).toThrow('op.execute came after the migration had ended')
  })
})

describe('a block outside of the transaction', () => {
  it('waits for its turn, and holds its own calls', async () => {
    const { calls, error } = await upgradeWith(async op => {
      void op.execute('SELECT 1')
      void op.autocommit(() => {
        void op.createIndex('ix', 'orders', ['total'], { concurrently: true })
      })
      await op.execute('SELECT 2')
    })
    expect(error).toBeUndefined()
    expect(calls).toEqual([
      'op.execute',
      'leaves the transaction',
      'op.createIndex',
      'begins a transaction',
      'op.execute',
    ])
  })

  it('may hold another one', async () => {
    const { calls } = await upgradeWith(async op => {
      await op.autocommit(async () => {
        await op.autocommit(async () => {
          await op.execute('SELECT 1')
        })
        await op.execute('SELECT 2')
      })
    })
    expect(calls.filter(call => call.startsWith('op.'))).toEqual(['op.execute', 'op.execute'])
  })

  it('fails the migration by an error that nobody awaits in it', async () => {
    const { calls, error } = await upgradeWith(op => {
      void op.autocommit(() => {
        void op.dropTable('orders')
        void op.execute('SELECT 1')
      })
      void op.execute('SELECT 2')
    })
    expect(error).toBe(missing)
    expect(calls).toEqual(['leaves the transaction', 'op.dropTable'])
  })
})

describe('rows that a migration asks for', () => {
  it('come in turn', async () => {
    const counts: unknown[] = []
    const { calls } = await upgradeWith(async op => {
      void op.execute('SELECT 1')
      const rows = await op.connection.query<{ count: number }>('SELECT count(*) FROM orders')
      counts.push(rows[0]?.count)
    })
    expect(counts).toEqual([3])
    expect(calls).toEqual(['op.execute', 'op.connection.query'])
  })

  it('are refused while SQL is only printed', async () => {
    const sink = collectingSink({ isOffline: true })
    const run = makeOp(sink).run(async op => {
      await op.connection.execute('DELETE FROM carts')
      await op.getBind().query('SELECT 1')
    })
    await expect(run).rejects.toThrow('Guard it with `if (!op.context.isOffline)`')
    expect(sink.calls()).toEqual(['op.connection.execute'])
  })
})
