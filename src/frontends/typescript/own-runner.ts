/** Migrations for runners that projects write themselves: what can be told of their transaction. */
import type { Migration, TransactionScope } from '../../model/migration.ts'
import type { ProjectFiles } from '../project-files.ts'
import { ancestorsOf, joinPath } from '../paths.ts'

/**
 * Reads a migration as its runner is taken to wrap it. Nobody writes for a runner that opens a transaction what cannot
 * run in one: such a migration is read again as one that nothing is around.
 */
export function readAssumed(
  scope: TransactionScope,
  isStated: boolean,
  readIn: (scope: TransactionScope) => Migration,
): Migration {
  const first = readIn(scope)
  return !isStated && (scope === 'run' || scope === 'migration') && isOutside(first, scope)
    ? readIn('query')
    : first
}

/** Whether a direction that its runner is taken to wrap opens a transaction of its own, or does what none may be around. */
function isOutside(migration: Migration, scope: TransactionScope): boolean {
  const { up, down, transaction, downTransaction = transaction } = migration
  const ofDown = down.kind === 'operations' && downTransaction === scope ? down.operations : []
  return [...(transaction === scope ? up : []), ...ofDown].some(operation => {
    if (operation.kind === 'transactionControl') return operation.action === 'begin'
    return (
      (operation.kind === 'createIndex' || operation.kind === 'dropIndex') && operation.concurrently === true
    )
  })
}

/** Whether the package around a folder depends on another one: runners are told by that. */
export function dependsOn(folder: string, name: string, files: ProjectFiles): boolean {
  const nearest = ancestorsOf(folder)
    .map(above => files.read(joinPath(above, 'package.json')))
    .find(file => file !== undefined)
  return nearest !== undefined && nearest.text.includes(`"${name}"`)
}
