/** What is read from a fixture is what node-pg-migrate's own builder puts into its list. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { MigrationBuilder, type ColumnDefinitions } from 'node-pg-migrate'
import { describe, expect, it } from 'vitest'
import { nodePgMigrate } from '../../../src/frontends/node-pg-migrate/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { downOf, memoryProject, readAll } from '../memory-project.ts'
import { said, saidBySql } from '../said.ts'

const FOLDER = fileURLToPath(new URL('../../../fixtures/frontends/node-pg-migrate/', import.meta.url))
const FIXTURES = readdirSync(FOLDER).filter(name => /\.(?:ts|cjs)$/u.test(name))

type Action = (pgm: MigrationBuilder, run?: () => void) => unknown

interface MigrationModule {
  readonly up: Action
  readonly down?: Action | false
  readonly shorthands?: ColumnDefinitions
}

function readFixture(name: string): Migration {
  const text = readFileSync(FOLDER + name, 'utf8')
  const [migration] = readAll(nodePgMigrate, memoryProject({ [`migrations/${name}`]: text }))
  if (!migration) throw new Error(`${name} was not found to be a migration`)
  return migration
}

/** What is sent at once, then the list. */
async function sent(action: Action, shorthands: ColumnDefinitions = {}, reverse = false) {
  const statements: string[] = []
  const query = (asked: string | { readonly text: string }) => {
    statements.push(typeof asked === 'string' ? asked : asked.text)
    return Promise.resolve([])
  }
  const builder = new MigrationBuilder({ query, select: query } as never, shorthands, false, console)
  if (reverse) builder.enableReverseMode()
  await action(builder, () => undefined)
  return {
    statements: [...statements, ...builder.getSqlSteps()],
    inTransaction: builder.isUsingTransaction(),
  }
}

async function load(name: string): Promise<MigrationModule> {
  const module = (await import(/* @vite-ignore */ FOLDER + name)) as MigrationModule & {
    default?: MigrationModule
  }
  return module.default?.up ? module.default : module
}

const scope = (inTransaction: boolean): string => (inTransaction ? 'run' : 'query')

describe('what is read from a migration is what node-pg-migrate sends', () => {
  it.each(FIXTURES)('%s', async name => {
    const migration = readFixture(name)
    const { up, down, shorthands } = await load(name)
    const forth = await sent(up, shorthands)
    expect(migration.transaction).toBe(scope(forth.inTransaction))
    expect(said(migration.up)).toEqual(saidBySql(forth.statements))
    if (down === false) return expect(migration.down.kind).toBe('irreversible')
    const back = await sent(down ?? up, shorthands, down === undefined).catch(() => undefined)
    if (!back) return expect(migration.down).toMatchObject({ kind: 'absent' })
    expect(migration.downTransaction ?? migration.transaction).toBe(scope(back.inTransaction))
    return expect(said(downOf(migration) ?? [])).toEqual(saidBySql(back.statements))
  })

  it('covers every method of the builder', () => {
    const texts = FIXTURES.map(name => readFileSync(FOLDER + name, 'utf8')).join('\n')
    const builder = new MigrationBuilder({} as never, {}, false, console)
    const methods = Object.entries(builder).flatMap(([name, value]) =>
      typeof value === 'function' ? [name] : [],
    )
    expect(methods.filter(name => !texts.includes(`pgm.${name}(`))).toEqual([])
  })

  it('reads nothing as floating that node-pg-migrate sends', () => {
    for (const name of FIXTURES) {
      expect(
        readFixture(name).up.filter(({ floating }) => floating !== undefined),
        name,
      ).toEqual([])
    }
  })
})
