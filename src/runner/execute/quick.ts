/** Which operations a server has done at once, so that they need not be waited for. */
import { formatName, type QualifiedName } from '../../model/names.ts'
import type { ColumnDefinition } from '../../model/column.ts'
import type { BareOperation, OperationKind } from '../../model/operation.ts'

/** What a migration has made, as far as it tells how long its operations take. */
export interface Quickness {
  /** Whether an operation changes the catalog alone; it is taken as done. */
  isQuick(operation: BareOperation): boolean
  /** Something may have filled the new tables. */
  filled(): void
}

/** Knows nothing yet. */
export function quickness(): Quickness {
  const empty = new Set<string>()
  const isEmpty = (table: QualifiedName) => empty.has(formatName(table))
  return {
    isQuick(operation) {
      switch (operation.kind) {
        case 'createTable':
          if (operation.as || operation.partitionOf) return false
          if (!operation.ifNotExists) empty.add(formatName(operation.table))
          return true
        case 'createIndex':
          return isEmpty(operation.table) && !operation.concurrently
        case 'addConstraint':
        case 'setNotNull':
          return isEmpty(operation.table)
        case 'addColumn':
          return isEmpty(operation.table) || isPlain(operation.column)
        default:
          return OF_THE_CATALOG.has(operation.kind)
      }
    },
    filled() {
      empty.clear()
    },
  }
}

/** A default may be computed for each row, and a constraint looks at all of them: https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES */
function isPlain(column: ColumnDefinition): boolean {
  const { notNull, default: value, generated, identity, constraints } = column
  return !notNull && !value && !generated && !identity && constraints.length === 0
}

/** Locks aside, for which the limit of the migration holds. */
const OF_THE_CATALOG: ReadonlySet<OperationKind> = new Set([
  'createEnum',
  'dropColumn',
  'dropConstraint',
  'dropDefault',
  'dropNotNull',
  'dropTable',
  'dropType',
  'dropView',
  'renameColumn',
  'renameConstraint',
  'renameEnumValue',
  'renameIndex',
  'renameTable',
  'renameType',
  'setDefault',
])
