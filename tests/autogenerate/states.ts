/** Two readings of a schema that are to be the same. */
import { expect } from 'vitest'
import { compareSchemas } from '../../src/autogenerate/compare/compare-schemas.ts'
import type { ReadSchemas } from '../../src/autogenerate/read-schemas.ts'
import { describeDifference, differencesOf } from '../../src/schema/differences.ts'
import type { SchemaState } from '../../src/schema/schema-state.ts'

/** What a state says, as plain data; constraints and indexes by name, as they come in the order in which they were made. */
export function plain({ tables, views, enums, domains, objects }: SchemaState): unknown {
  const sorted = tables.map(table => ({
    ...table,
    constraints: table.constraints.toSorted(byName),
    indexes: table.indexes.toSorted(byName),
  }))
  // Whether a materialized view has rows is not what it is.
  const shown = views.map(({ populated: _, ...view }) => view)
  return JSON.parse(JSON.stringify({ tables: sorted, views: shown, enums, domains, objects }))
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1
}

/** The same, and nothing leads from one to the other. */
export function expectSame(
  { wanted, found }: ReadSchemas,
  dialect: 'postgres' | 'sqlite' = 'postgres',
): void {
  const { changes, remarks } = compareSchemas(wanted, found, { dialect })
  expect(changes.map(({ summary }) => summary)).toEqual([])
  expect(remarks).toEqual([])
  expectEqual({ wanted, found })
}

/** What the target names is the same letter by letter. */
export function expectEqual({ wanted, found }: ReadSchemas): void {
  const named = ofTarget(wanted, found)
  expect(differencesOf(wanted, named).map(describeDifference)).toEqual([])
  expect(plain(named)).toEqual(plain(wanted))
}

/** The found side without what the target does not name: partitions, and all that is neither a table nor an enum. */
export function ofTarget(wanted: SchemaState, found: SchemaState): SchemaState {
  const schemas = new Set(wanted.tables.valueSeq().map(({ schema }) => schema))
  return {
    ...found,
    tables: found.tables.filter(
      ({ key, schema, partitionOf }) => schemas.has(schema) && (!partitionOf || wanted.tables.has(key)),
    ),
    views: found.views.filter((_, key) => wanted.views.has(key)),
    domains: found.domains.filter((_, key) => wanted.domains.has(key)),
    objects: found.objects.filter((_, id) => wanted.objects.has(id)),
  }
}
