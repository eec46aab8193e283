/** The engine: which rules are asked about what, and what becomes of their reports. */
import { describe, expect, it } from 'vitest'
import { lintHistory, rulesThatRun } from '../../src/lint/lint-history.ts'
import { defineRule, type MigrationContext, type Rule } from '../../src/lint/rule.ts'
import type { Migration } from '../../src/model/migration.ts'
import { place, type BareOperation, type Operation } from '../../src/model/operation.ts'
import { createSourceFile, type SourceFile } from '../../src/source/source-file.ts'
import { textOf } from '../../src/source/span.ts'
import { at, migrationOf } from './helpers.ts'

const orders = { name: 'orders' }
const createOrders: BareOperation = { kind: 'createTable', table: orders, columns: [], constraints: [] }
const index = (name?: string): BareOperation => ({
  kind: 'createIndex',
  ...(name !== undefined && { name }),
  table: orders,
  parts: [{ column: 'total' }],
  include: [],
})
const dropIndex: BareOperation = { kind: 'dropIndex', index: { name: 'orders_total' } }

function rule(parts: Partial<Rule> & Pick<Rule, 'check'>): Rule {
  return defineRule({
    id: 'index-blocks',
    hazard: 'blocks-writes',
    severity: 'error',
    since: '0.1.0',
    what: 'Index {index} blocks writes.',
    why: 'Writers of {table} wait.',
    remedy: 'Build it concurrently.',
    references: [],
    proof: { takesLock: 'ShareLock' },
    ...parts,
  })
}

const indexBlocks = rule({
  check: {
    createIndex(operation, { report, schema }) {
      if (schema.createdInThisMigration(operation.table)) return
      report(operation, { index: operation.name, table: operation.table.name })
    },
  },
})

/** Statements that stand one a line in a file; each is an operation and a round trip of its own. */
function operationsIn(file: SourceFile, bare: readonly BareOperation[]): Operation[] {
  return bare.map((each, i) => {
    const line = file.text.split('\n')[i] ?? ''
    return place(each, { span: at(file, line), statement: i, roundTrip: i })
  })
}

function migration(name: string, bare: readonly BareOperation[], parts: Partial<Migration> = {}): Migration {
  const text = bare.map((each, i) => `${each.kind} ${i};`).join('\n')
  const file = createSourceFile(`migrations/${name}.sql`, text)
  return migrationOf(file, { up: operationsIn(file, bare), ...parts })
}

/** The same with a down side in the same file. */
function reversible(name: string, up: readonly BareOperation[], down: readonly BareOperation[]): Migration {
  const all = [...up, ...down]
  const file = createSourceFile(
    `migrations/${name}.sql`,
    all.map((each, i) => `${each.kind} ${i};`).join('\n'),
  )
  const operations = operationsIn(file, all)
  return migrationOf(file, {
    up: operations.slice(0, up.length),
    down: { kind: 'operations', operations: operations.slice(up.length), span: at(file, file.text) },
  })
}

const whats = (...args: Parameters<typeof lintHistory>) =>
  lintHistory(...args).findings.map(({ what }) => what)

describe('the engine', () => {
  it('asks a rule about the operations of its kind, with the schema that history made', () => {
    const history = [
      migration('1', [createOrders, index('in_new_table')]),
      migration('2', [index('orders_total')]),
    ]
    expect(lintHistory({ migrations: history, rules: [indexBlocks] }).findings).toMatchObject([
      {
        rule: 'index-blocks',
        severity: 'error',
        what: 'Index orders_total blocks writes.',
        why: 'Writers of orders wait.',
        migration: { name: '2', framework: 'sql' },
        direction: 'up',
      },
    ])
  })

  it('gives a rule the effects, the transaction and the schema before and after', () => {
    const seen: unknown[] = []
    const curious = rule({
      check: {
        each(operation, { effects, transaction, index, before, after, at }) {
          seen.push([
            operation.kind,
            index,
            effects.locks(orders).map(lock => lock.mode),
            transaction.openedBy,
            before.table(orders) === undefined,
            after.table(orders)?.name,
            at(0).schema.table(orders)?.name,
          ])
        },
      },
    })
    lintHistory({ migrations: [migration('1', [createOrders])], rules: [curious] })
    expect(seen).toEqual([['createTable', 0, expect.any(Array), 'migration', true, 'orders', undefined]])
  })

  it('asks once about the migration as a whole', () => {
    const counting = rule({
      what: 'The migration {name} has {count} operations.',
      why: 'Counted.',
      check: {
        migration({ migration, operations, report }: MigrationContext) {
          report(migration, { name: migration.name, count: operations.length })
        },
      },
    })
    expect(whats({ migrations: [migration('1', [createOrders, index('a')])], rules: [counting] })).toEqual([
      'The migration 1 has 2 operations.',
    ])
  })

  it('asks last about what all other rules found, without what gave way', () => {
    const seen: string[][] = []
    const last = rule({
      id: 'about-findings',
      check: {
        findings({ findings, report, migration }) {
          seen.push(findings.map(finding => finding.rule))
          report(migration, { index: 'any', table: 'orders' })
        },
      },
    })
    const vague = rule({ ...indexBlocks, id: 'vague', yieldsTo: ['index-blocks'] })
    const { findings } = lintHistory({
      migrations: [migration('1', [createOrders]), migration('2', [index('orders_total')])],
      rules: [last, vague, indexBlocks],
    })
    expect(seen).toEqual([[], ['index-blocks']])
    expect(findings.map(finding => finding.rule)).toEqual([
      'about-findings',
      'about-findings',
      'index-blocks',
    ])
  })

  it('tells what earlier migrations have retired', () => {
    const seen: string[][] = []
    const asks = rule({
      check: {
        migration({ retired }) {
          seen.push([...retired])
        },
      },
    })
    const retires = migration('1', [createOrders])
    const span = at(retires.file, 'createTable')
    const comments = [
      { text: ' migrate-lint-retire orders.note, "orders"."legacyCode" -- not read since 4.2', span },
    ]
    lintHistory({ migrations: [{ ...retires, comments }, migration('2', [])], rules: [asks] })
    expect(seen).toEqual([[], ['orders.note', 'orders.legacyCode']])
  })

  it('judges the down side only with rules that say so, all of them in strict', () => {
    const history = [migration('1', [createOrders]), reversible('2', [dropIndex], [index('orders_total')])]
    expect(whats({ migrations: history, rules: [indexBlocks] })).toEqual([])
    const down = rule({ check: indexBlocks.check, judgesDown: true })
    expect(whats({ migrations: history, rules: [down] })).toEqual(['Index orders_total blocks writes.'])
    const strict = lintHistory({ migrations: history, rules: [indexBlocks], settings: { preset: 'strict' } })
    expect(strict.findings).toMatchObject([{ direction: 'down' }])
  })

  it('takes what up made for an existing table on the way down', () => {
    const history = [reversible('1', [createOrders], [index('orders_total')])]
    const down = rule({ check: indexBlocks.check, judgesDown: true })
    expect(whats({ migrations: history, rules: [down] })).toEqual(['Index orders_total blocks writes.'])
  })

  it('replays all migrations and reports those that are wanted', () => {
    const [first, second, third] = ['1', '2', '3'].map(name =>
      migration(name, name === '1' ? [createOrders] : [index(`index_${name}`)]),
    )
    if (!first || !second || !third) throw new Error('three migrations')
    const request = { migrations: [first, second, third], rules: [indexBlocks], reported: new Set([third]) }
    expect(whats(request)).toEqual(['Index index_3 blocks writes.'])
  })

  it('does not ask about locks where another database runs the migration', () => {
    const history = [migration('1', [index('orders_total')], { dialect: 'sqlite' })]
    expect(whats({ migrations: history, rules: [indexBlocks] })).toEqual([])
    const failing = rule({ hazard: 'fails-to-run', check: indexBlocks.check })
    expect(whats({ migrations: history, rules: [failing] })).toHaveLength(1)
  })

  it('knows the timeouts that the runner sets', () => {
    const timeouts: unknown[] = []
    const asking = rule({
      check: { each: (_, { transaction }) => void timeouts.push(transaction.lockTimeout) },
    })
    const settings = { runner: { lockTimeout: '5s' } }
    lintHistory({ migrations: [migration('1', [createOrders])], rules: [asking], settings })
    expect(timeouts).toEqual([5000])
  })

  it('reports what cannot be parsed, by the rule parse-error', () => {
    const file = createSourceFile('migrations/1.sql', 'ALTR TABLE orders;')
    const parseErrors = [{ message: 'syntax error at or near "ALTR"', span: at(file, 'ALTR') }]
    expect(
      lintHistory({ migrations: [migrationOf(file, { parseErrors })], rules: [] }).findings,
    ).toMatchObject([
      {
        rule: 'parse-error',
        severity: 'error',
        hazard: 'fails-to-run',
        what: 'This cannot be parsed: syntax error at or near "ALTR".',
      },
    ])
  })
})

describe('a report of a rule', () => {
  it('fails when a placeholder has no value, naming rule and place', () => {
    const forgetful = rule({ check: { createIndex: (operation, { report }) => report(operation, {}) } })
    expect(() => lintHistory({ migrations: [migration('1', [index('a')])], rules: [forgetful] })).toThrow(
      /index-blocks failed at migrations\/1\.sql:1:1.*\{index\}/u,
    )
  })

  it('says that an object has no name', () => {
    expect(whats({ migrations: [migration('1', [index()])], rules: [indexBlocks] })).toEqual([
      'Index (unnamed) blocks writes.',
    ])
  })

  it('takes texts and severity of the variant that it names', () => {
    const variants = { unsure: { what: 'Index {index} may block writes.', severity: 'warning' as const } }
    const unsure = rule({
      variants,
      check: {
        createIndex: (operation, { report }) =>
          report(operation, { index: operation.name, table: 'orders' }, { variant: 'unsure' }),
      },
    })
    const migrations = [migration('1', [index('a')])]
    expect(lintHistory({ migrations, rules: [unsure] }).findings).toMatchObject([
      { what: 'Index a may block writes.', why: 'Writers of orders wait.', severity: 'warning' },
    ])
    const settings = { rules: { 'index-blocks': 'error' as const } }
    expect(lintHistory({ migrations, rules: [unsure], settings }).findings).toMatchObject([
      { severity: 'error' },
    ])
  })

  it('is one finding for one place, and names what else is meant there', () => {
    const file = createSourceFile('migrations/1.ts', 'for (const name of names) index(name)')
    const loop = ['a', 'b', 'a'].map((name, i) =>
      place(index(name), { span: at(file, 'index(name)'), statement: i, roundTrip: i }),
    )
    const { findings } = lintHistory({ migrations: [migrationOf(file, { up: loop })], rules: [indexBlocks] })
    expect(findings).toHaveLength(1)
    expect(findings[0]?.related.map(({ message }) => message)).toEqual(['Index b blocks writes.'])
  })

  it('does not say the same words again at an overlapping place', () => {
    const file = createSourceFile('migrations/1.ts', 'column(total).alter().index()')
    const sameName = ['column(total).alter()', 'column(total).alter().index()', '.index()'].map((text, i) =>
      place(index('a'), { span: at(file, text), statement: i, roundTrip: i }),
    )
    const { findings } = lintHistory({
      migrations: [migrationOf(file, { up: sameName })],
      rules: [indexBlocks],
    })
    expect(findings.map(({ span }) => textOf(span))).toEqual(['column(total).alter()', '.index()'])
  })

  it('gives way to a more exact rule at the same place', () => {
    const general = rule({ id: 'general', yieldsTo: ['index-blocks'], check: indexBlocks.check })
    const migrations = [migration('1', [index('a')])]
    const rulesOf = (rules: readonly Rule[]) =>
      lintHistory({ migrations, rules }).findings.map(each => each.rule)
    expect(rulesOf([general, indexBlocks])).toEqual(['index-blocks'])
    expect(rulesOf([general])).toEqual(['general'])
  })

  it('is cut at a thousand a file, with a note that says so', () => {
    const many = migration(
      '1',
      Array.from({ length: 1200 }, (_, i) => ({ ...index(`i_${i}`), table: { name: `orders_${i}` } })),
    )
    const { findings } = lintHistory({ migrations: [many], rules: [indexBlocks] })
    expect(findings).toHaveLength(1001)
    expect(findings.at(-1)).toMatchObject({
      rule: 'too-many-findings',
      severity: 'info',
      what: 'This file has 200 more findings, which are not shown.',
    })
  })

  it('is sorted by path, place and rule, whatever the order of rules', () => {
    const other = rule({ id: 'another', check: indexBlocks.check })
    const history = [migration('2', [index('b'), index('c')]), migration('1', [index('a')])]
    const order = (rules: readonly Rule[]) =>
      lintHistory({ migrations: history, rules }).findings.map(each => `${each.what} ${each.rule}`)
    expect(order([other, indexBlocks])).toEqual(order([indexBlocks, other]))
    expect(order([other])).toEqual(['a', 'b', 'c'].map(name => `Index ${name} blocks writes. another`))
  })
})

describe('settings of rules', () => {
  const migrations = [migration('1', [index('a')])]
  const quiet = rule({ severity: 'off', check: indexBlocks.check })
  const severities = (settings: Parameters<typeof lintHistory>[0]['settings'], rules = [quiet]) =>
    lintHistory({ migrations, rules, ...(settings && { settings }) }).findings.map(each => each.severity)

  it('turn on in strict what is off in recommended, as a warning', () => {
    expect(severities({})).toEqual([])
    expect(severities({ preset: 'strict' })).toEqual(['warning'])
  })

  it('raise in all what only informs', () => {
    const informing = rule({ severity: 'info', check: indexBlocks.check })
    expect(severities({ preset: 'strict' }, [informing])).toEqual(['info'])
    expect(severities({ preset: 'all' }, [informing])).toEqual(['warning'])
  })

  it('go before the preset', () => {
    expect(severities({ rules: { 'index-blocks': 'error' } })).toEqual(['error'])
    expect(severities({ preset: 'strict', rules: { 'index-blocks': 'off' } })).toEqual([])
  })

  it('give options over those of the preset', () => {
    const seen: unknown[] = []
    const options = { inline: { description: 'Also inline ones.', default: false, strict: true } }
    const asking = rule({
      options,
      check: { each: (_, context) => void seen.push(context.options['inline']) },
    })
    lintHistory({ migrations, rules: [asking] })
    lintHistory({ migrations, rules: [asking], settings: { preset: 'strict' } })
    const rules = { 'index-blocks': ['error', { inline: false }] as const }
    lintHistory({ migrations, rules: [asking], settings: { preset: 'strict', rules } })
    expect(seen).toEqual([false, true, false])
  })

  it('decide which rules a report lists, those of the engine included', () => {
    expect(rulesThatRun([quiet]).map(({ id }) => id)).toEqual([
      'directive-without-reason',
      'parse-error',
      'too-many-findings',
      'unreadable-file',
      'unused-directive',
    ])
    expect(rulesThatRun([quiet], { preset: 'strict' }).map(({ id }) => id)).toContain('index-blocks')
  })
})
