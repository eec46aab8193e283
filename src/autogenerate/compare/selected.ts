/** Which tables of the two schemas are compared. */
import { formatName } from '../../model/names.ts'
import { compareText } from '../../source/compare-text.ts'
import type { TableState } from '../../schema/schema-state.ts'
import type { TablePair } from './column-plan.ts'
import { counts, isNamed, isSure, keyIn, schemaOf, shown, type Sides } from './sides.ts'

export interface Selected {
  readonly pairs: readonly TablePair[]
  readonly added: readonly TableState[]
  readonly dropped: readonly TableState[]
}

/** The tables of both sides, by name. */
export function selectTables(sides: Sides): Selected {
  const isOwn = ownTable(sides)
  const wanted = keyed(sides, sides.wanted.tables.values(), each => !each.temporary && !isOwn(each))
  const found = keyed(
    sides,
    sides.found.tables.values(),
    each => !each.temporary && !isOwn(each) && isLookedAt(sides, each),
  )
  const pairs: TablePair[] = []
  const added: TableState[] = []
  for (const [key, table] of wanted) {
    const other = found.get(key)
    if (!isSure(sides, table.key) || !counts(sides, table, 'table', false, other)) continue
    if (!other) added.push(table)
    else if (isKnown(sides, table, other)) pairs.push({ wanted: table, found: other })
  }
  const dropped = [...found]
    .filter(([key, table]) => !wanted.has(key) && isSure(sides, table.key))
    .map(([, table]) => table)
    .filter(table => counts(sides, table, 'table', true) && mayDrop(sides, table))
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
function isLookedAt(sides: Sides, table: TableState): boolean {
  const parents = schemaOf(sides, table.schema)
  return isSchemaLookedAt(sides, table.schema) && isNamed(sides, table.name, 'table', parents)
}

/** Whether objects of a schema of the database are looked at. */
export function isSchemaLookedAt(sides: Sides, schema: string): boolean {
  const { options, wanted, defaultSchema } = sides
  const isMeant =
    schema === defaultSchema ||
    options.includeSchemas === true ||
    wanted.objects.has(`schema:${schema}`) ||
    wanted.tables.some(table => table.schema === schema)
  return isMeant && isNamed(sides, schemaOf(sides, schema).schema, 'schema', {})
}

function isKnown(sides: Sides, wanted: TableState, found: TableState): boolean {
  if (wanted.complete && found.complete) return true
  sides.remark(
    `Table ${shown(sides, wanted)} is not compared: something that could not be read may have changed it.`,
  )
  return false
}

/** Partitions are often made as time goes by, and not by migrations. */
function mayDrop(sides: Sides, table: TableState): boolean {
  const { partitionOf } = table
  if (!partitionOf || !sides.wanted.tables.has(partitionOf.parent)) return true
  sides.remark(
    `Partition ${shown(sides, table)} is not in the target and stays: drop it in a migration of its own if it is no longer needed.`,
  )
  return false
}
