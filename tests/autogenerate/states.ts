/** Two readings of a schema that are to be the same. */
import { expect } from 'vitest'
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
  return JSON.parse(JSON.stringify({ tables: sorted, views, enums, domains, objects }))
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1
}

/** Both readings say the same, letter by letter. */
export function expectSame({ wanted, found }: Pick<ReadSchemas, 'wanted' | 'found'>): void {
  expect(differencesOf(wanted, found).map(describeDifference)).toEqual([])
  expect(plain(wanted)).toEqual(plain(found))
}
