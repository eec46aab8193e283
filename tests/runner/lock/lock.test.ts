import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Connection } from '../../../src/database/connection.ts'
import { resetSchema } from '../../../src/database/embedded.ts'
import { acquireLock } from '../../../src/runner/lock/acquire-lock.ts'
import { assertHeld, LockLost, LockTimeout, type LockSettings } from '../../../src/runner/lock/lock.ts'
import { sharedEmbedded } from '../../shared-embedded.ts'

const NAME = 'public.migrate_lint_revisions'

const settings = (changes: Partial<LockSettings>): LockSettings => ({
  kind: 'table',
  name: NAME,
  waitMs: 0,
  leaseMs: 30_000,
  owner: 'ada@laptop, pid 4711',
  ...changes,
})

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as Error,
  )

describe('the lock of a run, in one session', () => {
  let connection: Connection

  beforeAll(async () => {
    connection = await sharedEmbedded()
  })
  beforeEach(() => resetSchema(connection))

  it.each(['advisory', 'table', 'none'] as const)('%s is held until it is released', async kind => {
    const lock = await acquireLock(connection, settings({ kind }))
    expect(await lock.stillHeld()).toBe(true)
    await lock.release()
    await lock.release()
    expect(await lock.stillHeld()).toBe(kind === 'none')
  })

  it.each(['advisory', 'table'] as const)('%s is released from a failed transaction', async kind => {
    const lock = await acquireLock(connection, settings({ kind }))
    await connection.query('BEGIN')
    await failure(connection.query('SELECT nothing'))
    await lock.release()
    expect(await lock.stillHeld()).toBe(false)
  })

  it('advisory is seen to be lost when a migration lets all locks of the session go', async () => {
    const lock = await acquireLock(connection, settings({ kind: 'advisory' }))
    await connection.query('SELECT pg_advisory_unlock_all()')
    expect(await failure(assertHeld(lock, NAME))).toMatchObject({
      name: 'LockLost',
      message: `This run lost its lock on ${NAME}, so another run may be at work: nothing more is changed. Look at that run, then run upgrade again.`,
    })
  })

  it('table names the owner and the end of the lease', async () => {
    await acquireLock(connection, settings({}))
    const error = await failure(acquireLock(connection, settings({ owner: 'grace@ci, pid 8' })))
    expect(error).toBeInstanceOf(LockTimeout)
    const time = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC`
    expect(error?.message).toMatch(
      new RegExp(
        `^Another run still has the lock on ${NAME}: ada@laptop, pid 4711 since ${time}. Wait for it; if it is gone, its lease ends by itself at ${time}.$`,
        'u',
      ),
    )
  })

  it('table gives each version table its own row', async () => {
    await acquireLock(connection, settings({}))
    await acquireLock(connection, settings({ name: 'billing.migrate_lint_revisions' }))
  })

  it('table passes a lease that ended to the next, and the one before can neither go on, renew nor release', async () => {
    const slow = await acquireLock(connection, settings({ leaseMs: 100 }))
    const next = await acquireLock(connection, settings({ owner: 'grace@ci, pid 8', waitMs: 5000 }))
    expect(await slow.stillHeld()).toBe(false)
    expect(await failure(assertHeld(slow, NAME))).toBeInstanceOf(LockLost)
    await slow.release()
    expect(await next.stillHeld()).toBe(true)
    await next.release()
    const { rows } = await connection.query('SELECT owner, fence FROM migrate_lint_lock')
    expect(rows).toEqual([{ owner: '', fence: '2' }])
  })

  it('table is still held when the lease ended and nobody came', async () => {
    const lock = await acquireLock(connection, settings({ leaseMs: 20 }))
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(await lock.stillHeld()).toBe(true)
  })

  it('table lives in the schema of the version table', async () => {
    await connection.query('CREATE SCHEMA "Ops"')
    await acquireLock(connection, settings({ schema: 'Ops' }))
    const { rows } = await connection.query('SELECT owner FROM "Ops".migrate_lint_lock')
    expect(rows).toEqual([{ owner: 'ada@laptop, pid 4711' }])
  })

  it('waits no longer than it was told', async () => {
    await acquireLock(connection, settings({}))
    const began = performance.now()
    const error = await failure(acquireLock(connection, settings({ waitMs: 600 })))
    expect(performance.now() - began).toBeGreaterThanOrEqual(600)
    expect(error?.message).toContain(`Another run still has the lock on ${NAME} after 0.6 s: ada@laptop`)
  })
})
