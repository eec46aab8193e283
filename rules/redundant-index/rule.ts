/** Every index is written by every INSERT; a btree index on (a, b) also finds rows by a alone. */
import {
  atTheEnd,
  defineRule,
  formatName,
  isChoice,
  steps,
  type IndexState,
  type MigrationContext,
  type Operation,
  type QualifiedName,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'redundant-index',
  hazard: 'convention',
  severity: 'warning',
  since: '0.1.0',
  what: 'Index {index} on {table} ({columns}) does nothing that {other} ({otherColumns}) does not do.',
  why: 'Every INSERT, every DELETE and most UPDATEs of {table} write both indexes, VACUUM reads both, and both take memory from what is needed. A btree index that begins with the same columns finds the same rows.',
  remedy: 'Leave {index} out.',
  variants: {
    older: {
      what: 'Index {other} ({otherColumns}) does all that the older {index} on {table} ({columns}) does.',
      remedy: steps(
        'Keep the new index.',
        'Once it is there, drop the older one in a migration of its own that runs outside a transaction: DROP INDEX CONCURRENTLY {qualified};',
      ),
    },
    olderConstraint: {
      what: 'Index {other} ({otherColumns}) does all that the older constraint {index} on {table} ({columns}) does.',
      remedy: steps(
        'Keep the new one.',
        'Once it is there, drop the older one in a migration of its own: ALTER TABLE {table} DROP CONSTRAINT {index};',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/indexes-multicolumn.html',
    'https://www.postgresql.org/docs/current/indexes-intro.html',
  ],
  proof: { none: 'A convention: PostgreSQL keeps both indexes without a word.' },
  check: {
    migration(context) {
      if (!isChoice(context)) return
      for (const [i, operation] of context.operations.entries()) {
        const end = makesIndexes(operation) && atTheEnd({ table: operation.table, columns: [] }, i, context)
        if (!end) continue
        for (const index of madeBy(operation.table, i, end.table, context))
          checkIndex(index, end.table, operation, context)
      }
    },
  },
})

type Maker = Extract<Operation, { kind: 'createIndex' | 'createTable' | 'addColumn' | 'addConstraint' }>

function makesIndexes(operation: Operation): operation is Maker {
  return ['createIndex', 'createTable', 'addColumn', 'addConstraint'].includes(operation.kind)
}

/** The indexes that are left at the end of those that the n-th operation made, under the names they have then. */
function madeBy(
  table: QualifiedName,
  n: number,
  end: QualifiedName,
  { at, after, operations }: MigrationContext,
): readonly IndexState[] {
  const before = new Set(
    at(n)
      .schema.indexes(table)
      .map(each => each.name),
  )
  const next = n + 1 < operations.length ? at(n + 1).schema : after
  const made = next.indexes(table).filter(each => !before.has(each.name))
  return after
    .indexes(end)
    .filter(({ name, parts }) => made.some(each => each.name === name || each.parts === parts))
}

function checkIndex(
  made: IndexState,
  table: QualifiedName,
  operation: Operation,
  { after, report }: MigrationContext,
): void {
  const tell = (index: IndexState, other: IndexState, variant?: 'older' | 'olderConstraint'): void => {
    const values = { index: index.name, columns: columnsOf(index), other: other.name }
    const qualified = formatName({ ...table, name: index.name })
    const otherColumns = columnsOf(other)
    report(operation, { ...values, otherColumns, qualified, table: formatName(table) }, { variant })
  }
  const covering = after.coveringIndex(table, made)
  if (covering) return tell(made, covering)
  for (const older of after.indexes(table)) {
    if (older.addedIn === after.state.migration || after.coveringIndex(table, older) !== made) continue
    tell(older, made, older.constraint === undefined ? 'older' : 'olderConstraint')
  }
}

function columnsOf({ parts }: IndexState): string {
  return parts.map(({ column, expression }) => column ?? `(${expression?.sql ?? '…'})`).join(', ')
}
