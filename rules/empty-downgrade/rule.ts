/** A down side that does nothing lets the runner record the migration as reverted while the schema keeps all of it. */
import { defineRule, generatedDowngrade, steps, type Operation } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'empty-downgrade',
  hazard: 'irreversible',
  severity: 'error',
  since: '0.1.0',
  what: 'The down side of {migration} is empty, although its up side changes the database.',
  why: 'A rollback reports success and changes nothing: the runner believes that the migration is reverted, the schema still has it, and the next run of up meets all that it has made already.',
  remedy: steps(
    'Undo in the down side what up does, last change first.',
    "If it cannot be undone, say so, so that a rollback stops instead of pretending: throw an Error with the reason, in SQL DO $$ BEGIN RAISE EXCEPTION 'the reason'; END $$;",
  ),
  variants: {
    absent: {
      what: 'The migration {migration} has no down side, although its up side changes the database.',
      why: 'When the deployment goes wrong at night, there is no tested way back: somebody has to write the reverse by hand, under pressure, on production.',
      severity: 'warning',
    },
    unexplained: {
      what: 'The down side of {migration} refuses to run and does not say why.',
      why: 'Whoever has to roll back learns that it is not possible, but not what was lost and what to do instead.',
      remedy: "Give the reason where it is thrown: throw new Error('dropped data cannot be restored: …').",
      severity: 'warning',
    },
  },
  references: ['https://www.postgresql.org/docs/current/ddl-alter.html'],
  proof: { leavesDifference: true },
  check: {
    migration(context) {
      const { migration, direction, report } = context
      if (direction === 'down' || !migration.up.some(needsWayBack)) return
      const { down } = migration
      const values = { migration: migration.name }
      if (down.kind === 'absent')
        report(migration, values, { variant: 'absent', rewrite: generatedDowngrade(context) })
      else if (down.kind === 'irreversible' && down.reason.trim() === '')
        report(down, values, { variant: 'unexplained' })
      else if (down.kind === 'operations' && !down.operations.some(doesSomething))
        report(down, values, { rewrite: generatedDowngrade(context) })
    },
  },
})

const CHANGES_NOTHING: ReadonlySet<string> = new Set([
  'noOperation',
  'setParameter',
  'transactionControl',
  'assertQuery',
])

/** After these the database holds what it held before: what was validated, rebuilt or cleaned up has no other state to go back to. */
const LEAVES_NOTHING_TO_UNDO: ReadonlySet<string> = new Set([
  'lockTable',
  'maintenance',
  'refreshView',
  'reindex',
  'validateConstraint',
])

const READ_ONLY_FUNCTIONS: ReadonlySet<string> = new Set([
  'avg',
  'coalesce',
  'count',
  'current_setting',
  'current_timestamp',
  'length',
  'lower',
  'max',
  'min',
  'now',
  'pg_sleep',
  'sum',
  'upper',
  'version',
])

/** What cannot be read counts as a change: nobody is accused for it. A query changes something only through a function. */
function changesSomething(operation: Operation): boolean {
  if (operation.kind === 'selectRows') return operation.functions.some(name => !READ_ONLY_FUNCTIONS.has(name))
  return !CHANGES_NOTHING.has(operation.kind)
}

function needsWayBack(operation: Operation): boolean {
  return changesSomething(operation) && !LEAVES_NOTHING_TO_UNDO.has(operation.kind)
}

/** RAISE EXCEPTION on every run says that there is no way back, as an Error does in code. */
function doesSomething(operation: Operation): boolean {
  const refuses =
    operation.kind === 'assertQuery' && operation.sql === 'false' && operation.flow === undefined
  return refuses || changesSomething(operation)
}
