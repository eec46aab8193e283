/** The changes of enum types. */
import type { BareOperation } from '../../model/operation.ts'
import type { EnumState, ObjectKey, TableState } from '../../schema/schema-state.ts'
import { isSchemaLookedAt, type Selected } from './selected.ts'
import { bothCount, counts, isMadeOf, isSure, nameOf, shown, type Side, type Sides } from './sides.ts'

/** Collects the changes of enums; gives the keys of those that are made anew, whose columns have to change over. */
export function compareEnums(sides: Sides, selected: Selected): readonly ObjectKey[] {
  const isLookedAt = (side: Side, each: EnumState) =>
    isSchemaLookedAt(sides, side, each.schema) && counts(sides, side, each, 'enum')
  const rebuilt: ObjectKey[] = []
  for (const wanted of sorted(sides.wanted.enums.values())) {
    const found = sides.found.enums.get(wanted.key)
    if (!isSure(sides, wanted.key)) continue
    if (!found) {
      if (isLookedAt('wanted', wanted)) createEnum(sides, wanted)
    } else if (bothCount(sides, wanted, found, 'enum') && !extend(sides, wanted, found))
      rebuilt.push(...rebuild(sides, selected, wanted, found))
  }
  for (const found of sorted(sides.found.enums.values())) {
    const goes = !sides.wanted.enums.has(found.key) && isSure(sides, found.key)
    if (goes && isLookedAt('found', found)) dropEnum(sides, selected, found)
  }
  return rebuilt
}

function sorted(enums: Iterable<EnumState>): readonly EnumState[] {
  return [...enums].sort((a, b) => (a.key < b.key ? -1 : 1))
}

function valuesOf({ values }: EnumState): readonly string[] {
  return values.map(({ value }) => value)
}

function createEnum(sides: Sides, wanted: EnumState): void {
  sides.add('type', {
    summary: `create enum ${shown(sides, wanted)}`,
    operations: [{ kind: 'createEnum', type: nameOf(sides, wanted), values: valuesOf(wanted) }],
  })
}

/** Adds values where only values come, and says whether that is all. */
function extend(sides: Sides, wanted: EnumState, found: EnumState): boolean {
  const [values, old] = [valuesOf(wanted), valuesOf(found)]
  const kept = values.filter(value => old.includes(value))
  if (kept.length !== old.length || kept.some((value, at) => old[at] !== value)) return false
  const type = nameOf(sides, wanted)
  const last = old.at(-1)
  const isBehind = (at: number) => last === undefined || at > values.indexOf(last)
  values.forEach((value, at) => {
    if (old.includes(value)) return
    const place = isBehind(at) ? {} : at === 0 ? { before: old[0] } : { after: values[at - 1] }
    sides.add('type', {
      summary: `add value ${value} to enum ${shown(sides, wanted)}`,
      operations: [{ kind: 'addEnumValue', type, value, ...place }],
    })
  })
  return true
}

/** No value of an enum can be taken away: https://www.postgresql.org/docs/current/datatype-enum.html#DATATYPE-ENUM-IMPLEMENTATION-DETAILS */
function rebuild(
  sides: Sides,
  selected: Selected,
  wanted: EnumState,
  found: EnumState,
): readonly ObjectKey[] {
  const name = shown(sides, wanted)
  const gone = valuesOf(found).filter(value => !valuesOf(wanted).includes(value))
  if (usedElsewhere(sides, selected, found)) {
    sides.remark(
      `Enum ${name} has other values in the target, but a table that is not compared uses it: make a new type in a migration of its own.`,
    )
    return []
  }
  sides.remark(
    gone.length > 0
      ? `Enum ${name} loses ${gone.join(', ')}: a new type takes its place, which stops at a row that has such a value. Where a value only got another name, write op.execute("ALTER TYPE ${name} RENAME VALUE …") instead.`
      : `The values of enum ${name} are in another order in the target: a new type takes its place, which rewrites the tables that use it.`,
  )
  const [type, old] = [nameOf(sides, wanted), { ...nameOf(sides, wanted), name: freeName(sides, found) }]
  const operations: readonly BareOperation[] = [
    { kind: 'renameType', type, to: old.name },
    { kind: 'createEnum', type, values: valuesOf(wanted) },
  ]
  sides.add('type', { summary: `make enum ${name} anew`, operations })
  sides.add('dropType', {
    summary: `drop the old enum ${old.name}`,
    operations: [{ kind: 'dropType', type: old }],
  })
  return [wanted.key]
}

function freeName({ found, wanted }: Sides, { schema, name }: EnumState): string {
  let free = `${name}_old`
  while (found.enums.has(`${schema}.${free}`) || wanted.enums.has(`${schema}.${free}`)) free += '_'
  return free
}

function dropEnum(sides: Sides, selected: Selected, found: EnumState): void {
  if (usedElsewhere(sides, selected, found)) return
  sides.add('dropType', {
    summary: `drop enum ${shown(sides, found)}`,
    operations: [{ kind: 'dropType', type: nameOf(sides, found) }],
  })
}

/** Whether a table that stays as it is has a column of the type. */
function usedElsewhere(sides: Sides, { pairs, dropped }: Selected, type: EnumState): boolean {
  const seen = new Set<TableState>([...dropped, ...pairs.map(({ found }) => found)])
  return [...sides.found.tables.values()].some(
    table => !seen.has(table) && table.columns.some(column => isMadeOf(sides, column.type, type.key)),
  )
}
