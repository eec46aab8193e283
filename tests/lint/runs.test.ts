/** New migrations that the runner puts into one transaction: what the later ones find there. */
import { describe, expect, it } from 'vitest'
import validateInSameTransaction from '../../rules/validate-in-same-transaction/rule.ts'
import { lintHistory } from '../../src/lint/lint-history.ts'
import type { Migration } from '../../src/model/migration.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { operationsOf } from '../effects/claims.ts'
import { migrationOf } from './helpers.ts'

const ADD = 'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;'
const VALIDATE = 'ALTER TABLE orders VALIDATE CONSTRAINT positive;'

function migration(sql: string, parts: Partial<Migration> = {}): Migration {
  const file = createSourceFile('migrations/1.sql', sql)
  return migrationOf(file, { transaction: 'run', up: operationsOf(sql), ...parts })
}

/** Findings in these migrations, of which the first ones are known from before. */
function findings(migrations: readonly Migration[], old = 0) {
  return lintHistory({
    migrations,
    rules: [validateInSameTransaction],
    fresh: new Set(migrations.slice(old)),
  }).findings
}

const count = (...args: Parameters<typeof findings>): number => findings(...args).length

describe('a constraint that is validated in a later migration', () => {
  it('is in the same transaction when both are new and share the one of the run', () => {
    const all = [migration(ADD), migration(VALIDATE)]
    expect(findings(all)).toMatchObject([
      {
        span: all[1]?.up[0]?.span,
        related: [{ message: 'added as NOT VALID here', span: all[0]?.up[0]?.span }],
        remedy: expect.stringMatching(/release the two migrations one after the other\.$/u),
      },
    ])
    expect(findings(all)[0]).not.toHaveProperty('rewrite')
    expect(count([migration(ADD), migration('SELECT 1;'), migration(''), migration(VALIDATE)])).toBe(1)
  })

  it('may be, which is not told, where nothing is known of what is new', () => {
    const migrations = [migration(ADD), migration(VALIDATE)]
    expect(lintHistory({ migrations, rules: [validateInSameTransaction] }).findings).toEqual([])
  })

  it('is not when the first has been there before', () => {
    expect(count([migration(ADD), migration(VALIDATE)], 1)).toBe(0)
  })

  it('is not when each migration has a transaction of its own', () => {
    const own = { transaction: 'migration' } as const
    expect(count([migration(ADD, own), migration(VALIDATE, own)])).toBe(0)
  })

  it('is not when one of the two, or one between them, opts out', () => {
    const out = { transaction: 'none' } as const
    expect(count([migration(ADD, out), migration(VALIDATE)])).toBe(0)
    expect(count([migration(ADD), migration(VALIDATE, out)])).toBe(0)
    expect(count([migration(ADD), migration('SELECT 1;', out), migration(VALIDATE)])).toBe(0)
    expect(count([migration(ADD), migration(VALIDATE), migration('SELECT 1;', out)])).toBe(1)
  })

  it('is not when a later one takes the transaction from all', () => {
    const out = { transaction: 'none', breaksUpRun: true } as const
    expect(count([migration(ADD), migration(VALIDATE), migration('SELECT 1;', out)])).toBe(0)
  })

  it('is not when the transaction ends between them', () => {
    expect(count([migration(`${ADD} COMMIT;`), migration(VALIDATE)])).toBe(0)
    expect(count([migration(`${ADD} COMMIT; BEGIN;`), migration(VALIDATE)])).toBe(0)
    expect(count([migration(ADD), migration(`COMMIT; BEGIN; ${VALIDATE}`)])).toBe(0)
    expect(count([migration(`COMMIT; BEGIN; ${ADD}`), migration(VALIDATE)])).toBe(1)
  })

  it('is nobody else’s when the table came with the run, or the constraint went', () => {
    const orders = 'CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);'
    expect(count([migration(orders), migration(ADD), migration(VALIDATE)])).toBe(0)
    expect(count([migration(orders), migration(ADD), migration(VALIDATE)], 1)).toBe(1)
    const drop = 'ALTER TABLE orders DROP CONSTRAINT positive;'
    expect(count([migration(ADD), migration(`${drop} ${VALIDATE}`)])).toBe(0)
    expect(count([migration(`SAVEPOINT a; ${ADD} ROLLBACK TO a;`), migration(VALIDATE)])).toBe(0)
    expect(count([migration(ADD), migration(`${VALIDATE} ${VALIDATE}`)])).toBe(1)
  })

  it('is the same by another name', () => {
    const setup = 'CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);'
    const renames =
      'ALTER TABLE orders RENAME CONSTRAINT orders_total_check TO positive; ALTER TABLE orders RENAME TO sales;'
    const unnamed = ADD.replace('CONSTRAINT positive ', '')
    const validate = VALIDATE.replace('orders', 'public.sales')
    expect(count([migration(setup), migration(unnamed), migration(renames), migration(validate)], 1)).toBe(1)
    expect(count([migration(setup), migration(unnamed), migration(validate)], 1)).toBe(0)
  })
})
