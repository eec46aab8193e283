/** A query changes nothing by itself: a check whose answer nobody reads lets everything pass. */
import { defineRule, formatName, steps, volatilityOf } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'ignored-check',
  hazard: 'fails-on-data',
  severity: 'warning',
  since: '0.1.0',
  what: 'This query on {tables} is run for its answer, and the answer is thrown away.',
  why: 'Whatever it finds, the migration goes on: the rows that it was to find make a later statement fail, or are cut and lost without a word.',
  remedy: steps(
    "Stop where the answer is wrong: DO $$ BEGIN IF EXISTS (SELECT 1 FROM {first} WHERE …) THEN RAISE EXCEPTION 'rows of {first} that …'; END IF; END $$; (in a migration of migrate-lint: await op.assert(…)).",
    'If nobody needs the answer, leave the query away.',
  ),
  references: ['https://www.postgresql.org/docs/current/plpgsql-errors-and-messages.html'],
  proof: { failsWith: '23514' },
  yieldsTo: ['floating-operation'],
  check: {
    selectRows(operation, { operations, schema, report }) {
      const { reads, functions, statement, sql = '' } = operation
      const [first] = reads
      // In a block the answer is at least FOUND.
      if (!first || operation.resultUsed || operation.locksRows || operation.inBlock) return
      if (
        volatilityOf({ sql, functions, columns: [], provesNotNull: [] }, schema) !== 'not volatile' ||
        isCheckByItself(sql)
      )
        return
      // What WITH deletes is not there for its answer.
      if (operations.some(other => other !== operation && other.statement === statement)) return
      report(operation, { tables: reads.map(formatName).join(', '), first: formatName(first) })
    },
  },
})

/** It fails by itself: where a name is gone (`WHERE false`), or by dividing by a count that is none. */
function isCheckByItself(sql: string): boolean {
  return /\bwhere false\b|\blimit 0\b|\S \/ |\bas (?:int|integer|boolean)\)/iu.test(sql)
}
