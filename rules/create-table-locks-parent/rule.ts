/** The triggers of a foreign key stand on both tables: a new child table locks its parent against writers. */
import { defineRule, formatName, steps, waitsWithoutLimit, withLockTimeout } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'create-table-locks-parent',
  hazard: 'blocks-writes',
  severity: 'warning',
  since: '0.1.0',
  what: 'Creating {table} locks the existing table {parent}, and no lock_timeout is in force.',
  why: 'The foreign key puts triggers on {parent}, which takes {lock} there. While one transaction that has written to {parent} stays open, this waits for it, and every INSERT, UPDATE and DELETE on {parent} that comes later queues behind this, without any limit.',
  remedy: steps(
    "Before it, in the same session or transaction: SET lock_timeout = '5s'; (or set it for the runner, and tell migrate-lint in its configuration).",
    'When it fails with SQLSTATE 55P03, nothing has changed: run the migration again (with Prisma, after prisma migrate resolve --rolled-back <name>).',
  ),
  references: [
    'https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-REFERENCES',
    'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT',
  ],
  proof: { locksWithoutTimeout: true },
  check: {
    createTable(operation, context) {
      const lock = waitsWithoutLimit(operation, context)
      // What a new partition locks is the business of partition-of-locks-parent.
      if (!lock || operation.partitionOf) return
      const values = { table: formatName(operation.table), parent: formatName(lock.name), lock: lock.mode }
      context.report(operation, values, { rewrite: withLockTimeout(operation, context) })
    },
  },
})
