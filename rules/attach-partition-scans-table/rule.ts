/** ATTACH PARTITION reads every row of the partition under AccessExclusiveLock, unless a validated CHECK implies its bound. */
import { conditionOfBound, defineRule, formatName, steps } from '../../src/lint/rule.ts'

const LOCKED =
  'every SELECT, INSERT, UPDATE and DELETE that touches it waits, also those on {table} that cannot leave it out.'

export default defineRule({
  id: 'attach-partition-scans-table',
  hazard: 'scans-table',
  severity: 'warning',
  since: '0.1.0',
  what: 'Attaching {partition} to {table} reads every row of {partition}.',
  why: 'PostgreSQL checks the bound on every row of {partition} under AccessExclusiveLock: everybody who uses {partition} waits meanwhile. One row outside the bound makes it fail (SQLSTATE 23514).',
  remedy: steps(
    'ALTER TABLE {partition} ADD CONSTRAINT {constraint}_bound CHECK ({condition}) NOT VALID; (IS NOT NULL is part of the bound).',
    'In the next migration: ALTER TABLE {partition} VALIDATE CONSTRAINT {constraint}_bound; which reads the rows while everybody goes on working.',
    'Then ALTER TABLE {table} ATTACH PARTITION {partition} {bound}; which now reads nothing, and drop the CHECK.',
  ),
  variants: {
    untold: {
      what: 'Attaching {partition} to {table} reads every row of {partition}, unless its CHECK implies the bound.',
      severity: 'info',
    },
    default: {
      what: 'Attaching {partition} to {table} reads every row of the DEFAULT partition {default}.',
      why: `PostgreSQL looks in {default} for rows that belong to {partition}, under AccessExclusiveLock on {default}: ${LOCKED} One such row makes it fail (SQLSTATE 23514).`,
      remedy: steps(
        'ALTER TABLE {default} ADD CONSTRAINT {constraint}_apart CHECK (NOT ({condition})) NOT VALID;',
        'In the next migration: ALTER TABLE {default} VALIDATE CONSTRAINT {constraint}_apart; which reads the rows while everybody goes on working.',
        'Then ALTER TABLE {table} ATTACH PARTITION {partition} {bound}; which now reads nothing, and drop the CHECK.',
      ),
    },
    indexes: {
      what: 'Attaching {partition} to {table} builds the indexes that {partition} lacks.',
      why: 'Every index of {table} that {partition} has no equal of is built under AccessExclusiveLock on {partition}: everybody who uses {partition} waits meanwhile.',
      remedy: steps(
        'For each such index, outside a transaction and before the attachment: CREATE INDEX CONCURRENTLY <name> ON {partition} (…); with the same columns.',
        'Then ALTER TABLE {table} ATTACH PARTITION {partition} {bound}; which takes them over.',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-ATTACH-PARTITION',
    'https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE',
  ],
  proof: { scansTable: true },
  check: {
    attachPartition(operation, { schema, effects, report }) {
      const { table, partition, bound } = operation
      const values = {
        partition: formatName(partition),
        table: formatName(table),
        bound,
        constraint: partition.name,
        condition: conditionOfBound(schema, table, bound) ?? '…',
      }
      for (const sibling of schema.partitions(table)) {
        if (effects.scans(sibling, 'partition bound')?.certainty !== 'certain') continue
        const name = formatName({ schema: table.schema, name: sibling.name })
        report(operation, { ...values, default: name }, { variant: 'default' })
      }
      const scan = effects.scans(partition, 'partition bound')
      if (scan) report(operation, values, { variant: scan.certainty === 'may' ? 'untold' : undefined })
      else if (effects.scans(partition, 'index build')) report(operation, values, { variant: 'indexes' })
    },
  },
})
