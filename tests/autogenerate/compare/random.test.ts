/** What holds for any two schemas: the changes lead from the one to the other, and back. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareSchemas } from '../../../src/autogenerate/compare/compare-schemas.ts'
import { sharedEmbedded } from '../../shared-embedded.ts'
import { provenOperations, schemaAfter } from './on-postgres.ts'
import { provenOnSqlite } from './on-sqlite.ts'
import { randomSchema } from './random-schemas.ts'

function pairs(dialect: 'postgres' | 'sqlite', count: number, seed: number) {
  const schema = randomSchema(dialect)
  return fc.sample(fc.record({ from: schema, to: schema }), { numRuns: count, seed })
}

describe('two random schemas', () => {
  const count = Number(process.env['PAIRS'] ?? 40)
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

  it(`of PostgreSQL are led from the one to the other and back (seed ${seed})`, async () => {
    const database = await sharedEmbedded()
    const all = await provenOperations(database, pairs('postgres', count, seed), {}, 'empty')
    expect(all.filter(operations => operations.length > 0).length).toBeGreaterThan(count / 2)
  })

  it(`of PostgreSQL are the same as themselves (seed ${seed})`, async () => {
    const database = await sharedEmbedded()
    for (const { from } of pairs('postgres', 3, seed)) {
      const [one, other] = [await schemaAfter(database, from), await schemaAfter(database, from)]
      expect(compareSchemas(one, other, { dialect: 'postgres' }).changes).toEqual([])
    }
  })

  it(`of SQLite are led from the one to the other and back (seed ${seed})`, async () => {
    for (const { from, to } of pairs('sqlite', count, seed)) {
      await provenOnSqlite(from, to).catch((cause: unknown) => {
        throw new Error(`${from}\n→\n${to}`, { cause })
      })
    }
  })
})
