/** Every fix, in every framework: the files it leaves, the schema on PostgreSQL, and the hazard that is gone. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../src/database/connection.ts'
import { introspect } from '../../src/database/introspect.ts'
import { splitExample, type Example } from '../../src/dev/example.ts'
import { proofObserved } from '../../src/dev/proof.ts'
import { runExample } from '../../src/dev/run-example.ts'
import { printOperations } from '../../src/dialects/postgres.ts'
import { frontends } from '../../src/frontends/index.ts'
import type { Migration } from '../../src/model/migration.ts'
import { transactionContexts } from '../../src/lint/transactions.ts'
import { findMigrations } from '../../src/project/find-migrations.ts'
import { fixProject } from '../../src/project/fix-project.ts'
import { lintProject } from '../../src/project/lint-project.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import type { Observation } from '../../src/verify/observation.ts'
import { rules } from '../../rules/index.ts'
import { canonicalRest, canonicalTables } from '../schema/canonical.ts'
import { memoryProject } from '../frontends/memory-project.ts'
import { sharedEmbedded } from '../shared-embedded.ts'

/** `UPDATE_FIXES=1` writes the files anew; read the difference before committing it. */
const UPDATE = process.env['UPDATE_FIXES'] === '1'

const ROOT = resolve(import.meta.dirname, '../../fixtures/fixes')
const cases = readdirSync(ROOT).flatMap(rule => readdirSync(join(ROOT, rule)).map(name => `${rule}/${name}`))

let postgres: Connection

beforeAll(async () => {
  postgres = await sharedEmbedded()
})

describe.each(cases)('%s', name => {
  const [before, after] = [join(ROOT, name, 'before'), join(ROOT, name, 'after')]
  const id = dirname(name)
  const rule = rules.find(each => each.id === id)
  // A rule that is off is fixed where somebody asks for it.
  const config = rule?.severity === 'off' ? { ...CONFIG, rules: { [id]: 'warning' as const } } : CONFIG
  const fixed = () => {
    const { texts, before: old } = fixProject({ cwd: before, kinds: ['safe', 'suggestion'], config })
    return { all: { ...textsBelow(before), ...Object.fromEntries(texts) }, changed: [...texts.keys()], old }
  }

  it('is written as expected', () => {
    const { all, changed } = fixed()
    if (UPDATE) write(after, all)
    expect(changed).not.toEqual([])
    expect(all).toEqual(textsBelow(after))
  })

  it('is found before and not after, and fixing again changes nothing', () => {
    expect(findingsOf(before, config)).toContain(id)
    expect(findingsOf(after, config)).not.toContain(id)
    expect([...fixProject({ cwd: after, kinds: ['safe', 'suggestion'], config }).texts]).toEqual([])
  })

  const ran = runsOnce()

  it('leaves the same schema on PostgreSQL', async () => {
    // What fails inside of a transaction has a schema to compare only without one.
    const wrapped = !(rule && 'failsWith' in rule.proof)
    const [one, other] = [await ran(before, false, wrapped), await ran(after, false, wrapped)]
    expect(other.schema).toEqual(one.schema)
  })

  // What code does with its promises does not show in the statements.
  it.skipIf(!rule || 'none' in rule.proof || 'runsOutOfOrder' in rule.proof)(
    'is seen on PostgreSQL before and not after',
    async () => {
      if (!rule) return
      const downs = 'leavesDifference' in rule.proof
      expect(proofObserved(rule.proof, (await ran(before, downs, true)).run)).toBe(true)
      const { migrations, ...rest } = (await ran(after, downs, true)).run
      const seen = migrations.map(each => ({ ...each, observations: each.observations.map(onTable(id)) }))
      expect(proofObserved(rule.proof, { ...rest, migrations: seen })).toBe(false)
    },
  )
})

/** Runs the projects of a case, each once: its schema and what was seen concern two tests. */
function runsOnce() {
  const runs = new Map<string, ReturnType<typeof runProject>>()
  return (folder: string, downs: boolean, wrapped: boolean) => {
    const key = JSON.stringify([folder, downs, wrapped])
    const run = runs.get(key) ?? runProject(folder, downs, wrapped)
    runs.set(key, run)
    return run
  }
}

async function runProject(folder: string, downs: boolean, wrapped: boolean) {
  const run = await runExample(postgres, exampleOf(folder, downs, wrapped))
  const state = await introspect(postgres)
  return { run, schema: { tables: canonicalTables(state), rest: canonicalRest(state) } }
}

/** The CHECK that DETACH … CONCURRENTLY leaves is dropped from the partition, which nobody uses any more. */
const ON_TABLE: Readonly<Record<string, string>> = { 'detach-partition-blocks-table': 'public.events' }

function onTable(id: string): (seen: Observation) => Observation {
  const table = ON_TABLE[id]
  if (table === undefined) return seen => seen
  return seen => ({ ...seen, locks: seen.locks.filter(({ relation }) => relation === table) })
}

/** As PostgreSQL names them, so that the schema stays the same. */
const CONFIG = { naming: { foreignKey: '{table}_{columns}_fkey' } }

function findingsOf(cwd: string, config: typeof CONFIG): readonly string[] {
  return lintProject({ cwd, config }).report.findings.map(finding => finding.rule)
}

function textsBelow(folder: string): Readonly<Record<string, string>> {
  if (!existsSync(folder)) return {}
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter(entry => entry.isFile())
  const texts = files.map(({ parentPath, name }): [string, string] => {
    const path = join(parentPath, name)
    return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]
  })
  return Object.fromEntries(texts.sort())
}

function write(folder: string, texts: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true })
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

function migrationsOf(folder: string): readonly Migration[] {
  const files = memoryProject(textsBelow(folder))
  return findMigrations(frontends, files).flatMap(({ frontend, sources }) =>
    sources.map(source => frontend.read(source, files, {})),
  )
}

/** The project as an example: its first migration is the setup, the others are judged. */
function exampleOf(folder: string, downs: boolean, wrapped: boolean): Example {
  const [setup, ...rest] = migrationsOf(folder)
  const text = [
    '-- setup',
    ...statementsOf(setup?.up ?? []),
    ...rest.flatMap(migration => [
      wrapped && isInTransaction(migration) ? '-- migration' : '-- migration (no transaction)',
      ...statementsOf(migration.up),
      ...(downs ? ['-- down', ...statementsOf(downOf(migration)), 'SELECT 1;'] : []),
    ]),
  ]
  return splitExample(createSourceFile(`${folder}.sql`, `${text.join('\n')}\n`))
}

function downOf({ down }: Migration): Migration['up'] {
  return down.kind === 'operations' ? down.operations : []
}

function statementsOf(operations: Migration['up']): readonly string[] {
  return printOperations(operations).map(statement => `${statement};`)
}

function isInTransaction({ up, transaction }: Migration): boolean {
  return transactionContexts(up, transaction)
    .slice(0, -1)
    .some(({ openedBy }) => openedBy !== 'none')
}
