/** Commands that commit in between refuse to run inside a transaction block: SQLSTATE 25001. */
import {
  defineRule,
  outsideTransaction,
  steps,
  type Operation,
  type TransactionContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'concurrently-in-transaction',
  hazard: 'fails-to-run',
  severity: 'error',
  since: '0.1.0',
  what: '{command} runs inside a transaction that {opener} opened.',
  why: 'PostgreSQL refuses it with SQLSTATE 25001 ("cannot run inside a transaction block"): the migration can never succeed, and everything before it in that transaction is rolled back.',
  remedy: steps('Move it into a migration of its own.', '{optOut}'),
  references: [
    'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY',
    'https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT',
  ],
  proof: { failsWith: '25001' },
  judgesDown: true,
  yieldsTo: ['index-on-partitioned-parent'],
  check: {
    each(operation, context) {
      const { effects, transaction, migration, report } = context
      const { inBlock } = operation
      if (transaction.openedBy === 'none' && !inBlock) return
      const refused = effects.all.some(effect => effect.kind === 'failure' && effect.when === 'transaction')
      if (!refused) return
      const values = {
        command: commandOf(operation),
        opener: inBlock ? 'the DO block' : OPENERS[transaction.openedBy],
        optOut: inBlock
          ? 'Write it without the DO block, outside a transaction.'
          : optOutOf(transaction, migration.framework),
      }
      // Who writes BEGIN must say where it ends.
      const rewrite =
        transaction.openedBy === 'statement' ? undefined : outsideTransaction(operation, context)
      report(operation, values, { rewrite })
    },
  },
})

const OPENERS: Readonly<Record<TransactionContext['openedBy'], string>> = {
  run: 'the runner',
  migration: 'the runner',
  statement: 'BEGIN',
  'round trip': 'PostgreSQL itself, for several statements sent at once,',
  none: 'nobody',
}

function commandOf(operation: Operation): string {
  switch (operation.kind) {
    case 'createIndex':
      return `CREATE INDEX CONCURRENTLY${operation.name === undefined ? '' : ` ${operation.name}`}`
    case 'dropIndex':
      return `DROP INDEX CONCURRENTLY ${operation.index.name}`
    case 'reindex':
      return operation.concurrently ? 'REINDEX CONCURRENTLY' : `REINDEX ${operation.target.toUpperCase()}`
    case 'detachPartition':
      return `DETACH PARTITION ${operation.partition.name} CONCURRENTLY`
    case 'maintenance':
      return operation.command.toUpperCase()
    case 'objectDdl':
      return `${operation.verb} ${operation.objectType}`.toUpperCase()
    default:
      return 'This statement'
  }
}

/** How each framework is told to leave the transaction away. */
const OPT_OUT: Readonly<Record<string, string>> = {
  knex: 'Switch the transaction off for it: export const config = { transaction: false }.',
  'node-pg-migrate': 'Switch the transaction off for it: pgm.noTransaction() at the beginning of up.',
  typeorm:
    "Switch the transaction off for it: transaction = false in the class, with migrationsTransactionMode 'each' or 'none'.",
  prisma: 'Leave it as the only statement of its migration.sql: Prisma sends the file as one query.',
  drizzle:
    'Drizzle runs all pending migrations in one transaction and cannot leave it: run the statement by hand or by another script.',
  'migrate-lint': 'Run it outside the transaction: op.autocommit(async op => { … }).',
}

function optOutOf({ openedBy }: TransactionContext, framework: string): string {
  if (openedBy === 'statement') return 'End the transaction with COMMIT before it, or leave BEGIN away.'
  if (openedBy === 'round trip') return 'Send it alone: one statement in one call or one file.'
  return OPT_OUT[framework] ?? 'Switch the transaction off for it in your migration tool.'
}
