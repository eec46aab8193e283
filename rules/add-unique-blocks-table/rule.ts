/** ADD UNIQUE, PRIMARY KEY and EXCLUDE build their index under AccessExclusiveLock, unless they take over a finished one. */
import {
  defineRule,
  formatName,
  freeIndexName,
  onAddedConstraint,
  steps,
  uniqueByIndex,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'add-unique-blocks-table',
  hazard: 'blocks-reads',
  severity: 'error',
  since: '0.1.0',
  what: 'The {constraint} on the existing table {table} builds its index while the table is locked.',
  why: 'PostgreSQL holds AccessExclusiveLock on {table} until the index is finished: every SELECT, INSERT, UPDATE and DELETE on {table} waits. One pair of rows that conflict makes the migration fail (SQLSTATE 23505).',
  remedy: steps(
    'Outside a transaction: CREATE UNIQUE INDEX CONCURRENTLY {index} ON {table} ({columns}); (with a new column: first ADD COLUMN alone).',
    'Then ALTER TABLE {table} ADD CONSTRAINT {name} {keyword} USING INDEX {index}; which takes milliseconds.',
  ),
  variants: {
    primaryKey: {
      remedy: steps(
        'Make the columns NOT NULL first, each by a CHECK ({columns} IS NOT NULL) that is added NOT VALID and validated in a later migration; otherwise the key reads all rows for nulls.',
        'Outside a transaction: CREATE UNIQUE INDEX CONCURRENTLY {index} ON {table} ({columns});',
        'Then ALTER TABLE {table} ADD CONSTRAINT {name} PRIMARY KEY USING INDEX {index}; which takes milliseconds.',
      ),
    },
    partitioned: {
      remedy: steps(
        'CREATE UNIQUE INDEX {name} ON ONLY {table} ({columns}); which makes an empty, invalid index at once. PostgreSQL has neither CONCURRENTLY nor USING INDEX for partitioned tables.',
        'For each partition, outside a transaction: CREATE UNIQUE INDEX CONCURRENTLY <partition index> ON <partition> ({columns});',
        'ALTER INDEX {name} ATTACH PARTITION <partition index>; the index becomes valid with the last one, and guards as the constraint would.',
      ),
    },
    exclude: {
      why: 'PostgreSQL holds AccessExclusiveLock on {table} until the index is finished: every SELECT, INSERT, UPDATE and DELETE on {table} waits. One pair of rows that conflict makes the migration fail (SQLSTATE 23P01).',
      remedy: steps(
        'There is no way to add an exclusion constraint without the lock: do it while the table is small or in an announced maintenance window, with a lock_timeout.',
        'For a large table, create a new table that has the constraint, copy the rows over, and switch.',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX',
    'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY',
  ],
  proof: { scansTable: true },
  check: onAddedConstraint((constraint, operation, context) => {
    const { effects, schema, report } = context
    const { table } = operation
    const words = WORDS[constraint.kind]
    if (!words || ('usingIndex' in constraint && constraint.usingIndex !== undefined)) return
    if (!effects.readsRowsFor('index build', table)) return
    const [word, keyword, suffix] = words
    const columns = 'columns' in constraint ? constraint.columns : []
    const name = constraint.name ?? [table.name, ...(suffix === 'pkey' ? [] : columns), suffix].join('_')
    const values = {
      constraint: columns.length > 0 ? `${word} (${columns.join(', ')})` : word,
      table: formatName(table),
      columns: columns.join(', '),
      keyword,
      name,
      index: freeIndexName(table, name, context),
    }
    const partitioned = schema.table(table)?.partitionBy !== undefined
    const nullable = constraint.kind === 'primaryKey' && effects.scans(table, 'not null') !== undefined
    const variant =
      constraint.kind === 'exclude'
        ? 'exclude'
        : partitioned
          ? 'partitioned'
          : nullable
            ? 'primaryKey'
            : undefined
    const rewrite = variant === undefined ? uniqueByIndex(operation, constraint, context) : undefined
    report(operation, values, { variant, rewrite })
  }),
})

const WORDS: Readonly<Record<string, readonly [name: string, keyword: string, suffix: string]>> = {
  unique: ['unique constraint', 'UNIQUE', 'key'],
  primaryKey: ['primary key', 'PRIMARY KEY', 'pkey'],
  exclude: ['exclusion constraint', 'EXCLUDE', 'excl'],
}
