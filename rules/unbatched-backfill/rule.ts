/** Rows that a transaction has changed stay locked until it commits, so one large change blocks their other writers for all of its time. */
import {
  defineRule,
  formatName,
  isCatalog,
  isListed,
  qualified,
  steps,
  type OperationOf,
  type QualifiedName,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'unbatched-backfill',
  hazard: 'blocks-writes',
  severity: 'warning',
  since: '0.1.0',
  what: 'This {statement} changes rows of {table} all at once, however many they are.',
  why: 'Each changed row stays locked until the transaction commits: whoever wants to change or delete one of them waits for all of the others too. A failure near the end undoes everything, and as many dead rows are left for VACUUM.',
  remedy: steps(
    'Put it into a migration of its own that runs outside a transaction.',
    'There, change some thousand rows at a time and commit after each batch: DO $$ DECLARE n bigint; BEGIN LOOP {batch}; GET DIAGNOSTICS n = ROW_COUNT; EXIT WHEN n = 0; COMMIT; END LOOP; END $$;',
    'If {table} is known to stay small, list it in the option smallTables.',
  ),
  variants: {
    underLock: {
      why: 'The transaction holds {lock} on {locked} meanwhile, so every {waiters} on {locked} waits until the last row of {table} is written. The changed rows themselves stay locked for as long.',
    },
    insert: {
      what: 'This {statement} adds to {table} all that it reads at once, however many rows that is.',
      why: 'Until the transaction commits, nobody sees the new rows, whoever adds a row with the same key waits, and so does every DELETE of a row that they refer to. A failure near the end undoes everything.',
    },
    loop: {
      what: 'The batches of this {statement} on {table} all run in one transaction.',
      why: 'A batch frees its rows only when its transaction commits: here each row stays locked until the last batch is done, as if it were one large statement.',
      remedy: steps(
        'Run the migration outside a transaction.',
        'Commit after each batch: COMMIT; at the end of the loop in a DO block, or one call for each batch in code.',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS',
    'https://www.postgresql.org/docs/current/plpgsql-transactions.html',
  ],
  proof: { writesAllRows: true },
  yieldsTo: ['write-without-where', 'mixed-schema-and-data'],
  options: {
    smallTables: { description: 'Tables that stay small enough to be changed at once.', default: [] },
  },
  check: {
    updateRows: judge,
    deleteRows: judge,
    mergeRows: judge,
    insertRows: judge,
  },
})

type Change = OperationOf<'updateRows' | 'deleteRows' | 'insertRows' | 'mergeRows'>

function judge(operation: Change, context: RuleContext): void {
  const { table, kind } = operation
  const write = context.effects.writes(table)
  // A lazy builder that nobody awaits changes nothing.
  if (!write || operation.floating === 'lazy' || !isLarge(table, context)) return
  const copies = kind === 'insertRows' || kind === 'mergeRows'
  if (copies && !operation.reads.some(name => isLarge(name, context))) return
  // A builder's condition that is not told may mean one row.
  if (!copies && operation.where?.sql === '…') return
  const loops = write.rows === 'some'
  if (loops && !loopsInOneTransaction(operation, context)) return
  const held = lockHeld(context)
  const variant = loops ? 'loop' : held ? 'underLock' : kind === 'insertRows' ? 'insert' : undefined
  const values = { table: formatName(table), statement: STATEMENTS[kind], batch: batchOf(operation, context) }
  const related = held ? [{ message: `${held.names.lock} is taken here`, at: held.at }] : []
  context.report(operation, { ...values, ...held?.names }, { variant, related })
}

const STATEMENTS: Readonly<Record<Change['kind'], string>> = {
  updateRows: 'UPDATE',
  deleteRows: 'DELETE',
  insertRows: 'INSERT … SELECT',
  mergeRows: 'MERGE',
}

function isLarge(name: QualifiedName, { schema, options }: RuleContext): boolean {
  return !schema.createdInThisMigration(name) && !isCatalog(name) && !isListed(name, options['smallTables'])
}

function loopsInOneTransaction(operation: Change, { operations, transaction }: RuleContext): boolean {
  if (operation.flow !== 'repeated' || !/\b(?:limit|between)\b/iu.test(operation.sql ?? '')) return false
  if (!operation.inBlock) return transaction.id !== undefined
  return !operations.some(
    other => other.kind === 'transactionControl' && other.inBlock && other.statement === operation.statement,
  )
}

function lockHeld({ locks, operations }: RuleContext) {
  const held = locks.held.find(({ blocks }) => blocks === 'read') ?? locks.held[0]
  const at = held && operations[held.takenBy]
  if (!held || !at) return undefined
  const waiters = `${held.blocks === 'read' ? 'SELECT, ' : ''}INSERT, UPDATE and DELETE`
  return { at, names: { lock: held.mode, locked: formatName(held.name), waiters } }
}

/** The statement for one batch, with the key that finds the rows again; a new column tells which are left if it began as null. */
function batchOf(operation: Change, { schema }: RuleContext): string {
  const { table, kind } = operation
  const name = qualified(table)
  if (kind === 'insertRows') return `INSERT INTO ${name} SELECT … WHERE NOT EXISTS (…) LIMIT 5000`
  if (kind === 'mergeRows') return `MERGE INTO ${name} USING (SELECT … LIMIT 5000) …`
  const key = qualified({ name: schema.keyColumn(table) ?? 'ctid' })
  const [to] = kind === 'updateRows' && operation.reads.length === 0 ? operation.set : []
  const added = to && schema.columnAddedInThisMigration(table, to.column) && schema.column(table, to.column)
  const left = added && !added.notNull && !added.default ? `${qualified(added)} IS NULL` : '…'
  const rows = `${key} IN (SELECT ${key} FROM ${name} WHERE ${left} LIMIT 5000)`
  return kind === 'deleteRows' ? `DELETE FROM ${name} WHERE ${rows}` : `UPDATE ${name} SET … WHERE ${rows}`
}
