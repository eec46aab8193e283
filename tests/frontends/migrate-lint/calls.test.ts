/** Every operation that is written as a call of `op` is read as that operation, and does it when it runs. */
import { fileURLToPath } from 'node:url'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createJiti } from 'jiti'
import fc from 'fast-check'
import { format } from 'prettier'
import { describe, expect, it } from 'vitest'
import { callOf, methodOf, opCall } from '../../../src/frontends/migrate-lint/calls.ts'
import { printCode } from '../../../src/frontends/migrate-lint/calls/print-code.ts'
import { literalExpression } from '../../../src/frontends/typescript/sql-fragments.ts'
import { migrateLint } from '../../../src/frontends/migrate-lint/index.ts'
import type { ColumnDefinition } from '../../../src/model/column.ts'
import { dataType } from '../../../src/model/data-type.ts'
import { printOperation } from '../../../src/dialects/postgres.ts'
import {
  unplaced,
  type BareOperation,
  type Operation,
  type OperationKind,
} from '../../../src/model/operation.ts'
import { collectOperations } from '../../../src/runner/op/collect-operations.ts'
import type { Op } from '../../../src/runner/op/op-types.ts'
import { ALL_EXAMPLES, EXAMPLES } from '../../dialects/examples.ts'
import { OP_CALLS } from '../../dialects/op-calls.ts'
import { column, constant, expression } from '../../dialects/make.ts'
import { memoryProject, readAll } from '../memory-project.ts'

const RUNNER = fileURLToPath(new URL('../../../src/runner/authoring/index.ts', import.meta.url))
const STYLE = { quote: "'", indent: '  ', width: 100 } as const

/** What neither a word of `op` nor SQL says. */
const SAID_BY_NOTHING: ReadonlySet<OperationKind> = new Set(['opaque', 'noOperation'])

const orders = { name: 'orders' }
const status = { schema: 'sales', name: 'order_status' }

const MORE: readonly BareOperation[] = [
  {
    kind: 'addColumn',
    table: orders,
    column: column('note', dataType('text'), { default: constant("'it''s open'", "it's open") }),
  },
  {
    kind: 'addColumn',
    table: orders,
    column: column('paid', dataType('boolean'), { default: constant('false', false) }),
  },
  { kind: 'setDefault', table: orders, column: 'paid', default: constant('false', false) },
  { kind: 'setDefault', table: orders, column: 'paid', default: constant('true', true) },
  { kind: 'setDefault', table: orders, column: 'note', default: constant('NULL', null) },
  {
    kind: 'createIndex',
    name: 'ix',
    table: { name: 'a.b' },
    parts: [{ column: 'x', nulls: 'first' }],
    include: [],
  },
  {
    kind: 'createIndex',
    name: 'ix_orders_note',
    table: orders,
    parts: [{ column: 'note', order: 'desc', operatorClass: 'text_pattern_ops' }, { column: 'Total' }],
    include: [],
    where: expression("note <> ''", { columns: ['note'] }),
  },
  {
    kind: 'addColumn',
    table: orders,
    column: column('lines', dataType('text'), { default: constant("'a\n  b'", 'a\n  b') }),
  },
  { kind: 'assertQuery', sql: "SELECT 'a\n  b' <> ''", message: 'two\n  lines' },
  { kind: 'createEnum', type: status, values: ['open', 'paid'], ifNotExists: true },
  { kind: 'setParameter', name: 'statement_timeout', value: '2min', scope: 'local' },
]

const OPERATIONS = [...ALL_EXAMPLES, ...MORE].filter(
  operation => !SAID_BY_NOTHING.has(operation.kind) && !isUnknownUpdate(operation),
)

/** A value that the reader did not know cannot be written. */
function isUnknownUpdate(operation: BareOperation): boolean {
  return operation.kind === 'updateInBatches' && operation.set.some(({ value }) => value === undefined)
}

const said = (operation: BareOperation) => {
  const { method, args } = callOf(operation)
  return `await ${printCode({ kind: 'call', callee: `op.${method}`, args }, STYLE, { indent: '  ', column: 8, after: 0 })}`
}

const HEAD = "import { asc, column, desc, sql, t } from 'migrate-lint/runner'\n"

function read(code: string): readonly unknown[] {
  return readPlaced(code).map(each => compared(unplaced(each)))
}

function readPlaced(code: string): readonly Operation[] {
  const text = `${HEAD}export const revision = 'a1'\nexport const downRevision = null\nexport async function upgrade(op) {\n  ${code}\n}\n`
  const [migration] = readAll(migrateLint, memoryProject({ 'migrations/a1.ts': text }))
  return migration?.up ?? []
}

/** A constraint at a column says the same as one of its table. */
function compared(operation: BareOperation): unknown {
  const plain = JSON.parse(JSON.stringify(operation)) as BareOperation
  if (plain.kind !== 'createTable')
    return plain.kind === 'objectDdl' ? { ...plain, sql: withoutName(plain.sql) } : plain
  const own = plain.columns.flatMap(({ constraints }) => constraints)
  const columns = plain.columns.map((each): ColumnDefinition => ({ ...each, constraints: [] }))
  const constraints = [...own, ...plain.constraints].map(each => JSON.stringify(each)).sort()
  return { ...plain, columns, constraints }
}

/** Where the name says all, there is no need for the statement. */
function withoutName(sql: string | undefined): string | undefined {
  return /^CREATE EXTENSION (?:IF NOT EXISTS )?\w+$/u.test(sql ?? '') ? undefined : sql
}

describe('an operation that is written as a call', () => {
  it.each(OPERATIONS.map(operation => [said(operation), operation] as const))(
    '%s is read as that',
    (code, operation) => {
      expect(read(code)).toEqual([compared(operation)])
    },
  )

  it('does that when it runs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'calls-'))
    const calls = OPERATIONS.map(operation => `async op => {\n  ${said(operation)}\n},`)
    writeFileSync(join(folder, 'calls.ts'), `${HEAD}export const calls = [\n${calls.join('\n')}\n]\n`)
    const jiti = createJiti(import.meta.url, { alias: { 'migrate-lint/runner': RUNNER }, moduleCache: false })
    const module = await jiti.import<{ calls: readonly ((op: Op) => unknown)[] }>(join(folder, 'calls.ts'))
    rmSync(folder, { recursive: true })
    for (const [i, operation] of OPERATIONS.entries()) {
      const run = module.calls[i]
      const context = { dialect: 'postgres', isOffline: false } as never
      const collected = await collectOperations(op => run?.(op), context)
      expect(collected.map(compared), said(operation)).toEqual([compared(operation)])
    }
  })

  it('says the same SQL for all that Alembic has words for', () => {
    for (const operation of Object.values(OP_CALLS).flat()) {
      const parts = (sql: string) => sql.replace(/\)$/u, '').split(', ').sort()
      // PostgreSQL's grammar gives the cast back so.
      const expected = printOperation(operation).replace('n::integer', 'n::int')
      expect(readPlaced(said(operation)).map(each => parts(printOperation(each)))).toEqual([parts(expected)])
    }
  })

  it('is laid out as Prettier would, but for the columns of small tables', async () => {
    const isSmall = (operation: BareOperation) =>
      operation.kind === 'createTable' && operation.columns.length < 4
    const lines = OPERATIONS.filter(operation => !isSmall(operation))
      .map(operation => `  ${said(operation)}\n`)
      .join('')
    const text = `export async function upgrade(op) {\n${lines}}\n`
    const options = { parser: 'typescript', semi: false, singleQuote: true, arrowParens: 'avoid' } as const
    expect(text).toBe(await format(text, { ...options, printWidth: STYLE.width }))
  })

  it('needs no import in a file that is only mended', () => {
    const all = OPERATIONS.map(operation => opCall(operation, 'op'))
    expect(
      all.filter(code =>
        /\b(?:sql`|t\.|column\(|desc\(|asc\()/u.test(code.replaceAll(/'[^']*'|`[^`]*`/gu, '')),
      ),
    ).toEqual([])
    expect(all.every(code => !code.includes('\n'))).toBe(true)
  })
})

describe('names and texts of any spelling', () => {
  const spelled = fc.oneof(
    fc.constantFrom('select', 'user', 'Order', 'a.b', "it's", 'back\\slash', '${table}', '`', '"'),
    fc.stringMatching(/^[a-z_][a-z0-9_]{0,12}$/u),
    fc.stringMatching(/^[A-Za-z "'.;äß名🚚$\\`{}-]{1,10}$/u),
  )
  const name = fc
    .record({ schema: fc.option(spelled, { nil: undefined }), name: spelled })
    .map(each => (each.schema === undefined ? { name: each.name } : each))
  const same = (operation: BareOperation) =>
    expect(read(said(operation)), said(operation)).toEqual([compared(operation)])

  it('come back as names of tables, columns, constraints and values', () => {
    fc.assert(
      fc.property(name, spelled, spelled, (table, one, other) => {
        same({ kind: 'renameColumn', table, column: one, to: other })
        same({ kind: 'dropConstraint', table, name: one, cascade: true })
        same({ kind: 'createIndex', name: one, table, parts: [{ column: other }], include: [one] })
        same({ kind: 'addEnumValue', type: table, value: one, before: other })
        same({
          kind: 'addColumn',
          table: orders,
          column: column(one, dataType('text'), { default: literalExpression(other) }),
        })
        same({ kind: 'assertQuery', sql: 'SELECT true', message: one })
      }),
      { numRuns: 60 },
    )
  })
})

describe('op has a word of its own', () => {
  it('for all kinds but those of which nothing or only the text of a statement is known', () => {
    const without = Object.values(EXAMPLES).filter(examples => examples.every(each => !methodOf(each)))
    expect(without.map(([{ kind }]) => kind).sort()).toEqual([
      'alterConstraint',
      'alterDomain',
      'attachIndex',
      'copyRows',
      'createDomain',
      'deleteRows',
      'grant',
      'insertRows',
      'lockTable',
      'maintenance',
      'mergeRows',
      'noOperation',
      'opaque',
      'reindex',
      'renameType',
      'selectRows',
      'setTableOption',
      'setTableSchema',
      'transactionControl',
      'truncateTable',
      'updateRows',
    ])
  })
})
