import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { beforeAll, describe, expect, it } from 'vitest'
import { prisma } from '../../../src/frontends/prisma/index.ts'
import { textsBelow } from '../folder-fixtures.ts'
import { memoryProject, readAll } from '../memory-project.ts'
import { said, saidBySql } from '../said.ts'
import { sharedPglite } from '../../shared-embedded.ts'

const ROOT = resolve(import.meta.dirname, '../../../fixtures/frontends/prisma')
const HISTORIES = readdirSync(ROOT, { withFileTypes: true })
  .filter(
    entry => entry.isDirectory() && Object.values(textsBelow(join(ROOT, entry.name))).some(isOfPostgres),
  )
  .map(({ name }) => name)

function isOfPostgres(text: string): boolean {
  return text.includes('provider = "postgresql"')
}

let database: PGlite

beforeAll(async () => {
  database = await sharedPglite()
})

/**
 * Prisma's schema engine is a binary outside npm. It sends a `migration.sql` as it is, in one simple query, in the
 * order of the folders' names: https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate
 */
describe('what is read from a history of Prisma is what PostgreSQL is sent', () => {
  it.each(HISTORIES)('%s', async name => {
    await database.exec('DROP SCHEMA public CASCADE')
    await database.exec('CREATE SCHEMA public')
    const texts = textsBelow(join(ROOT, name))
    const paths = Object.keys(texts)
      .filter(path => path.endsWith('/migration.sql'))
      .sort()
    const migrations = readAll(prisma, memoryProject(texts))
    expect(migrations.map(migration => migration.name)).toEqual(paths.map(path => path.split('/').at(-2)))
    for (const [i, path] of paths.entries()) {
      const text = texts[path] ?? ''
      await expect(database.exec(text), path).resolves.toBeDefined()
      expect({ path, ...migrations[i], up: said(migrations[i]?.up ?? []) }).toMatchObject({
        path,
        transaction: 'query',
        parseErrors: [],
        up: saidBySql([text]),
      })
      expect(migrations[i]?.up.filter(({ kind }) => kind === 'opaque')).toEqual([])
    }
  })
})
