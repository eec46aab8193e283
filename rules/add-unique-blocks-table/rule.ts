/** ADD UNIQUE, PRIMARY KEY and EXCLUDE build their index under AccessExclusiveLock, unless they take over a finished one. */
import { defineRule, formatName, onAddedConstraint, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'add-unique-blocks-table',
  hazard: 'blocks-reads',
  severity: 'error',
  since: '0.1.0',
  what: 'The {constraint} on the existing table {table} builds its index while the table is locked.',
  why: 'PostgreSQL holds AccessExclusiveLock on {table} until the index is finished: every SELECT, INSERT, UPDATE and DELETE on {table} waits. One pair of rows that conflict makes the migration fail (SQLSTATE 23505).',
  remedy: steps(
    'Outside a transaction: CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} ({columns});',
    'Then ALTER TABLE {table} ADD CONSTRAINT {name} {keyword} USING INDEX {name}; which takes milliseconds.',
  ),
  variants: {
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
  check: onAddedConstraint((constraint, operation, { effects, report }) => {
    const { table } = operation
    const words = WORDS[constraint.kind]
    if (!words || ('usingIndex' in constraint && constraint.usingIndex !== undefined)) return
    if (!effects.readsRowsFor('index build', table)) return
    const [word, keyword, suffix] = words
    const columns = 'columns' in constraint ? constraint.columns : []
    const values = {
      constraint: columns.length > 0 ? `${word} (${columns.join(', ')})` : word,
      table: formatName(table),
      columns: columns.join(', '),
      keyword,
      name: constraint.name ?? [table.name, ...columns, suffix].join('_'),
    }
    report(operation, values, { variant: constraint.kind === 'exclude' ? 'exclude' : undefined })
  }),
})

const WORDS: Readonly<Record<string, readonly [name: string, keyword: string, suffix: string]>> = {
  unique: ['unique constraint', 'UNIQUE', 'key'],
  primaryKey: ['primary key', 'PRIMARY KEY', 'pkey'],
  exclude: ['exclusion constraint', 'EXCLUDE', 'excl'],
}
