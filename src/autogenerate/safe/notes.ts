/** What a reader of the migration has to know of a change that has no form that harms nobody. */
import { effectsOf } from '../../effects/effects-of.ts'
import { effectsView } from '../../effects/effects-view.ts'
import { formatName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { placedNowhere } from '../../model/placed-nowhere.ts'
import type { SchemaView } from '../../schema/schema-view.ts'

/** Lines above the call, that begin with the rule of the linter that says more; `before` is the schema before it. */
export function notesOf(
  operation: BareOperation,
  before: SchemaView,
  postgresVersion: number,
): readonly string[] {
  if ('table' in operation && operation.table && before.createdInThisMigration(operation.table)) return []
  switch (operation.kind) {
    case 'dropTable':
      return [
        `drop-loses-data: the rows of ${formatName(operation.table)} are gone, and applications that still use it fail.`,
      ]
    case 'dropColumn': {
      const name = `${formatName(operation.table)}.${operation.column}`
      return [
        `drop-column-breaks-running-app: the values of ${name} are gone, and applications that still read it fail.`,
      ]
    }
    case 'renameTable':
      return [`rename-breaks-running-app: applications that still say ${formatName(operation.table)} fail.`]
    case 'renameColumn': {
      const name = `${formatName(operation.table)}.${operation.column}`
      return [`rename-breaks-running-app: applications that still say ${name} fail.`]
    }
    case 'addConstraint': {
      const name = formatName(operation.table)
      return operation.constraint.kind === 'exclude'
        ? [
            `add-unique-blocks-table: nobody reads or writes ${name} until the index of the constraint is built.`,
          ]
        : []
    }
    case 'createIndex': {
      const name = formatName(operation.table)
      const isParent = before.table(operation.table)?.partitionBy !== undefined
      return isParent
        ? [
            `index-on-partitioned-parent: nobody writes to ${name} until the indexes of all partitions are built.`,
          ]
        : []
    }
    case 'changeColumnType': {
      const effects = effectsView(effectsOf(placedNowhere(operation), before, { postgresVersion }))
      if (!effects.rewrites(operation.table)) return []
      const table = formatName(operation.table)
      return [
        `change-type-rewrites-table: nobody reads or writes ${table} until all of its rows are written anew.`,
      ]
    }
    default:
      return []
  }
}
