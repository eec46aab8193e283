/** Which tables of the two schemas are compared. */
import { formatName } from '../../model/names.ts'
import { compareText } from '../../source/compare-text.ts'
import type { TableState } from '../../schema/schema-state.ts'
import type { TablePair } from './column-plan.ts'
import {
  bothCount,
  counts,
  isDatabase,
  isNamed,
  isSure,
  keyIn,
  schemaOf,
  shown,
  targetOf,
  type Side,
  type Sides,
} from './sides.ts'

export interface Selected {
  readonly pairs: readonly TablePair[]
  readonly added: readonly TableState[]
  readonly dropped: readonly TableState[]
}

/** The tables of both sides, by name. */
export function selectTables(sides: Sides): Selected {
  const isOwn = ownTable(sides)
  const tablesOf = (side: Side) =>
    keyed(
      sides,
      sides[side].tables.values(),
      each => !each.temporary && !isOwn(each) && isLookedAt(sides, side, each),
    )
  const [wanted, found] = [tablesOf('wanted'), tablesOf('found')]
  const pairs: TablePair[] = []
  const added: TableState[] = []
  for (const [key, table] of wanted) {
    const other = found.get(key)
    if (!isSure(sides, table.key)) continue
    if (!other) {
      if (counts(sides, 'wanted', table, 'table') && isMeant(sides, 'wanted', table)) added.push(table)
    } else if (bothCount(sides, table, other, 'table') && isKnown(sides, table, other)) {
      pairs.push({ wanted: table, found: other })
    }
  }
  const dropped = [...found]
    .filter(([key, table]) => !wanted.has(key) && isSure(sides, table.key))
    .map(([, table]) => table)
    .filter(table => counts(sides, 'found', table, 'table') && isMeant(sides, 'found', table))
  return { pairs, added, dropped }
}

function keyed(
  sides: Sides,
  tables: Iterable<TableState>,
  isWanted: (table: TableState) => boolean,
): ReadonlyMap<string, TableState> {
  const chosen = [...tables].filter(isWanted)
  const sorted = chosen.sort((a, b) => compareText(a.schema, b.schema) || compareText(a.name, b.name))
  return new Map(sorted.map(table => [keyIn(sides, table.key), table]))
}

/** What the runner keeps for itself. */
function ownTable(sides: Sides): (table: TableState) => boolean {
  const own = new Set(
    (sides.options.ownTables ?? []).map(({ schema = sides.defaultSchema, name }) =>
      formatName({ schema, name }),
    ),
  )
  return ({ key }) => own.has(key)
}

/** Other schemas count only where somebody asks for them. */
function isLookedAt(sides: Sides, side: Side, table: TableState): boolean {
  const parents = schemaOf(sides, table.schema)
  return isSchemaLookedAt(sides, side, table.schema) && isNamed(sides, side, table.name, 'table', parents)
}

/** Whether objects of a schema are looked at; those of the target are. */
export function isSchemaLookedAt(sides: Sides, side: Side, schema: string): boolean {
  if (!isDatabase(sides, side)) return true
  const target = targetOf(sides)
  const isNamedThere =
    schema === sides.defaultSchema ||
    sides.options.includeSchemas === true ||
    target.objects.has(`schema:${schema}`) ||
    target.tables.some(table => table.schema === schema)
  return isNamedThere && isNamed(sides, side, schemaOf(sides, schema).schema, 'schema', {})
}

function isKnown(sides: Sides, wanted: TableState, found: TableState): boolean {
  if (wanted.complete && found.complete) return true
  sides.remark(
    `Table ${shown(sides, wanted)} is not compared: something that could not be read may have changed it.`,
  )
  return false
}

/** Partitions are often made as time goes by, and not by migrations. */
function isMeant(sides: Sides, side: Side, table: TableState): boolean {
  const { partitionOf } = table
  const isKept = isDatabase(sides, side) && partitionOf && targetOf(sides).tables.has(partitionOf.parent)
  if (!isKept) return true
  sides.remark(
    `Partition ${shown(sides, table)} is not in the target and stays: drop it in a migration of its own if it is no longer needed.`,
  )
  return false
}
