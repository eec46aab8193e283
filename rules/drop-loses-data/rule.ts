/** DROP TABLE takes the rows with it, and CASCADE takes what nobody has named. */
import {
  defineRule,
  dependentsOf,
  droppedBy,
  formatName,
  rowsCopiedBefore,
  steps,
  type QualifiedName,
  type SchemaView,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'drop-loses-data',
  hazard: 'loses-data',
  severity: 'warning',
  since: '0.1.0',
  what: '{object} {name} is dropped with {contents}.',
  why: 'Once the migration has committed, only a backup has the rows. The running application still asks for them: each such query fails (SQLSTATE 42P01) until its last instance is replaced, and a rollback of the code fails in the same way.',
  remedy: steps(
    'Deploy code that no longer uses {name}.',
    'ALTER TABLE {name} RENAME TO {retired}; and, in the same migration, CREATE VIEW {name} AS SELECT * FROM {moved}; so that nothing fails yet and the way back is one statement.',
    'When nobody has used it for long enough, take a dump; then DROP VIEW {name}; DROP TABLE {moved}; in a later migration.',
  ),
  variants: {
    whole: {
      remedy: steps(
        'Deploy code that uses nothing in {name} any more, and take a dump of it.',
        'Drop what is in it by name, in an order that the running application survives, and {name} itself last.',
      ),
    },
    cascade: {
      what: '{object} {name} is dropped with CASCADE, which takes {contents} along.',
      why: 'CASCADE drops, without asking, what depends on it and what depends on that: columns with their data, views, foreign keys, defaults, triggers. The queries of the running application that name one of them fail, and only a backup has the data.',
      remedy: steps(
        'Leave CASCADE away: PostgreSQL then refuses, and lists what depends on {name} (SQLSTATE 2BP01).',
        'Drop or change each of these by its name, in an order that the running application survives.',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-droptable.html',
    'https://www.postgresql.org/docs/current/ddl-depend.html',
  ],
  proof: { losesRows: true },
  check: {
    dropTable(operation, context) {
      const { table, cascade } = operation
      const { schema, report } = context
      if (schema.createdInThisMigration(table) || (!schema.table(table) && schema.state.complete)) return
      if (!cascade && (isRetired(table, schema) || rowsCopiedBefore(table, context))) return
      const also = cascade ? `, and CASCADE takes ${dependentsOf(table, schema)} along` : ''
      const retired = `${table.name}_retired`
      const names = { name: formatName(table), retired, moved: formatName({ ...table, name: retired }) }
      report(operation, { object: 'Table', contents: `all of its rows${also}`, ...names })
    },
    each(operation, { schema, operations, report }) {
      const dropped = operation.kind === 'dropTable' ? undefined : droppedBy(operation, schema)
      if (!dropped || dropped.isNew) return
      // One CASCADE of one statement, however many objects it names.
      const same = operations.filter(({ statement, kind }) => {
        return statement === operation.statement && kind === operation.kind
      })
      const list = same.flatMap(each => droppedBy(each, schema) ?? []).filter(each => !each.isNew)
      if (list[0]?.name !== dropped.name) return
      const { whole, contents = 'whatever depends on it', object } = dropped
      const name = list.map(each => each.name).join(', ')
      report(operation, { object, name, contents }, { variant: whole ? 'whole' : 'cascade' })
    },
  },
})

/** It got a name that nobody asks for in an earlier migration: who still needed it has had the time to say so. */
function isRetired(name: QualifiedName, schema: SchemaView): boolean {
  const table = schema.table(name)
  if (!table?.moved || table.moved.in === schema.state.migration) return false
  return RETIRED.test(`${table.schema}_${table.name}`)
}

const RETIRED =
  /(?:^|_)(?:old|legacy|deprecated|retired|obsolete|unused|backup|bak|drop|dropped|deleted|trash)(?:_|\d|$)/iu
