/**
 * Findings per 100 migrations by rule, with what keeps alarms away and without it: `npm run score:noise -- DIR…`.
 * `alone`: each migration is judged on a database of which nothing is known; `old`: the whole history is replayed, but a
 * table that the migration makes itself counts as one that others use.
 */
import { rules } from '../rules/index.ts'
import { lintHistory } from '../src/lint/lint-history.ts'
import { DEFAULT_SETTINGS } from '../src/lint/settings.ts'
import type { Migration } from '../src/model/migration.ts'
import { inOneDialect } from '../src/frontends/other-databases.ts'
import { frontends } from '../src/frontends/index.ts'
import { discover } from '../src/project/discover.ts'
import { findMigrations } from '../src/project/find-migrations.ts'
import { emptySchema } from '../src/schema/empty.ts'
import { viewOf, type SchemaView } from '../src/schema/schema-view.ts'

const WAYS = ['alone', 'old', 'real'] as const
type Way = (typeof WAYS)[number]

const counts: Record<Way, Map<string, number>> = { alone: new Map(), old: new Map(), real: new Map() }
let migrations = 0

for (const cwd of process.argv.slice(2)) {
  for (const history of historiesOf(cwd)) {
    migrations += history.length
    count('real', [history])
    count(
      'alone',
      history.map(each => [each]),
    )
    withoutNewTables(() => count('old', [history]))
  }
}
print()

/** Migrations for PostgreSQL, history by history. */
function historiesOf(cwd: string): readonly (readonly Migration[])[] {
  const { files } = discover({ cwd, paths: [] })
  return findMigrations(frontends, files).map(({ frontend, sources }) =>
    inOneDialect(sources.map(source => frontend.read(source, files, {}))).filter(
      ({ dialect }) => dialect === undefined,
    ),
  )
}

function count(way: Way, histories: readonly (readonly Migration[])[]): void {
  for (const history of histories) {
    const { findings } = lintHistory({ migrations: history, rules, settings: DEFAULT_SETTINGS })
    for (const { rule } of findings) counts[way].set(rule, (counts[way].get(rule) ?? 0) + 1)
  }
}

/** Every table is an old one while the action runs. */
function withoutNewTables(action: () => void): void {
  const shared = Object.getPrototypeOf(viewOf(emptySchema({ complete: false }))) as SchemaView
  const { createdInThisMigration, columnAddedInThisMigration } = shared
  Object.assign(shared, { createdInThisMigration: () => false, columnAddedInThisMigration: () => false })
  try {
    action()
  } finally {
    Object.assign(shared, { createdInThisMigration, columnAddedInThisMigration })
  }
}

function print(): void {
  const per100 = (way: Way, rule: string) => ((100 * (counts[way].get(rule) ?? 0)) / migrations).toFixed(1)
  const seen = [...new Set(WAYS.flatMap(way => [...counts[way].keys()]))]
  const noisy = (rule: string) => counts.real.get(rule) ?? 0
  console.log(`findings per 100 of ${String(migrations)} migrations`)
  console.log('rule | without replay | without new-table exemption | with both\n--- | --: | --: | --:')
  for (const rule of seen.sort((a, b) => noisy(b) - noisy(a)))
    console.log(`${rule} | ${WAYS.map(way => per100(way, rule)).join(' | ')}`)
  const total = (way: Way) => [...counts[way].values()].reduce((sum, each) => sum + each, 0)
  console.log(`all | ${WAYS.map(way => ((100 * total(way)) / migrations).toFixed(1)).join(' | ')}`)
}
