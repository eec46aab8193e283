/** Databases have applied what sorts behind it: a late migration runs in another order there than on a new database, or not at all. */
import { defineRule, type HistoryEntry } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'late-migration',
  hazard: 'runs-out-of-order',
  severity: 'warning',
  since: '0.1.0',
  what: '{name} is new and sorts before {later}, which is at {since} already.',
  why: 'A database that has applied {later} runs {name} after it, a new one before it: they are migrated in different orders, and what {later} renames or drops is missing for {name} on one of them. Some runners (golang-migrate) never look back and leave it out; others (Flyway, goose, Supabase, node-pg-migrate) refuse the deployment.',
  remedy:
    'Give it a newer number or timestamp, so that it sorts behind {later}, and try it on a database that has all of {since}.',
  variants: {
    skips: {
      why: 'The migrator remembers how far a database has come and looks only at what lies behind: a database that has applied {later} never runs {name}, and nobody is told.',
    },
    refuses: {
      why: 'The runner compares the two lists before it runs anything: on a database that has applied {later} it refuses the deployment.',
    },
  },
  references: [
    'https://knexjs.org/guide/migrations.html',
    'https://documentation.red-gate.com/fd/flyway-out-of-order-setting-277579009.html',
  ],
  proof: { divergesFromNew: true },
  check: {
    history({ history, report }) {
      const { entries, since } = history
      // In a graph of revisions the order is that of the parents, whatever the names.
      const ordered = entries.filter(({ revision }) => !revision)
      ordered.forEach((entry, i) => {
        if (entry.change !== 'new') return
        const later = ordered.findLast((other, k) => other.change !== 'new' && isBehind(other, k, entry, i))
        if (!later) return
        const { late } = entry
        report(
          entry,
          { name: entry.name, later: later.name, since },
          {
            variant: late === 'runs' ? undefined : late,
            related: [{ message: 'it is there already', at: later }],
          },
        )
      })
    },
  },
})

function isBehind(other: HistoryEntry, k: number, entry: HistoryEntry, i: number): boolean {
  return other.order !== undefined && entry.order !== undefined ? other.order > entry.order : k > i
}
