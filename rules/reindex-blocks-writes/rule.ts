/** REINDEX holds ShareLock on the table and AccessExclusiveLock on each index until it is rebuilt. */
import {
  concurrently,
  defineRule,
  formatName,
  steps,
  type OperationOf,
  type SchemaView,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'reindex-blocks-writes',
  hazard: 'blocks-writes',
  severity: 'error',
  since: '0.1.0',
  what: '{command} rebuilds without CONCURRENTLY.',
  why: 'Until it is finished, ShareLock makes every INSERT, UPDATE and DELETE on {table} wait, and AccessExclusiveLock on the index makes SELECTs wait too, because the planner looks at every index of a table.',
  remedy: steps(
    'REINDEX {target} CONCURRENTLY {name}; which builds a second index beside the old one while everybody goes on working.',
    'Run it in a migration of its own, outside a transaction.',
    'If it fails, it leaves an invalid index whose name ends in _ccnew: DROP INDEX CONCURRENTLY that one, and run it again.',
  ),
  variants: {
    exclude: {
      what: '{command} rebuilds the index of an exclusion constraint.',
      remedy: steps(
        'PostgreSQL cannot rebuild this index concurrently (SQLSTATE 0A000): do it in an announced maintenance window, with a lock_timeout.',
        'If the index is only bloated, VACUUM {table}; lets it reuse its space without a strong lock.',
      ),
    },
  },
  references: ['https://www.postgresql.org/docs/current/sql-reindex.html#SQL-REINDEX-CONCURRENTLY'],
  proof: { takesLock: 'ShareLock' },
  check: {
    reindex(operation, context) {
      const { schema, effects, report } = context
      const { target, name } = operation
      // The indexes of the catalog have no concurrent form.
      if (operation.concurrently || target === 'system') return
      const isOne = target === 'table' || target === 'index'
      if (isOne && effects.blocks('write').length === 0) return
      const values = {
        command: ['REINDEX', target.toUpperCase(), name && formatName(name)].filter(Boolean).join(' '),
        target: target.toUpperCase(),
        name: name ? formatName(name) : '<database>',
        table: tableOf(operation, schema),
      }
      if (isOfExclusion(operation, schema)) report(operation, values, { variant: 'exclude' })
      else report(operation, values, { rewrite: concurrently(operation, context) })
    },
  },
})

function tableOf({ target, name }: OperationOf<'reindex'>, schema: SchemaView): string {
  if (target === 'table' && name) return formatName(name)
  if (target !== 'index') return 'one table after the other'
  const table = name && schema.tableOfIndex(name)
  return table ? formatName({ schema: name.schema, name: table.name }) : 'the table of the index'
}

function isOfExclusion({ target, name }: OperationOf<'reindex'>, schema: SchemaView): boolean {
  const table = target === 'index' && name ? schema.tableOfIndex(name) : undefined
  const constraint = table?.constraints.find(each => each.name === name?.name)
  return constraint?.definition.kind === 'exclude'
}
