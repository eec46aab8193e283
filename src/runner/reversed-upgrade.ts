/** The way back that `reverse(upgrade)` stands for: found from the operations, and from the schema before them. */
import type { BareOperation } from '../model/operation.ts'
import { placedNowhere } from '../model/placed-nowhere.ts'
import { reverseOperations } from '../schema/reverse.ts'
import { withAncestors } from './graph/lineage.ts'
import { collectOperations } from './op/collect-operations.ts'
import type { OpSettings } from './op/make-op.ts'
import type { Op } from './op/op-types.ts'
import type { Project } from './project.ts'
import type { MigrationFile } from './revisions/migration-files.ts'
import { RunnerError } from './runner-error.ts'
import { schemaOf } from './schema-of.ts'

/** The operations that undo the upgrade, in their order. Throws a RunnerError where that cannot be told. */
export async function reversedUpgrade(
  migration: MigrationFile,
  upgrade: (op: Op) => unknown,
  project: Project,
  settings: OpSettings,
): Promise<readonly BareOperation[]> {
  const operations = await collectOperations(
    upgrade,
    { isOffline: true, dialect: 'postgres', direction: 'upgrade', revision: migration.id },
    settings,
  )
  const before = schemaOf(ancestorsOf(migration, project), project)
  const back = reverseOperations(before, operations.map(placedNowhere))
  if (back) return back
  throw new RunnerError(
    `${migration.id} says reverse(upgrade), and its upgrade cannot be undone without a guess: it changes rows, or drops what no earlier migration made. Write a downgrade in ${migration.path}.`,
  )
}

function ancestorsOf({ id }: MigrationFile, { graph }: Project): readonly string[] {
  return [...withAncestors(graph, [id])].filter(each => each !== id)
}
