/** How the values of a column get from one type to another. */
import type { DataType } from '../../model/data-type.ts'
import { formatType } from '../../model/data-type.ts'
import type { Expression } from '../../model/expression.ts'
import type { OperationOf } from '../../model/operation.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import { identifier } from '../../dialects/postgres/identifiers.ts'
import { printType } from '../../dialects/postgres/types.ts'
import { isAssignable } from '../../effects/assignment-casts.ts'
import type { EffectContext } from '../../effects/effect-context.ts'
import { narrowingOf } from '../../effects/narrowing.ts'
import { placedNowhere } from '../../model/placed-nowhere.ts'
import type { ColumnState } from '../../schema/schema-state.ts'
import { viewOf } from '../../schema/schema-view.ts'
import { isMadeOf, type Sides } from './sides.ts'
import { typeIn } from './types.ts'

type ChangeType = Unplaced<OperationOf<'changeColumnType'>>

/** A cast for USING where PostgreSQL makes none by itself. */
export function usingFor(sides: Sides, column: string, from: DataType, to: DataType): Expression | undefined {
  if (sides.isSqlite) return undefined
  const isRebuilt = [...sides.rebuiltEnums].some(key => isMadeOf(sides, to, key))
  if (!isRebuilt && isAssignable(from, to, contextOf(sides)) === true) return undefined
  const through = castsDirectly(sides, from, to) ? '' : '::text'
  return {
    sql: `${identifier(column)}${through}::${printType(typeIn(sides, to))}`,
    functions: [],
    columns: [column],
    provesNotNull: [],
  }
}

const TEXTS: ReadonlySet<string> = new Set(['text', 'varchar', 'char', 'citext'])

/** Casts of pg_cast that have to be written: https://www.postgresql.org/docs/current/catalog-pg-cast.html */
const WRITTEN: ReadonlySet<string> = new Set([
  'boolean integer',
  'integer boolean',
  'integer bit',
  'bit integer',
  'bigint bit',
  'bit bigint',
])

/** Anything becomes anything else by its text; an enum in no other way. */
function castsDirectly({ wanted, found }: Sides, from: DataType, to: DataType): boolean {
  if (from.dimensions > 0 !== to.dimensions > 0) return false
  if (TEXTS.has(from.name) || WRITTEN.has(`${formatType(from)} ${formatType(to)}`)) return true
  const isEnum = (type: DataType) => viewOf(found).enum(type) ?? viewOf(wanted).enum(type)
  const isForeign = from.schema !== undefined || to.schema !== undefined
  return isForeign && !isEnum(from) && !isEnum(to)
}

/** Whether the change may refuse or cut values that are there. */
export function narrows(sides: Sides, operation: ChangeType, before: ColumnState): boolean {
  if (sides.isSqlite || !before.type) return false
  const placed = placedNowhere(operation)
  if (placed.kind !== 'changeColumnType') return false
  const narrowing = narrowingOf(placed, contextOf(sides))
  return narrowing !== undefined && narrowing.kind !== 'no cast'
}

function contextOf({ found }: Sides): EffectContext {
  return { schema: viewOf(found), postgresVersion: 18 }
}
