/** VACUUM FULL, CLUSTER and ALTER TABLE … SET LOGGED, TABLESPACE or ACCESS METHOD write the table anew under AccessExclusiveLock. */
import { defineRule, formatName, steps, type OperationOf } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'maintenance-rewrites-table',
  hazard: 'rewrites-table',
  severity: 'error',
  since: '0.1.0',
  what: '{command} writes the whole table {table} anew.',
  why: 'It holds AccessExclusiveLock on {table} until all rows and all indexes are written: every SELECT, INSERT, UPDATE and DELETE on {table} waits. Until it commits, both copies need disk space.',
  remedy: steps(
    'VACUUM (ANALYZE) {table}; makes the space of dead rows usable again while everybody goes on working.',
    'To give space back or to order the rows, use an extension that copies beside the running table, such as pg_repack or pg_squeeze.',
  ),
  variants: {
    option: {
      remedy: steps(
        'Do it while {table} is small, or in an announced maintenance window, with a lock_timeout.',
        'For a large table, create a new one with the wanted setting, copy the rows in batches, and switch the names.',
      ),
    },
    untold: {
      what: '{command} writes the whole table {table} anew, unless that is how it is stored already.',
      severity: 'info',
    },
    everything: {
      what: '{command} without a name writes one table of the database after the other anew.',
      remedy: steps(
        'Leave it away: autovacuum makes the space of dead rows usable again while everybody goes on working.',
        'For one bloated table, use an extension that copies beside the running table, such as pg_repack or pg_squeeze.',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-vacuum.html',
    'https://www.postgresql.org/docs/current/sql-cluster.html',
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-TABLESPACE',
  ],
  proof: { rewritesTable: true },
  check: {
    maintenance(operation, { effects, report }) {
      const { table } = operation
      const command = operation.command.toUpperCase()
      const rewrites = operation.command === 'vacuum full' || operation.command === 'cluster'
      if (!rewrites) return
      if (!table) report(operation, { command, table: 'each table' }, { variant: 'everything' })
      else if (effects.rewrites(table)) report(operation, { command, table: formatName(table) })
    },
    setTableOption(operation, { effects, report }) {
      const { table } = operation
      const rewrite = effects.rewrites(table)
      if (!rewrite) return
      const values = { command: commandOf(operation), table: formatName(table) }
      report(operation, values, { variant: rewrite.certainty === 'may' ? 'untold' : 'option' })
    },
  },
})

function commandOf({ change }: OperationOf<'setTableOption'>): string {
  switch (change.option) {
    case 'logged':
      return change.logged ? 'SET LOGGED' : 'SET UNLOGGED'
    case 'tablespace':
      return `SET TABLESPACE ${change.name}`
    case 'accessMethod':
      return `SET ACCESS METHOD ${change.name}`
    default:
      return 'ALTER TABLE'
  }
}
