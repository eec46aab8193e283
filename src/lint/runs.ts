/** Which migrations go on with the transaction of the one before them. */
import type { Migration } from '../model/migration.ts'

/** A migration, and whether it begins in the transaction that the one before it has left open. */
export interface InRun {
  readonly migration: Migration
  readonly goesOn: boolean
}

/**
 * Migrations that are new together are applied in one go, so those whose runner has one transaction for all that
 * is pending share it. Of others nobody knows when they were applied. Only those that are new wait for each other.
 */
export function* inRuns(
  migrations: Iterable<Migration>,
  fresh: Pick<ReadonlySet<Migration>, 'has'> | undefined,
): Iterable<InRun> {
  let together: Migration[] = []
  for (const migration of migrations) {
    if (fresh?.has(migration)) {
      together.push(migration)
      continue
    }
    yield* sharing(together)
    together = []
    yield { migration, goesOn: false }
  }
  yield* sharing(together)
}

function sharing(together: readonly Migration[]): readonly InRun[] {
  const shares = !together.some(({ breaksUpRun }) => breaksUpRun)
  return together.map((migration, i) => {
    const goesOn = shares && migration.transaction === 'run' && together[i - 1]?.transaction === 'run'
    return { migration, goesOn }
  })
}
