/** Which operations SQLite does by itself, and for which the table has to be made anew. */
import type { AddColumn } from '../../model/column-operations.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import type { BareOperation, OperationKind, OperationOf } from '../../model/operation.ts'
import { isNumbered } from './columns.ts'
import { defaultText } from './expressions.ts'

type Version = readonly [major: number, minor: number]

type Answers = {
  readonly [K in OperationKind]?: (operation: Unplaced<OperationOf<K>>, version: Version) => boolean
}

const never = () => false

/** https://www.sqlite.org/changes.html has the versions; kinds that are not here concern no table that is there. */
const ANSWERS: Answers = {
  addColumn: addsNatively,
  dropColumn: (operation, version) =>
    isFrom(version, [3, 35]) && !operation.cascade && !operation.ifExists && !operation.ifTableExists,
  renameColumn: ({ ifTableExists }, version) => isFrom(version, [3, 25]) && !ifTableExists,
  renameTable: ({ ifExists }) => !ifExists,
  changeColumnType: never,
  setNotNull: ({ ifTableExists }, version) => isFrom(version, [3, 53]) && !ifTableExists,
  dropNotNull: ({ ifTableExists }, version) => isFrom(version, [3, 53]) && !ifTableExists,
  setDefault: never,
  dropDefault: never,
  addIdentity: never,
  dropIdentity: never,
  setColumnOption: ({ option }) => !['identity', 'setExpression', 'dropExpression'].includes(option),
  addConstraint: ({ constraint, ifTableExists }, version) =>
    constraint.kind === 'exclude' ||
    (constraint.kind === 'check' && isFrom(version, [3, 53]) && !ifTableExists),
  dropConstraint: (operation, version) =>
    isFrom(version, [3, 53]) && !operation.cascade && !operation.ifExists && !operation.ifTableExists,
  renameConstraint: never,
  alterConstraint: never,
}

/**
 * Whether the SQL of `printOperation` does it in this version, such as `3.53.0`; a rebuild of the table is the way where
 * not. What depends on the table is not asked: whether a column to drop is in a key, an index or a view, whether a
 * constraint to drop is a CHECK, and whether there are rows: ADD CHECK stops at a row for which the check is null, as
 * no other statement of SQLite does.
 */
export function nativelyAlters(operation: BareOperation, sqliteVersion: string): boolean {
  const answer = ANSWERS[operation.kind] as
    ((operation: BareOperation, version: Version) => boolean) | undefined
  const [major = 0, minor = 0] = sqliteVersion.split('.').map(Number)
  return answer?.(operation, [major, minor]) ?? true
}

function isFrom([major, minor]: Version, [wantedMajor, wantedMinor]: Version): boolean {
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

/** https://www.sqlite.org/lang_altertable.html#alter_table_add_column, as it holds for a table with rows. */
function addsNatively({ column, ifNotExists, ifTableExists }: Unplaced<AddColumn>): boolean {
  if (ifNotExists || ifTableExists || isNumbered(column) || column.generated?.stored) return false
  const kinds = new Set(column.constraints.map(({ kind }) => kind))
  if (kinds.has('primaryKey') || kinds.has('unique')) return false
  if (!column.default) return true
  const printed = defaultText(column.default)
  if ('refused' in printed) return true
  // A foreign key's column cannot start with a value where foreign keys are enforced.
  const isNull = /^null$/iu.test(printed.text)
  return printed.constant && (isNull || !kinds.has('foreignKey'))
}
