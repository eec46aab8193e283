/** PostgreSQL makes up the name of a constraint that has none, and takes another one when that is in use. */
import {
  defineRule,
  formatName,
  nameIt,
  type Constraint,
  type ConstraintKind,
  type Place,
  type QualifiedName,
  type Rewrite,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'unnamed-constraint',
  hazard: 'convention',
  severity: 'warning',
  since: '0.1.0',
  what: 'The {constraint} added to {table} has no name.',
  why: 'The database or the framework makes one up. A later migration that drops, validates or renames the constraint has to guess it, and the guess can differ between databases with different histories.',
  remedy: 'Name it: ALTER TABLE {table} ADD CONSTRAINT {name} …; or the name argument of your framework.',
  references: [
    'https://www.postgresql.org/docs/current/ddl-constraints.html',
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT',
  ],
  proof: { none: 'A convention: PostgreSQL accepts the constraint and chooses a name.' },
  options: {
    inline: {
      description: 'Also report constraints written inside CREATE TABLE or at a column of ADD COLUMN.',
      default: false,
      strict: true,
    },
  },
  check: {
    addConstraint(operation, context) {
      reportUnnamed(operation, operation.table, [operation.constraint], context, nameIt(operation, context))
    },
    createTable(operation, context) {
      if (context.options['inline'] !== true) return
      const atColumns = operation.columns.flatMap(column => column.constraints)
      reportUnnamed(operation, operation.table, [...atColumns, ...operation.constraints], context)
    },
    addColumn(operation, context) {
      if (context.options['inline'] !== true) return
      reportUnnamed(operation, operation.table, operation.column.constraints, context)
    },
  },
})

/** What people call it, and the ending that PostgreSQL itself would give the name. */
const WORDS: Readonly<Record<ConstraintKind, readonly [name: string, suffix: string]>> = {
  primaryKey: ['primary key', 'pkey'],
  unique: ['unique constraint', 'key'],
  foreignKey: ['foreign key', 'fkey'],
  check: ['check', 'check'],
  exclude: ['exclusion constraint', 'excl'],
  notNull: ['not-null constraint', 'not_null'],
}

function reportUnnamed(
  place: Place,
  table: QualifiedName,
  constraints: readonly Constraint[],
  context: RuleContext,
  rewrite?: Rewrite,
): void {
  for (const constraint of constraints) {
    // A constraint that takes over an index takes its name too.
    const fromIndex = 'usingIndex' in constraint && constraint.usingIndex !== undefined
    const hasName = constraint.name !== undefined && constraint.nameIsMade !== true
    if (hasName || constraint.kind === 'notNull' || fromIndex) continue
    const [word, suffix] = WORDS[constraint.kind]
    const columns = 'columns' in constraint ? constraint.columns : []
    const values = {
      constraint: columns.length > 0 ? `${word} on (${columns.join(', ')})` : word,
      table: formatName(table),
      name: [table.name, ...(constraint.kind === 'primaryKey' ? [] : columns), suffix].join('_'),
    }
    context.report(place, values, { rewrite })
  }
}
