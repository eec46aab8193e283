/** The reports that all reporters are tested with: an ordinary one, a clean one, and an awkward one. */
import type { Finding } from '../../src/lint/finding.ts'
import type { Rewrite } from '../../src/lint/rewrite.ts'
import { defineRule, type Rule } from '../../src/lint/rule.ts'
import type { Report } from '../../src/reporters/report.ts'
import { createSourceFile, type SourceFile } from '../../src/source/source-file.ts'
import { spanOf, type Span } from '../../src/source/span.ts'

/** The span of the n-th place where the file says this. */
export function spanOfText(file: SourceFile, text: string, occurrence = 1): Span {
  let start = -1
  for (let i = 0; i < occurrence; i++) start = file.text.indexOf(text, start + 1)
  if (start < 0) throw new RangeError(`${file.path} does not say ${text}`)
  return spanOf(file, start, start + text.length)
}

const createIndex: Rule = defineRule({
  id: 'create-index-blocks-writes',
  hazard: 'blocks-writes',
  severity: 'error',
  since: '0.1.0',
  what: 'Index {index} is built on the existing table {table} without CONCURRENTLY.',
  why: 'The build holds ShareLock on {table}, so every INSERT, UPDATE and DELETE waits until it ends.',
  remedy: 'Use CREATE INDEX CONCURRENTLY, in a migration that runs outside a transaction.',
  references: ['https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY'],
  proof: { takesLock: 'ShareLock' },
  check: {},
})

const emptyDowngrade: Rule = defineRule({
  id: 'empty-downgrade',
  hazard: 'irreversible',
  severity: 'error',
  since: '0.1.0',
  what: 'The down side of {migration} is empty, while up changes the schema.',
  why: 'A rollback reports success and leaves the new schema behind.',
  remedy: 'Undo in down what up does, or declare the migration irreversible and say why.',
  references: [],
  proof: { leavesDifference: true },
  check: {},
})

const lockWithoutTimeout: Rule = defineRule({
  id: 'lock-without-timeout',
  hazard: 'unbounded-wait',
  severity: 'warning',
  since: '0.1.0',
  what: 'The lock on {table} is awaited without a lock_timeout.',
  why: 'While it waits behind a long query, every later query on {table} queues behind it.',
  remedy: "Run SET lock_timeout = '5s' first, and try again when it fails.",
  references: ['https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT'],
  proof: { takesLock: 'AccessExclusiveLock' },
  check: {},
})

export const orders = createSourceFile(
  'services/orders/migrations/1718000000000-IndexOrders.ts',
  [
    "import { MigrationInterface, QueryRunner } from 'typeorm'",
    '',
    'export class IndexOrders1718000000000 implements MigrationInterface {',
    '  async up(queryRunner: QueryRunner): Promise<void> {',
    '    await queryRunner.query(`CREATE INDEX ix_orders_customer ON orders (customer_id)`)',
    '    await queryRunner.query(`ALTER TABLE orders ADD COLUMN note text`)',
    '    await queryRunner.query(`CREATE INDEX ix_orders_status ON orders (status)`)',
    '    await queryRunner.query(`CREATE INDEX ix_orders_day ON orders (day)`)',
    '    await queryRunner.query(buildStatement())',
    '  }',
    '',
    '  async down(): Promise<void> {}',
    '}',
    '',
  ].join('\n'),
)

export const payments = createSourceFile(
  'database/003_payments.up.sql',
  ['-- payments', 'ALTER TABLE payments ADD COLUMN refunded boolean;', ''].join('\n'),
)

function indexFinding(name: string): Finding {
  return {
    rule: createIndex.id,
    hazard: createIndex.hazard,
    severity: 'error',
    what: `Index ${name} is built on the existing table orders without CONCURRENTLY.`,
    why: 'The build holds ShareLock on orders, so every INSERT, UPDATE and DELETE waits until it ends.',
    remedy: createIndex.remedy,
    span: spanOfText(orders, `CREATE INDEX ${name} ON orders`),
    related: [],
    migration: { name: 'IndexOrders1718000000000', framework: 'typeorm' },
    direction: 'up',
  }
}

function timeoutFinding(table: string, span: Span, migration: Finding['migration']): Finding {
  return {
    rule: lockWithoutTimeout.id,
    hazard: lockWithoutTimeout.hazard,
    severity: 'warning',
    what: `The lock on ${table} is awaited without a lock_timeout.`,
    why: `While it waits behind a long query, every later query on ${table} queues behind it.`,
    remedy: lockWithoutTimeout.remedy,
    span,
    related: [],
    migration,
    direction: 'up',
  }
}

const emptyDown: Finding = {
  rule: emptyDowngrade.id,
  hazard: emptyDowngrade.hazard,
  severity: 'error',
  what: 'The down side of IndexOrders1718000000000 is empty, while up changes the schema.',
  why: emptyDowngrade.why,
  remedy: emptyDowngrade.remedy,
  span: spanOfText(orders, 'down(): Promise<void>'),
  related: [
    { message: 'up begins here', span: spanOfText(orders, 'up(queryRunner: QueryRunner): Promise<void>') },
  ],
  migration: { name: 'IndexOrders1718000000000', framework: 'typeorm' },
  direction: 'down',
}

const tool = { name: 'migrate-lint', version: '0.1.0', url: 'https://www.npmjs.com/package/migrate-lint' }

/** Three rules, two files, a suppressed finding and an operation that could not be read. */
export const ordinaryReport: Report = {
  tool,
  rules: [createIndex, emptyDowngrade, lockWithoutTimeout],
  frameworks: [
    { framework: 'sql', title: 'Plain SQL', migrations: 3 },
    { framework: 'typeorm', title: 'TypeORM', migrations: 5 },
  ],
  migrations: 8,
  operations: 42,
  unread: [
    {
      reason: 'unknown call',
      message: 'The statement comes from buildStatement(), which could not be followed.',
      remedy: 'Write the statement where it is run.',
      span: spanOfText(orders, 'buildStatement()'),
    },
  ],
  findings: [
    timeoutFinding('payments', spanOfText(payments, 'ADD COLUMN refunded boolean'), {
      name: '003_payments',
      framework: 'sql',
    }),
    indexFinding('ix_orders_customer'),
    timeoutFinding('orders', spanOfText(orders, 'ADD COLUMN note text'), emptyDown.migration),
    indexFinding('ix_orders_status'),
    indexFinding('ix_orders_day'),
    emptyDown,
  ],
  suppressed: [
    {
      finding: timeoutFinding('orders', spanOfText(orders, 'ALTER TABLE orders'), emptyDown.migration),
      reason: 'the deploy script sets a lock_timeout',
    },
  ],
  pathFromGitRoot: '',
}

const suggestion: Rewrite = {
  kind: 'suggestion',
  title: 'write the way back',
  change: 'downgrade',
  operations: [],
}

/** The first finding has a safe fix, the last two have suggestions. */
export const fixableReport: Report = {
  ...ordinaryReport,
  findings: ordinaryReport.findings.map((finding, i, { length }): Finding => {
    if (i === 0) return { ...finding, rewrite: { ...suggestion, kind: 'safe', title: 'name it' } }
    return i < length - 2 ? finding : { ...finding, rewrite: suggestion }
  }),
}

/** Migrations without a finding. */
export const cleanReport: Report = { ...ordinaryReport, findings: [], unread: [], suppressed: [] }

/** Wide characters, CRLF, tabs, control characters, and a line much longer than any terminal. */
export const awkward = createSourceFile(
  'größe und mehr/été#1 50%.sql',
  [
    '\tALTER TABLE\torders ADD COLUMN naïve_日本 text; -- 🚚🚚',
    "INSERT INTO labels VALUES ('👩‍👩‍👧 家族'); CREATE INDEX ix_labels ON labels (名前);",
    `SELECT '${'x'.repeat(300)}'; CREATE INDEX ix_far ON orders (far); SELECT '${'y'.repeat(300)}';`,
    "SELECT '\u001B[31mred\u202E'; CREATE INDEX ix_red ON orders (red);",
    'ALTER TABLE orders',
    '  ADD COLUMN one int,',
    '  ADD COLUMN two int;',
    'SELEC 1',
  ].join('\r\n'),
)

function awkwardFinding(span: Span, rest: Partial<Finding> = {}): Finding {
  return { ...indexFinding('ix_orders_day'), span, migration: undefined, ...rest }
}

/** Places that are hard to show, two findings of one rule on a line, brackets and braces in texts, a parse error, an empty span. */
export const awkwardReport: Report = {
  ...ordinaryReport,
  pathFromGitRoot: 'apps/büro',
  findings: [
    awkwardFinding(spanOfText(awkward, 'ADD COLUMN naïve_日本 text'), {
      what: 'Column `naïve_日本` of orders[1](2) needs {care}.',
    }),
    awkwardFinding(spanOfText(awkward, '家族')),
    awkwardFinding(spanOfText(awkward, 'CREATE INDEX ix_labels ON labels'), {
      what: 'Index ix_labels is built on the existing table labels without CONCURRENTLY.',
      related: [{ message: 'labels [new]', span: spanOfText(awkward, 'labels') }],
    }),
    awkwardFinding(spanOfText(awkward, 'CREATE INDEX ix_far ON orders')),
    awkwardFinding(spanOfText(awkward, 'CREATE INDEX ix_red ON orders'), {
      severity: 'info',
      what: 'A \u001B[31mred\u001B[0m text.',
    }),
    awkwardFinding(spanOfText(awkward, 'ALTER TABLE orders\r\n  ADD COLUMN one int')),
    awkwardFinding(
      spanOf(awkward, awkward.text.indexOf('  ADD COLUMN two'), awkward.text.indexOf('  ADD COLUMN two')),
    ),
    awkwardFinding(spanOfText(awkward, 'SELEC 1'), {
      rule: 'parse-error',
      hazard: 'fails-to-run',
      what: 'syntax error at or near "SELEC".',
      why: 'PostgreSQL refuses the file.',
      remedy: 'Correct the statement.',
    }),
    awkwardFinding(spanOf(awkward, awkward.text.length, awkward.text.length), {
      rule: 'parse-error',
      what: 'syntax error at end of input.',
    }),
  ],
}
