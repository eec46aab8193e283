/** Outside a transaction each statement commits by itself, so a failure leaves the changes before it and none of those behind. */
import { defineRule, formatName, steps, type MigrationContext, type Operation } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'data-change-outside-transaction',
  hazard: 'loses-data',
  severity: 'warning',
  since: '0.1.0',
  what: 'Rows of {tables} are changed by {count} statements that commit one by one.',
  why: 'The migration runs outside a transaction: if one of them fails or the connection breaks, what was changed before stays so and the rest is missing. Rows that were deleted to be written anew are lost, and a second run does the first half twice.',
  remedy: steps(
    'Move the changes into a migration of their own that runs in a transaction, or put BEGIN; before the first and COMMIT; behind the last of them.',
    'Or make them one statement: WITH moved AS (DELETE FROM … RETURNING *) INSERT INTO … SELECT * FROM moved;',
    'What is too large for one transaction is changed in batches, each of them complete by itself.',
  ),
  references: ['https://www.postgresql.org/docs/current/tutorial-transactions.html'],
  proof: { keepsHalf: true },
  check: {
    migration(context) {
      const changes = context.operations.filter((operation, index) => commitsAlone(operation, index, context))
      const [first, second] = changes.filter(
        ({ statement }, i) => changes.findIndex(other => other.statement === statement) === i,
      )
      if (!first || !second || changes.every(change => isSameBatch(change, first))) return
      const tables = [
        ...new Set(
          changes
            .flatMap(change => ('table' in change && change.table ? [change.table] : []))
            .map(formatName),
        ),
      ]
      const count = new Set(changes.map(({ statement }) => statement)).size
      const related = [{ message: 'this stays changed when a later one fails', at: first }]
      context.report(second, { tables: tables.join(', '), count }, { related })
    },
  },
})

const CHANGES: readonly Operation['kind'][] = ['insertRows', 'updateRows', 'deleteRows', 'mergeRows']

/** A change of an existing table that is a transaction of its own; the rounds of a bounded loop are meant to be. */
function commitsAlone(operation: Operation, index: number, { at }: MigrationContext): boolean {
  if (!CHANGES.includes(operation.kind) || operation.inBlock) return false
  const { effects, transaction } = at(index)
  const write = effects.writes()
  if (!write || transaction.id !== undefined) return false
  return !(operation.flow === 'repeated' && write.rows === 'some')
}

/** Batches of one change that are written out: each may be run again. */
function isSameBatch(one: Operation, other: Operation): boolean {
  if (one.kind === 'deleteRows' && other.kind === 'deleteRows')
    return Boolean(one.bounded && other.bounded) && formatName(one.table) === formatName(other.table)
  if (one.kind !== 'updateRows' || other.kind !== 'updateRows' || !one.bounded || !other.bounded) return false
  const columns = (operation: typeof one) => operation.set.map(({ column }) => column).join()
  return formatName(one.table) === formatName(other.table) && columns(one) === columns(other)
}
