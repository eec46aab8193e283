/** Without a primary key no row can be told from its double, and logical replication cannot say which row changed. */
import {
  atTheEnd,
  defineRule,
  formatName,
  isChoice,
  type MigrationContext,
  type OperationOf,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'table-without-primary-key',
  hazard: 'convention',
  severity: 'off',
  since: '0.1.0',
  what: 'Table {table} has no primary key.',
  why: 'Nothing keeps the same row from being there twice, and nothing names one of the two. A logical replica refuses UPDATE and DELETE of such a table, ORMs cannot save its rows, and a backfill has no order in which to go through it in batches.',
  remedy:
    'Add a column for it, id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, or declare the columns that name a row: PRIMARY KEY (…).',
  references: [
    'https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS',
    'https://www.postgresql.org/docs/current/logical-replication-publication.html#LOGICAL-REPLICATION-PUBLICATION-REPLICA-IDENTITY',
  ],
  proof: { none: 'A convention: PostgreSQL needs no key.' },
  check: {
    migration(context) {
      if (!isChoice(context)) return
      for (const [index, operation] of context.operations.entries())
        if (operation.kind === 'createTable') checkTable(operation, index, context)
    },
  },
})

function checkTable(operation: OperationOf<'createTable'>, index: number, context: MigrationContext): void {
  // A partition has the key of its parent; LIKE … INCLUDING INDEXES takes the key along.
  if (operation.partitionOf ?? operation.like) return
  const { after, report } = context
  const end = atTheEnd({ table: operation.table, columns: [] }, index, context)
  const table = end && after.table(end.table)
  if (!table || table.temporary || table.partitionOf || table.createdIn !== after.state.migration) return
  const isWhole = table.complete || (operation.as !== undefined && table.opaque === 0)
  if (!isWhole || table.constraints.some(({ definition }) => definition.kind === 'primaryKey')) return
  report(operation, { table: formatName(operation.table) })
}
