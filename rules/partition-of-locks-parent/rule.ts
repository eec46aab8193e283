/** CREATE TABLE … PARTITION OF takes AccessExclusiveLock on the parent; ATTACH PARTITION lets its readers and writers through. */
import { conditionOfBound, defineRule, formatName, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'partition-of-locks-parent',
  hazard: 'blocks-reads',
  severity: 'warning',
  since: '0.1.0',
  what: 'Creating {partition} as a partition of {table} locks {table}.',
  why: 'CREATE TABLE … PARTITION OF takes AccessExclusiveLock on {table}: it waits for every query on {table}, and every SELECT, INSERT, UPDATE and DELETE that comes later waits behind it, and then until the transaction ends.',
  remedy: steps(
    'CREATE TABLE {partition} (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED);',
    'ALTER TABLE {table} ATTACH PARTITION {partition} {bound}; which lets readers and writers of {table} through.',
  ),
  variants: {
    searches: {
      what: 'Creating {partition} as a partition of {table} locks {table} while {default} is searched.',
      why: 'CREATE TABLE … PARTITION OF takes AccessExclusiveLock on {table} and reads every row of its DEFAULT partition {default}, looking for rows that belong to {partition}: every SELECT, INSERT, UPDATE and DELETE on {table} waits until that is done. One such row makes it fail (SQLSTATE 23514).',
      remedy: steps(
        'ALTER TABLE {default} ADD CONSTRAINT {partition}_apart CHECK (NOT ({condition})) NOT VALID;',
        'In the next migration: ALTER TABLE {default} VALIDATE CONSTRAINT {partition}_apart; which reads the rows while everybody goes on working.',
        'Then CREATE TABLE {partition} (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED); and ALTER TABLE {table} ATTACH PARTITION {partition} {bound}; which now reads nothing. Drop the CHECK.',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE',
    'https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-PARTITION-OF',
  ],
  proof: { takesLock: 'AccessExclusiveLock' },
  check: {
    createTable(operation, { schema, effects, report }) {
      const { table, partitionOf } = operation
      if (!partitionOf || effects.blocks('read', partitionOf.parent).length === 0) return
      const { parent, bound } = partitionOf
      const searched = effects.scans(undefined, 'partition bound')
      const values = {
        partition: formatName(table),
        table: formatName(parent),
        bound,
        default: searched && formatName({ schema: parent.schema, name: searched.name.name }),
        condition: conditionOfBound(schema, parent, bound) ?? '…',
      }
      report(operation, values, { variant: searched?.certainty === 'certain' ? 'searches' : undefined })
    },
  },
})
