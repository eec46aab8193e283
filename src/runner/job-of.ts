/** What is to be run for a step: the function of the file for its direction. */
import type { MigrationStep } from './graph/step.ts'
import type { Job } from './execute/run-migration.ts'
import type { LoadedMigration } from './revisions/load-migration.ts'
import type { MigrationFile } from './revisions/migration-files.ts'
import type { OpSettings } from './op/make-op.ts'
import type { Project } from './project.ts'
import { reversedUpgrade } from './reversed-upgrade.ts'
import { RunnerError } from './runner-error.ts'

/** Throws a RunnerError for a migration that has no way back. */
export async function jobOf(
  step: MigrationStep,
  migration: MigrationFile,
  loaded: LoadedMigration,
  project: Project,
  settings: OpSettings,
): Promise<Omit<Job, 'before'>> {
  const { direction, changes } = step
  const run = direction === 'upgrade' ? loaded.upgrade : await wayBack(migration, loaded, project, settings)
  return { migration, direction, changes, run }
}

async function wayBack(
  migration: MigrationFile,
  loaded: LoadedMigration,
  project: Project,
  settings: OpSettings,
): Promise<Job['run']> {
  const { downgrade, upgrade } = loaded
  if (downgrade.kind === 'function') return downgrade.run
  refuseNoWayBack(migration, loaded)
  const operations = await reversedUpgrade(migration, upgrade, project, settings)
  return op => void operations.map(operation => op.invoke(operation))
}

/** Throws a RunnerError for a migration that has no way back. */
export function refuseNoWayBack({ id, path }: MigrationFile, { downgrade }: LoadedMigration): void {
  switch (downgrade.kind) {
    case 'function':
    case 'reverse':
      return
    case 'irreversible':
      throw new RunnerError(
        `${id} cannot be undone: ${downgrade.reason}\n  file: ${path}\n  state: nothing was changed. To go back further, restore a backup; to forget the migration, use \`migrate-lint stamp\`.`,
      )
    case 'absent':
      throw new RunnerError(
        `${id} has no downgrade; nothing was changed. Write one in ${path}, or say why there is none: export const downgrade = irreversible('…').`,
      )
  }
}
