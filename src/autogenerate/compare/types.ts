/** When two types of a column are the same, and which name an operation gives them. */
import { formatType, type DataType } from '../../model/data-type.ts'
import { declaredType } from '../../dialects/sqlite/types.ts'
import { normalType } from '../../schema/same-type.ts'
import type { Sides } from './sides.ts'

/** The type as an operation says it: without the default schema, and in the letters of the model. */
export function typeIn({ defaultSchema, isSqlite }: Sides, type: DataType): DataType {
  if (isSqlite) return { ...type, name: type.name.toLowerCase() }
  if (type.schema !== defaultSchema) return type
  const { schema: _default, ...plain } = type
  return plain
}

/** Whether a column of the one is a column of the other. */
export function sameType(sides: Sides, one: DataType | undefined, other: DataType | undefined): boolean {
  if (!one || !other) return one === other
  if (sides.isSqlite) return sameOnSqlite(one, other)
  return normalType(typeIn(sides, one)) === normalType(typeIn(sides, other))
}

/** Types by their declaration; sizes, which SQLite does not check, only where both sides say one. */
function sameOnSqlite(one: DataType, other: DataType): boolean {
  if (wordOf(one) !== wordOf(other)) return false
  return one.arguments.every((size, at) => other.arguments[at] === undefined || other.arguments[at] === size)
}

/** Other words than the dialect's own are kept by SQLite as they are. */
function wordOf(type: DataType): string {
  const declared = declaredType({ ...type, arguments: [] }, false, () => undefined)
  return 'text' in declared && !declared.unknown
    ? declared.text
    : formatType({ ...type, arguments: [] }).toLowerCase()
}
