/** PostgreSQL indexes the referenced side of a foreign key, never the referencing one. */
import {
  defineRule,
  formatName,
  steps,
  type Constraint,
  type MigrationContext,
  type Operation,
  type QualifiedName,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'foreign-key-without-index',
  hazard: 'scans-table',
  severity: 'warning',
  since: '0.1.0',
  what: 'The foreign key on {table} ({columns}) has no index that begins with its columns.',
  why: 'Every DELETE of a row of {parent}, and every UPDATE of its key, reads all of {table} to look for rows that point at it, and holds its own locks meanwhile. Joins from {parent} to {table} read all of it too.',
  remedy: steps(
    'Create the index before the foreign key, outside a transaction: CREATE INDEX CONCURRENTLY {index} ON {table} ({columns});',
    'On a table that this migration creates, a plain CREATE INDEX does.',
  ),
  variants: {
    partitioned: {
      remedy: steps(
        'PostgreSQL has no CONCURRENTLY for partitioned tables: CREATE INDEX {index} ON ONLY {table} ({columns}); which makes an empty, invalid index at once.',
        'For each partition, outside a transaction: CREATE INDEX CONCURRENTLY <partition index> ON <partition> ({columns});',
        'ALTER INDEX {index} ATTACH PARTITION <partition index>; the index becomes valid with the last one. On a table that this migration creates, a plain CREATE INDEX does.',
      ),
    },
  },
  references: ['https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK'],
  proof: { appScansTable: true },
  check: {
    migration(context) {
      for (const [index, operation] of context.operations.entries())
        for (const constraint of constraintsOf(operation)) {
          if (constraint.kind !== 'foreignKey') continue
          const { table } = operation as WithConstraints
          const name = constraint.name ?? [table.name, ...constraint.columns, 'fkey'].join('_')
          const key = { table, name, columns: constraint.columns }
          checkForeignKey(operation, constraint.references.table, atTheEnd(key, index, context), context)
        }
    },
  },
})

type WithConstraints = Extract<Operation, { kind: 'addConstraint' | 'addColumn' | 'createTable' }>

function constraintsOf(operation: Operation): readonly Constraint[] {
  if (operation.kind === 'addConstraint') return [operation.constraint]
  if (operation.kind === 'addColumn') return operation.column.constraints
  if (operation.kind !== 'createTable') return []
  return [...operation.columns.flatMap(column => column.constraints), ...operation.constraints]
}

interface ForeignKey {
  readonly table: QualifiedName
  readonly name: string
  readonly columns: readonly string[]
}

/** What the key is called and made of after all that comes later; undefined when it is dropped. */
function atTheEnd(
  added: ForeignKey,
  index: number,
  { operations, at }: MigrationContext,
): ForeignKey | undefined {
  let key: ForeignKey = added
  for (let i = index + 1; i < operations.length; i++) {
    const operation = operations[i]
    if (!operation || !('table' in operation) || !operation.table) continue
    const { schema } = at(i)
    if (schema.keyOf(operation.table) !== schema.keyOf(key.table)) continue
    if (operation.kind === 'dropConstraint' && operation.name === key.name) return undefined
    if (operation.kind === 'renameConstraint' && operation.name === key.name)
      key = { ...key, name: operation.to }
    if (operation.kind === 'renameTable') key = { ...key, table: { ...key.table, name: operation.to } }
    if (operation.kind === 'setTableSchema') key = { ...key, table: { ...key.table, schema: operation.to } }
    if (operation.kind !== 'renameColumn') continue
    const { column, to } = operation
    key = { ...key, columns: key.columns.map(each => (each === column ? to : each)) }
  }
  return key
}

function checkForeignKey(
  place: Operation,
  parent: QualifiedName,
  key: ForeignKey | undefined,
  context: MigrationContext,
): void {
  if (!key) return
  const { table, columns } = key
  const state = context.after.table(table)
  const gone = columns.some(name => !state?.columns.some(column => column.name === name))
  if (!state || state.temporary || (state.complete && gone)) return
  if (context.after.indexOn(table, columns)) return
  const values = {
    table: formatName(table),
    columns: columns.join(', '),
    parent: formatName(parent),
    index: [table.name, ...columns, 'idx'].join('_'),
  }
  context.report(place, values, { variant: state.partitionBy ? 'partitioned' : undefined })
}
