/** Locks are held until the transaction ends, so rows changed after ALTER TABLE are changed under its lock. */
import {
  defineRule,
  formatName,
  isCatalog,
  isListed,
  steps,
  type Operation,
  type QualifiedName,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'mixed-schema-and-data',
  hazard: 'unbounded-wait',
  severity: 'warning',
  since: '0.1.0',
  what: 'The migration changes rows of {table} and also the schema.',
  why: 'In one transaction, the locks of the schema change are held until the last row is written, and the rows stay locked until the schema change is through: the application waits for as long as the data takes. If one half fails, both have to be repeated.',
  remedy: steps(
    'Leave only the schema change in this migration.',
    'Change the rows in a migration of its own after it, in batches if the table is large.',
    'Put what relies on the new rows (NOT NULL, dropped columns) into a third one.',
  ),
  references: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES'],
  proof: { writesUnderLock: 'AccessExclusiveLock' },
  // That rows are lost is worse than that somebody waits.
  yieldsTo: ['write-without-where'],
  options: {
    bookkeepingTables: {
      description: 'Tables that belong to the migration tool or the framework itself.',
      default: [
        '__drizzle_migrations',
        'alembic_version',
        'ar_internal_metadata',
        'databasechangelog',
        'flyway_schema_history',
        'goose_db_version',
        'kysely_migration',
        'knex_migrations',
        'mikro_orm_migrations',
        'migrations',
        'pgmigrations',
        'schema_migrations',
        'SequelizeMeta',
        'typeorm_metadata',
        '_prisma_migrations',
      ],
    },
  },
  check: {
    migration({ operations, at, options, report }) {
      const schemaChange = operations.find(changesSchema)
      if (!schemaChange) return
      for (const [index, operation] of operations.entries()) {
        const table = tableOfChangedRows(operation)
        if (!table || at(index).schema.createdInThisMigration(table)) continue
        // What is written into the catalog changes the schema by hand.
        if (isCatalog(table) || isListed(table, options['bookkeepingTables'])) continue
        const related = [{ message: 'the schema is changed here', at: schemaChange }]
        report(operation, { table: formatName(table) }, { related })
        return
      }
    },
  },
})

const SCHEMA_CHANGE = /^(add|drop|rename|change|set|create|attach|detach|validate|alter)[A-Z]|^reindex$/

/** Changes of tables and what hangs on them; a function, a comment, a grant or a temporary table locks nobody out. */
function changesSchema(operation: Operation): boolean {
  if (operation.kind === 'objectDdl') return operation.table !== undefined && operation.verb !== 'comment'
  if (operation.kind === 'createTable') return operation.temporary !== true
  return operation.kind !== 'setParameter' && SCHEMA_CHANGE.test(operation.kind)
}

function tableOfChangedRows(operation: Operation): QualifiedName | undefined {
  switch (operation.kind) {
    case 'insertRows':
    case 'updateRows':
    case 'deleteRows':
    case 'mergeRows':
    case 'updateInBatches':
      return operation.table
    case 'copyRows':
      return operation.direction === 'from' ? operation.table : undefined
    default:
      return undefined
  }
}
