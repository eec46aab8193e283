/** What the linter reads of a migration is what the migration does when it runs. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createJiti } from 'jiti'
import { describe, expect, it } from 'vitest'
import { migrateLint } from '../../../src/frontends/migrate-lint/index.ts'
import { unplaced, type BareOperation, type Operation } from '../../../src/model/operation.ts'
import { makeOp } from '../../../src/runner/op/make-op.ts'
import { operationsOf } from '../../../src/runner/op/operations-of.ts'
import type { Op } from '../../../src/runner/op/op-types.ts'
import { downOf, memoryProject, readAll } from '../../frontends/memory-project.ts'
import { collectingSink, type Seen } from './collecting-sink.ts'

const FOLDER = fileURLToPath(new URL('../../../fixtures/frontends/migrate-lint/', import.meta.url))
const RUNNER = fileURLToPath(new URL('../../../src/runner/authoring/index.ts', import.meta.url))

/** Those that cannot run, and why. */
const CANNOT_RUN: Readonly<Record<string, string>> = {
  'loops-and-unknowns.ts': 'a call that op has not, and a table named by the environment',
  'comments-and-storage.ts': 'rows and a column that only a variable of the environment knows',
  'rows.ts': 'it deletes by the rows of a query',
}

const CASES = readdirSync(FOLDER).filter(name => /\.[jt]s$/u.test(name) && !(name in CANNOT_RUN))

const SEED = fileURLToPath(new URL('../../../fixtures/seed/', import.meta.url))

/** The examples of the guide to Alembic, all of which can run. */
const EXAMPLES = readdirSync(SEED, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .sort()

const jiti = createJiti(import.meta.url, { alias: { 'migrate-lint/runner': RUNNER }, moduleCache: false })

interface MigrationModule {
  readonly upgrade: (op: Op) => unknown
  readonly downgrade?: unknown
}

const LEFT: BareOperation = { kind: 'transactionControl', action: 'commit', byFramework: true }
const BEGUN: BareOperation = { kind: 'transactionControl', action: 'begin', byFramework: true }

function operationsSeen(seen: Seen): readonly BareOperation[] {
  if (typeof seen !== 'string') return operationsOf(seen)
  return [seen === 'leaves the transaction' ? LEFT : BEGUN]
}

async function run(direction: unknown): Promise<readonly BareOperation[]> {
  if (typeof direction !== 'function') return []
  const sink = collectingSink()
  await makeOp(sink).run(op => (direction as MigrationModule['upgrade'])(op))
  return sink.seen.flatMap(operationsSeen)
}

/** Whether the rows of a query are used is a fact about the code, not about the statement. */
function compared(operations: readonly (Operation | BareOperation)[]): readonly unknown[] {
  return operations.map(operation => {
    const { resultUsed: _, ...rest } = unplaced(operation as Operation) as BareOperation & {
      resultUsed?: unknown
    }
    return JSON.parse(JSON.stringify(rest)) as unknown
  })
}

describe('a migration that runs does what the linter reads of it', () => {
  it.each([...CASES.map(name => [name, FOLDER] as const), ...EXAMPLES.map(name => [name, SEED] as const)])(
    '%s',
    async (name, folder) => {
      const text = readFileSync(folder + name, 'utf8')
      const [read] = readAll(migrateLint, memoryProject({ [`migrations/${basename(name)}`]: text }))
      const module = await jiti.import<MigrationModule>(folder + name)
      const up = await run(module.upgrade)
      expect(up.length).toBeGreaterThan(0)
      expect(compared(up)).toEqual(compared(read?.up ?? []))
      const down = downOf(read)
      if (down) expect(compared(await run(module.downgrade))).toEqual(compared(down))
    },
  )

  it('is said of nearly all fixtures', () => {
    expect(CASES.length).toBeGreaterThan(25)
  })
})
