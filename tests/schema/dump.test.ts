/** What pg_dump writes says the schema that it was made from. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../src/database/connection.ts'
import { introspect } from '../../src/database/introspect.ts'
import { readStartingSchemas } from '../../src/project/starting-schema.ts'
import type { SchemaState } from '../../src/schema/schema-state.ts'
import { canonicalRest, canonicalTables } from './canonical.ts'
import { sharedEmbedded } from '../shared-embedded.ts'

const FOLDER = join(import.meta.dirname, '../../fixtures/schema')

function startingSchema(path: string) {
  const [start] = readStartingSchemas({ config: { schema: path }, configFolder: FOLDER, cwd: FOLDER })
  if (!start) throw new Error('no schema')
  return start
}

describe('a dump of the shop', () => {
  let connection: Connection
  let truth: SchemaState

  beforeAll(async () => {
    connection = await sharedEmbedded()
    await connection.query(readFileSync(join(FOLDER, 'shop.sql'), 'utf8'))
    truth = await introspect(connection)
  })

  it.each(['shop.sql', 'shop.pg15.sql'])('%s begins with what the catalog says', path => {
    const { state, note } = startingSchema(path)
    expect(note).toBeUndefined()
    expect(state.complete).toBe(true)
    expect(canonicalTables(state)).toEqual(canonicalTables(truth))
    expect(canonicalRest(state)).toEqual(canonicalRest(truth))
  })
})
