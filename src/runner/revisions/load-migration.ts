/** Loads the code of a migration: the only code of the user that the runner runs. */
import * as authoring from '../authoring/index.ts'
import { isMade } from '../authoring/made.ts'
import type { Op } from '../op/op-types.ts'
import { messageOf, RunnerError } from '../runner-error.ts'
import { moduleLoader, type Members, type ModuleLoader } from './load-module.ts'
import type { MigrationFile } from './migration-files.ts'

/** The way back, as the file declares it. */
export type LoadedDowngrade =
  | { readonly kind: 'function'; readonly run: (op: Op) => unknown }
  | { readonly kind: 'irreversible'; readonly reason: string }
  /** Derived from the way up. */
  | { readonly kind: 'reverse' }
  | { readonly kind: 'absent' }

/** The functions of a migration. */
export interface LoadedMigration {
  readonly upgrade: (op: Op) => unknown
  readonly downgrade: LoadedDowngrade
}

/** Loads the code of migrations. */
export type MigrationLoader = (migration: MigrationFile) => Promise<LoadedMigration>

/** Makes a loader for the migrations of one run. */
export function migrationLoader(): MigrationLoader {
  const load = moduleLoader(authoring)
  return async migration => checked(await membersOf(migration, load), migration)
}

async function membersOf({ id, file, path }: MigrationFile, load: ModuleLoader): Promise<Members> {
  try {
    return await load(file)
  } catch (cause) {
    throw new RunnerError(
      `${path} cannot be loaded: ${messageOf(cause)}. Nothing of migration ${id} was run.`,
      cause,
    )
  }
}

function checked(found: Members, { id, path }: MigrationFile): LoadedMigration {
  if (found['revision'] !== id) {
    throw new RunnerError(
      `${path} says revision ${String(found['revision'])} when it is run, and ${id} when it is read. Write the id as a plain text.`,
    )
  }
  const { upgrade } = found
  if (!isFunction(upgrade))
    throw new RunnerError(
      `${path}: upgrade is no function. Write: export async function upgrade(op: Op) { … }`,
    )
  return { upgrade, downgrade: downgradeOf(found['downgrade'], path) }
}

function downgradeOf(value: unknown, path: string): LoadedDowngrade {
  if (value === undefined || value === null) return { kind: 'absent' }
  if (isMade(value, 'irreversible'))
    return { kind: 'irreversible', reason: 'reason' in value ? String(value.reason) : '' }
  if (isMade(value, 'reverse')) return { kind: 'reverse' }
  if (isFunction(value)) return { kind: 'function', run: value }
  throw new RunnerError(
    `${path}: downgrade is neither a function nor irreversible('why') nor reverse(upgrade).`,
  )
}

function isFunction(value: unknown): value is (op: Op) => unknown {
  return typeof value === 'function'
}
