/** What ALTER DOMAIN adds is checked in every table with a column of the domain, under ShareLock. */
import { defineRule, formatName, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'domain-constraint-scans-tables',
  hazard: 'scans-table',
  severity: 'warning',
  since: '0.1.0',
  what: '{what} the domain {domain} reads every table that uses it: {tables}.',
  why: 'PostgreSQL holds ShareLock on each of these tables while it looks at every row: every INSERT, UPDATE and DELETE waits until the last table is read and the transaction has ended. One value that does not fit makes the migration fail (SQLSTATE {sqlstate}).',
  remedy: steps(
    'ALTER DOMAIN {domain} ADD CONSTRAINT {name} CHECK ({check}) NOT VALID; which reads nothing and already guards new values.',
    'Correct the old values in batches.',
    'ALTER DOMAIN {domain} VALIDATE CONSTRAINT {name}; still keeps writers out while it reads: run it in a migration of its own, under a lock_timeout, when few write; or leave it away.',
  ),
  variants: {
    unknown: {
      what: '{what} the domain {domain} reads every table that uses it.',
      why: 'No migration shows these tables. PostgreSQL holds ShareLock on each of them while it looks at every row: every INSERT, UPDATE and DELETE waits until the last table is read and the transaction has ended. One value that does not fit makes the migration fail (SQLSTATE {sqlstate}).',
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-alterdomain.html',
    'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES',
  ],
  proof: { scansTable: true },
  check: {
    alterDomain(operation, { effects, schema, report }) {
      const { domain, change } = operation
      if (change.action !== 'addConstraint' && change.action !== 'setNotNull') return
      const scans = effects.all.filter(effect => effect.kind === 'scan' && !effect.isNew)
      const added = change.action === 'addConstraint' ? change.constraint : undefined
      const isKnown = schema.state.complete || schema.domain(domain) !== undefined
      const isUnchecked = added !== undefined && 'notValid' in added && added.notValid === true
      if (scans.length === 0 && (isKnown || isUnchecked)) return
      const check = added?.kind === 'check' ? added.expression.sql : undefined
      const values = {
        what: check === undefined ? 'NOT NULL for' : 'A CHECK on',
        domain: formatName(domain),
        tables: [...new Set(scans.map(({ name }) => formatName(name)))].join(', '),
        name: added?.name ?? `${domain.name}_${check === undefined ? 'present' : 'check'}`,
        check: check ?? 'VALUE IS NOT NULL',
        sqlstate: check === undefined ? '23502' : '23514',
      }
      report(operation, values, { variant: scans.length === 0 ? 'unknown' : undefined })
    },
  },
})
