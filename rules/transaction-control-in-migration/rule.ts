/** COMMIT in a migration ends the transaction of the runner: what comes after it is no longer undone with the rest. */
import {
  defineRule,
  steps,
  type MigrationContext,
  type Operation,
  type OperationOf,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'transaction-control-in-migration',
  hazard: 'fails-to-run',
  severity: 'error',
  since: '0.1.0',
  what: '{command} stands in a migration that its runner already wraps in a transaction.',
  why: 'The first COMMIT or ROLLBACK ends the transaction of the runner, whatever BEGIN came before it. What follows commits on its own: when it fails, the first half stays, the runner does not record the migration, and the next run fails on what is already there.',
  remedy: steps(
    'Leave BEGIN, COMMIT and ROLLBACK away: the runner does it.',
    'What must not run in a transaction (CREATE INDEX CONCURRENTLY) goes into a migration of its own, with the opt-out of your migration tool.',
    'To undo a part only, use SAVEPOINT and ROLLBACK TO SAVEPOINT.',
  ),
  variants: {
    block: {
      what: '{command} stands in a DO block of a migration that its runner wraps in a transaction.',
      why: 'PostgreSQL refuses it with SQLSTATE 2D000 ("invalid transaction termination"), as the DO block did not begin that transaction: the migration can never succeed.',
    },
    open: {
      what: 'The transaction that {command} opens is still open at the end of the migration.',
      why: 'Nothing of it is there until somebody commits: when the connection closes, PostgreSQL undoes it without a word, although the runner may have recorded the migration as applied. Until then, its locks are held.',
      remedy: steps(
        'Write COMMIT; at the end of the migration.',
        'Or leave {command} away where the runner wraps each migration.',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-begin.html',
    'https://www.postgresql.org/docs/current/sql-commit.html',
    'https://www.postgresql.org/docs/current/plpgsql-transactions.html',
  ],
  proof: { endsTransaction: true },
  judgesDown: true,
  check: {
    migration(context) {
      const [first, ...others] = controlsOfRunner(context)
      if (first) {
        const related = others.map(at => ({ message: `${commandOf(at)} stands here`, at }))
        const variant = first.inBlock ? 'block' : undefined
        context.report(first, { command: commandOf(first) }, { variant, related })
        return
      }
      const begin = leftOpen(context)
      if (begin) context.report(begin, { command: commandOf(begin) }, { variant: 'open' })
    },
  },
})

type Control = OperationOf<'transactionControl'>

/** What begins or ends the transaction that the runner has opened, and all that comes after it. */
function controlsOfRunner({ operations, at }: MigrationContext): readonly Control[] {
  const controls = operations.filter(isControl)
  const first = controls.findIndex(each => {
    const { openedBy } = at(operations.indexOf(each)).transaction
    return openedBy === 'run' || openedBy === 'migration'
  })
  return first < 0 ? [] : controls.slice(first)
}

function isControl(operation: Operation): operation is Control {
  return (
    operation.kind === 'transactionControl' &&
    !operation.byFramework &&
    COMMANDS[operation.action] !== undefined
  )
}

/** The BEGIN whose transaction nothing ends. */
function leftOpen({ operations }: MigrationContext): Control | undefined {
  let open: Control | undefined
  for (const operation of operations) {
    if (isEnd(operation)) open = undefined
    else if (isControl(operation) && operation.action === 'begin') open ??= operation
  }
  return open
}

function isEnd(operation: Operation): boolean {
  return operation.kind === 'transactionControl' && ENDS.has(operation.action)
}

const ENDS: ReadonlySet<Control['action']> = new Set(['commit', 'rollback', 'prepare'])

const COMMANDS: Readonly<Partial<Record<Control['action'], string>>> = {
  begin: 'BEGIN',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',
  prepare: 'PREPARE TRANSACTION',
}

function commandOf({ action }: Control): string {
  return COMMANDS[action] ?? action.toUpperCase()
}
