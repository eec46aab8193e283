/** The name of a migration is all that a list of migrations, a deployment log and a failed run show of it. */
import { defineRule, emptyName, readableName } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'undescriptive-name',
  hazard: 'convention',
  severity: 'off',
  since: '0.1.0',
  what: 'The name {name} does not say what the migration does.',
  why: 'When a deployment stops, the name is what stands in the log and in the table of the runner. One that fits every migration makes somebody open each file to find the one that matters.',
  remedy:
    'Call it by what it does, such as add_paid_at_to_orders. Rename it only as long as it has not run anywhere: runners take a new name for a new migration.',
  variants: {
    'no word': {
      what: 'The name {name} has no word that says what the migration does.',
    },
    'made up': {
      what: 'The name {name} was made up and does not say what the migration does.',
      remedy:
        'Give the name when you generate it: drizzle-kit generate --name=add_paid_at_to_orders. Rename it only as long as it has not run anywhere, also in meta/_journal.json.',
    },
  },
  references: [
    'https://alembic.sqlalchemy.org/en/latest/tutorial.html#create-a-migration-script',
    'https://orm.drizzle.team/docs/drizzle-kit-generate',
  ],
  proof: { none: 'A convention about names, which PostgreSQL does not see.' },
  check: {
    migration({ migration, direction, report }) {
      const reason = direction === 'up' ? emptyName(migration) : undefined
      if (!reason) return
      const variant = reason === 'empty words' ? undefined : reason
      report(migration, { name: readableName(migration) }, { variant })
    },
  },
})
