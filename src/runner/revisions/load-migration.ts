/** Loads the code of a migration: the only code of the user that the runner runs. */
import { statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { createJiti, type Jiti } from 'jiti'
import * as authoring from '../authoring/index.ts'
import { isMade } from '../authoring/made.ts'
import type { Op } from '../op/op-types.ts'
import { messageOf, RunnerError } from '../runner-error.ts'
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

type Members = Readonly<Record<string, unknown>>

/** Loads the code of migrations. */
export type MigrationLoader = (migration: MigrationFile) => Promise<LoadedMigration>

/**
 * Makes a loader. Node loads what it can; TypeScript goes through jiti where Node does not strip types. What migrations
 * import from `migrate-lint/runner` is this very copy, so that they run where the package is not installed.
 */
export function migrationLoader(): MigrationLoader {
  const jiti = createJiti(import.meta.url, {
    interopDefault: false,
    moduleCache: false,
    virtualModules: { 'migrate-lint/runner': authoring, 'migrate-lint': authoring },
  })
  return async migration => checked(await members(migration, jiti), migration)
}

async function members(migration: MigrationFile, jiti: Jiti): Promise<Members> {
  const { file, path } = migration
  try {
    if (!stripsTypes() || !/\.[cm]?ts$/u.test(file)) return membersOf(await jiti.import(file))
    return membersOf(await import(`${pathToFileURL(file).href}?${String(statSync(file).mtimeMs)}`))
  } catch (cause) {
    throw new RunnerError(
      `${path} cannot be loaded: ${messageOf(cause)}. Nothing of migration ${migration.id} was run.`,
      cause,
    )
  }
}

/** Node 22.18 and later load TypeScript themselves: https://nodejs.org/api/typescript.html */
function stripsTypes(): boolean {
  return 'typescript' in process.features && Boolean(process.features.typescript)
}

function membersOf(value: unknown): Members {
  const members: Members = typeof value === 'object' && value !== null ? { ...value } : {}
  // A CommonJS file that Node loaded as a module.
  const inner = members['default']
  const isCommonJs = !('upgrade' in members) && typeof inner === 'object' && inner !== null
  return isCommonJs ? { ...inner } : members
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
