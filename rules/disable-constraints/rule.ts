/** Foreign keys are checked by triggers, so what switches triggers off lets rows in that point at nothing. */
import { defineRule, formatName, onAddedConstraint, steps, type Constraint } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'disable-constraints',
  hazard: 'loses-data',
  severity: 'warning',
  since: '0.1.0',
  what: 'session_replication_role = replica switches all foreign keys and triggers off.',
  why: 'Meanwhile rows come in that point at nothing, rows go that others point at, and what triggers would have written is missing. To switch them on again checks nothing, and VALIDATE CONSTRAINT has nothing to do as the keys still count as valid: nobody hears of it.',
  remedy: steps(
    'Leave it away, and write the rows in order: those that others point at first, and delete them last.',
    'If there is no such order, make the key wait for COMMIT: ALTER TABLE … ALTER CONSTRAINT … DEFERRABLE; then SET CONSTRAINTS ALL DEFERRED;',
    'If only your own triggers are in the way: ALTER TABLE … DISABLE TRIGGER USER; which leaves the foreign keys alone.',
  ),
  variants: {
    triggers: { what: 'DISABLE TRIGGER {trigger} on {table} switches foreign keys off.' },
    notEnforced: {
      what: 'The constraint {constraint} on {table} is NOT ENFORCED.',
      why: 'PostgreSQL checks it for no row, neither those that are there nor those to come: rows that break it come in, and nobody hears of it.',
      remedy: steps(
        'ALTER TABLE {table} ADD CONSTRAINT {constraint} … NOT VALID; instead: it reads no row either, and checks all that come.',
        'In a later migration: ALTER TABLE {table} VALIDATE CONSTRAINT {constraint};',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-SESSION-REPLICATION-ROLE',
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DISABLE-ENABLE-TRIGGER',
    'https://www.postgresql.org/docs/current/sql-createtable.html',
  ],
  proof: { orphansRows: true },
  check: {
    ...onAddedConstraint((constraint, operation, { report }) => {
      if (isNotEnforced(constraint)) report(operation, ...notEnforced(constraint.name, operation.table))
    }),
    createTable({ table, constraints, columns, ...operation }, { report }) {
      const all = [...constraints, ...columns.flatMap(column => column.constraints)]
      for (const constraint of all.filter(isNotEnforced))
        report(operation, ...notEnforced(constraint.name, table))
    },
    alterConstraint(operation, { report }) {
      const switchedOff = /\bnot enforced\b/iu.test(operation.change)
      if (switchedOff) report(operation, ...notEnforced(operation.name, operation.table))
    },
    setParameter(operation, { report }) {
      const { name, value } = operation
      if (name === 'session_replication_role' && value?.toLowerCase() === 'replica') report(operation, {})
    },
    setTableOption(operation, { schema, report }) {
      const { table, change } = operation
      if (change.option !== 'trigger' || change.state !== 'disable' || schema.table(table)?.temporary) return
      // PostgreSQL's own triggers, by the name that the catalog has for them.
      if (change.name !== 'all' && !change.name.startsWith('RI_ConstraintTrigger_')) return
      const trigger = change.name === 'all' ? 'ALL' : change.name
      report(operation, { table: formatName(table), trigger }, { variant: 'triggers' })
    },
  },
})

function isNotEnforced(constraint: Constraint): boolean {
  return 'notEnforced' in constraint && constraint.notEnforced === true
}

function notEnforced(name: string | undefined, table: Parameters<typeof formatName>[0]) {
  const values = { constraint: name ?? '<name>', table: formatName(table) }
  return [values, { variant: 'notEnforced' }] as const
}
