/** Which columns of a table come, go, change, or have to be made anew. */
import type { ColumnState, TableState } from '../../schema/schema-state.ts'
import { isNumbered, sameDefault } from './defaults.ts'
import { identityDiffers } from './identity.ts'
import type { ColumnComparison, CompareColumn } from './options.ts'
import { bothCount, byKey, counts, isNamed, isMadeOf, keyIn, parentsOf, type Sides } from './sides.ts'
import { canonical } from './texts.ts'
import { sameType } from './types.ts'

/** A table that both schemas have. */
export interface TablePair {
  readonly wanted: TableState
  readonly found: TableState
}

/** A column that both have, and in what it differs. */
export interface ChangedColumn {
  readonly wanted: ColumnState
  readonly found: ColumnState
  readonly type: boolean
  readonly default: boolean
  readonly notNull: boolean
  readonly identity: boolean
  /** How its expression changes, where the column can stay. */
  readonly expression: 'set' | 'drop' | undefined
  /** It is dropped and added. */
  readonly isRemade: boolean
}

export interface ColumnPlan {
  readonly added: readonly ColumnState[]
  readonly dropped: readonly ColumnState[]
  readonly changed: readonly ChangedColumn[]
  /** Keys of the columns that are made anew. */
  readonly remade: ReadonlySet<string>
  /** Keys of the columns of which the type changes. */
  readonly retyped: ReadonlySet<string>
  /** Keys of those whose constants belong to an enum that is made anew. */
  readonly recast: ReadonlySet<string>
}

/** Compares the columns of a table. */
export function planColumns(sides: Sides, pair: TablePair): ColumnPlan {
  const named = pair.found.columns.filter(
    ({ name, inherited }) =>
      !inherited && isNamed(sides, 'found', name, 'column', parentsOf(sides, pair.found)),
  )
  const columns = pair.wanted.columns.filter(({ name }) =>
    isNamed(sides, 'wanted', name, 'column', parentsOf(sides, pair.wanted)),
  )
  const [wanted, found] = [byKey(sides, columns), byKey(sides, named)]
  const isSure = ({ name }: ColumnState) =>
    !pair.wanted.unsure.includes(name) && !pair.found.unsure.includes(name)
  const added = columns.filter(
    each =>
      !each.inherited &&
      !found.has(keyIn(sides, each.name)) &&
      isSure(each) &&
      counts(sides, 'wanted', each, 'column'),
  )
  const dropped = named.filter(
    each => !wanted.has(keyIn(sides, each.name)) && isSure(each) && counts(sides, 'found', each, 'column'),
  )
  const changed = columns.flatMap(column => {
    const other = found.get(keyIn(sides, column.name))
    if (!other || column.inherited || !isSure(column) || !bothCount(sides, column, other, 'column')) return []
    return differenceOf(sides, pair, column, other) ?? []
  })
  return withDependents(sides, pair, {
    added,
    dropped: generatedFirst(dropped),
    changed,
    ...keysOf(sides, changed),
  })
}

/** A column that another is computed from goes after it. */
function generatedFirst(columns: readonly ColumnState[]): readonly ColumnState[] {
  return [...columns.filter(({ generated }) => generated), ...columns.filter(({ generated }) => !generated)]
}

function keysOf(
  sides: Sides,
  changed: readonly ChangedColumn[],
): Pick<ColumnPlan, 'remade' | 'retyped' | 'recast'> {
  const keys = (columns: readonly ChangedColumn[]) =>
    new Set(columns.map(({ wanted }) => keyIn(sides, wanted.name)))
  return {
    remade: keys(changed.filter(each => each.isRemade)),
    retyped: keys(changed.filter(each => each.type)),
    recast: keys(changed.filter(({ wanted }) => isRebuilt(sides, wanted))),
  }
}

/** PostgreSQL changes no type that a generated column reads. */
function withDependents(sides: Sides, pair: TablePair, plan: ColumnPlan): ColumnPlan {
  if (sides.isSqlite || plan.retyped.size === 0) return plan
  const found = byKey(sides, pair.found.columns)
  const dependents = pair.wanted.columns.flatMap((wanted): readonly ChangedColumn[] => {
    const old = found.get(wanted.name)
    const reads = old?.generated?.expression.columns.some(column => plan.retyped.has(column))
    return old && reads && !plan.remade.has(wanted.name) ? [{ ...same(wanted, old), isRemade: true }] : []
  })
  if (dependents.length === 0) return plan
  const others = plan.changed.filter(each => !dependents.some(({ wanted }) => wanted === each.wanted))
  const changed = [...others, ...dependents]
  return { ...plan, changed, ...keysOf(sides, changed) }
}

function same(wanted: ColumnState, found: ColumnState): ChangedColumn {
  const nothing = { type: false, default: false, notNull: false, identity: false, isRemade: false }
  return { wanted, found, ...nothing, expression: undefined }
}

function differenceOf(
  sides: Sides,
  pair: TablePair,
  wanted: ColumnState,
  found: ColumnState,
): ChangedColumn | undefined {
  const context = contextOf(sides, pair, wanted, found)
  const { compareType, compareServerDefault } = sides.options
  const type = asked(compareType, context) ?? typeDiffers(sides, pair, wanted, found)
  const byDefault = asked(compareServerDefault, context) ?? defaultDiffers(sides, pair, wanted, found)
  const change: ChangedColumn = {
    wanted,
    found,
    type,
    default: byDefault,
    notNull: wanted.notNull !== found.notNull,
    identity: !sides.isSqlite && identityDiffers(wanted, found),
    ...generatedChange(sides, wanted, found),
  }
  const differs =
    change.type || change.default || change.notNull || change.identity || change.isRemade || change.expression
  return differs ? change : undefined
}

/** What hooks are told, on the way back as on the way there. */
function contextOf(
  { options }: Sides,
  pair: TablePair,
  wanted: ColumnState,
  found: ColumnState,
): ColumnComparison {
  return options.isWayBack
    ? { table: pair.wanted, wanted: found, found: wanted }
    : { table: pair.found, wanted, found }
}

/** What the hook says; undefined when it leaves the answer to the comparison. */
function asked(hook: CompareColumn | undefined, context: ColumnComparison): boolean | undefined {
  if (hook === false) return false
  return typeof hook === 'function' ? (hook(context) ?? undefined) : undefined
}

function typeDiffers(sides: Sides, pair: TablePair, wanted: ColumnState, found: ColumnState): boolean {
  if (isRebuilt(sides, wanted)) return true
  if (sides.isSqlite && keepsRowid(pair, wanted, found)) return false
  if (!sameType(sides, wanted.type, found.type)) return true
  const collation = (name: string | undefined) => keyIn(sides, name ?? ownCollation(sides))
  return collation(wanted.collation) !== collation(found.collation)
}

/** INTEGER of a key is the number of the row, 64 bits wide, and stays that: https://www.sqlite.org/lang_createtable.html#rowid */
function keepsRowid(pair: TablePair, wanted: ColumnState, found: ColumnState): boolean {
  const isAlone = ({ constraints }: TableState, { name }: ColumnState) =>
    constraints.some(
      ({ definition }) => definition.kind === 'primaryKey' && definition.columns.join() === name,
    )
  return (
    isAlone(pair.found, found) &&
    isAlone(pair.wanted, wanted) &&
    /^integer$/iu.test(found.type?.name ?? '') &&
    /^(?:small|big)(?:int|integer|serial)$/iu.test(wanted.type?.name ?? '')
  )
}

/** The collation that a column has without a word. */
export function ownCollation({ isSqlite }: Sides): string {
  return isSqlite ? 'BINARY' : 'default'
}

/** Whether the column is of an enum that is made anew. */
function isRebuilt(sides: Sides, { type }: ColumnState): boolean {
  return [...sides.rebuiltEnums].some(key => isMadeOf(sides, type, key))
}

/** The sequence of a serial column goes by whatever name. */
function defaultDiffers(sides: Sides, pair: TablePair, wanted: ColumnState, found: ColumnState): boolean {
  const numbered = [isNumbered(sides.wanted, pair.wanted, wanted), isNumbered(sides.found, pair.found, found)]
  if (numbered[0] || numbered[1]) return numbered[0] !== numbered[1]
  return !sameDefault(sides, wanted.default, found.default, wanted.type?.name)
}

function generatedChange(
  sides: Sides,
  { generated: wanted }: ColumnState,
  { generated: found }: ColumnState,
): Pick<ChangedColumn, 'expression' | 'isRemade'> {
  const stays = { expression: undefined, isRemade: false }
  if (!wanted && !found) return stays
  if (!wanted) return found?.stored || sides.isSqlite ? { expression: 'drop', isRemade: false } : REMADE
  if (!found || wanted.stored !== found.stored) return REMADE
  if (canonical(sides, wanted.expression) === canonical(sides, found.expression)) return stays
  return wanted.stored && setsExpression(sides) ? { expression: 'set', isRemade: false } : REMADE
}

const REMADE = { expression: undefined, isRemade: true } as const

/** https://www.postgresql.org/docs/17/sql-altertable.html */
function setsExpression({ isSqlite, options }: Sides): boolean {
  return !isSqlite && Number.parseInt(options.serverVersion ?? '', 10) >= 17
}
