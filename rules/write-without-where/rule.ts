/** DELETE and UPDATE without WHERE mean every row. */
import {
  defineRule,
  formatName,
  isCatalog,
  steps,
  type OperationOf,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'write-without-where',
  hazard: 'loses-data',
  severity: 'warning',
  since: '0.1.0',
  what: 'This DELETE has {lack}: it takes every row of {table}.',
  why: 'Once the migration has committed, only a backup has the rows. Until then each of them is locked: whoever wants to change or delete one waits for all of the others too.',
  remedy: steps(
    'Say which rows have to go: DELETE FROM {table} WHERE …;',
    'If all of them have to go, take a dump, say so in a directive with the reason, and delete a large table in batches: it then blocks nobody for long.',
  ),
  variants: {
    update: {
      what: 'This UPDATE has {lack}: it overwrites {columns} in every row of {table}.',
      why: 'What stood in {columns} before is gone once the migration has committed, also what the application wrote a moment ago. Until then each row is locked: whoever wants to change or delete one waits for all of the others too.',
      remedy: steps(
        'Say which rows are meant, so that no other value is lost: UPDATE {table} SET … WHERE {first} IS NULL;',
        'If every row is meant, keep the old values (a dump, or a second column) and say so in a directive with the reason.',
        'Change a large table in batches, outside a transaction: WHERE {key} BETWEEN 1 AND 10000, and so on.',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-delete.html',
    'https://www.postgresql.org/docs/current/sql-update.html',
  ],
  proof: { writesAllRows: true },
  check: {
    deleteRows: (operation, context) => {
      judge(operation, context)
    },
    updateRows: (operation, context) => {
      const { table, set } = operation
      const isNew = (column: string) => context.schema.columnAddedInThisMigration(table, column)
      // To fill a new column loses nothing.
      if (set.length > 0 && set.every(({ column }) => isNew(column))) return
      judge(operation, context)
    },
  },
})

function judge(operation: OperationOf<'deleteRows' | 'updateRows'>, context: RuleContext): void {
  const { table, where } = operation
  // A lazy builder that nobody awaits changes nothing.
  if (operation.floating === 'lazy') return
  if (!context.effects.writes(table) || isCatalog(table) || (where && !isAlwaysTrue(where.sql))) return
  const columns = operation.kind === 'updateRows' ? operation.set.map(({ column }) => column) : []
  const [first = '…'] = columns
  const values = {
    table: formatName(table),
    lack: where ? 'a WHERE that is true of every row' : 'no WHERE',
    columns: columns.join(', ') || 'what it sets',
    first,
    key: context.schema.keyColumn(table) ?? 'ctid',
  }
  context.report(operation, values, { variant: operation.kind === 'updateRows' ? 'update' : undefined })
}

/** `true`, `1 = 1`, `id = id`. */
function isAlwaysTrue(sql: string): boolean {
  return /^\(*(?:true|'t(?:rue)?'|([\w."']+) = \1)\)*$/iu.test(sql)
}
