/** What rules tell people to write, where a plain answer would not work on PostgreSQL. */
import { describe, expect, it } from 'vitest'
import { rules } from '../../rules/index.ts'
import { splitExample } from '../../src/dev/example.ts'
import { lintExample, settingsFor } from '../../src/dev/lint-example.ts'
import { createSourceFile } from '../../src/source/source-file.ts'

function told(id: string, setup: string, migration: string): readonly string[] {
  const rule = rules.find(each => each.id === id)
  if (!rule) throw new Error(`there is no rule ${id}`)
  const file = createSourceFile('case.sql', `-- setup\n${setup}\n\n-- migration\n${migration}\n`)
  return lintExample(splitExample(file), [rule], settingsFor(rule))
    .filter(finding => finding.rule === id)
    .map(({ what, remedy }) => `${what} ${remedy}`)
}

describe('what is told', () => {
  it('gives the index of a new key a free name while the old key has its name', () => {
    const setup =
      'CREATE TABLE members (id bigint PRIMARY KEY, person bigint NOT NULL, club bigint NOT NULL);'
    const migration = 'ALTER TABLE members DROP COLUMN id, ADD PRIMARY KEY (person, club);'
    const [text] = told('add-unique-blocks-table', setup, migration)
    expect(text).toContain('CREATE UNIQUE INDEX CONCURRENTLY members_pkey_new ON members (person, club)')
    expect(text).toContain('ADD CONSTRAINT members_pkey PRIMARY KEY USING INDEX members_pkey_new')
  })

  it('finds the rows that are left by null only in a column that began as null', () => {
    const setup = 'CREATE TABLE orders (id bigint PRIMARY KEY, total int);'
    const fill = (type: string) =>
      told('unbatched-backfill', setup, `ALTER TABLE orders ADD n ${type}; UPDATE orders SET n = total;`)
    expect(fill('int')[0]).toContain('WHERE n IS NULL LIMIT')
    expect(fill('int NOT NULL DEFAULT 0')[0]).toContain('WHERE … LIMIT')
    expect(fill('int DEFAULT 0')[0]).toContain('WHERE … LIMIT')
  })

  it('gives a batch with the quotes that its names need', () => {
    const setup = 'CREATE TABLE "Order" ("orderId" bigint PRIMARY KEY, total int);'
    const [text] = told('unbatched-backfill', setup, 'UPDATE "Order" SET total = 0 WHERE total < 0;')
    expect(text).toContain('UPDATE "Order" SET … WHERE "orderId" IN (SELECT "orderId" FROM "Order" WHERE …')
  })

  it('writes a retired column with its quotes inside the quotes of the configuration', () => {
    const setup = 'CREATE TABLE "Order" (id bigint, "startsAt" date);'
    const [text] = told(
      'drop-column-breaks-running-app',
      setup,
      'ALTER TABLE "Order" DROP COLUMN "startsAt";',
    )
    expect(text).toContain(`retired: ['"Order"."startsAt"']`)
  })

  it('counts as many tables as it names', () => {
    const setup = `CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (id bigint PRIMARY KEY, a bigint);
      CREATE TABLE c (id bigint); CREATE TABLE d (id bigint);`
    const migration = `ALTER TABLE b ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES a NOT VALID;
      ALTER TABLE c ADD n int; ALTER TABLE d ADD n int;`
    expect(told('locks-many-tables', setup, migration)[0]).toMatch(
      /on 4 existing tables at once: [^,]+(?:, [^,]+){3}\. /u,
    )
  })
})
