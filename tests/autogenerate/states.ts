/** Two readings of a schema that are to be the same. */
import { expect } from 'vitest'
import type { ReadSchemas } from '../../src/autogenerate/read-schemas.ts'
import { describeDifference, differencesOf } from '../../src/schema/differences.ts'
import type { SchemaState } from '../../src/schema/schema-state.ts'

/** What a state says, as plain data. */
export function plain({ tables, views, enums, domains, objects }: SchemaState): unknown {
  return JSON.parse(JSON.stringify({ tables, views, enums, domains, objects }))
}

/** Both readings say the same, letter by letter. */
export function expectSame({ wanted, found }: ReadSchemas): void {
  expect(differencesOf(wanted, found).map(describeDifference)).toEqual([])
  expect(plain(wanted)).toEqual(plain(found))
}
