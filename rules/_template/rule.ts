/** TRUNCATE takes AccessExclusiveLock: say here, in one sentence, the fact about PostgreSQL that the rule rests on. */
import { defineRule, formatName, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'rule-template',
  hazard: 'blocks-reads',
  severity: 'warning',
  since: '0.1.0',
  what: 'Table {table} is emptied under a lock.',
  why: 'TRUNCATE holds AccessExclusiveLock on {table}: every SELECT, INSERT, UPDATE and DELETE on {table} waits until the transaction ends.',
  remedy: steps('DELETE FROM {table} WHERE …; in batches.', 'VACUUM {table}; afterwards.'),
  references: ['https://www.postgresql.org/docs/current/sql-truncate.html'],
  proof: { takesLock: 'AccessExclusiveLock' },
  check: {
    truncateTable(operation, { effects, report }) {
      const { table } = operation
      if (effects.blocks('read', table).length > 0) report(operation, { table: formatName(table) })
    },
  },
})
