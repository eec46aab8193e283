/** What a project may say about a comparison: renames, and the hooks of Alembic, as env.ts gives them. */
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { CompareHooks } from '../../runner/environment/autogenerate-settings.ts'
import type { Rename } from './rename.ts'

export type {
  ColumnComparison,
  CompareColumn,
  ComparedObject,
  ObjectType,
  ParentNames,
} from '../../runner/environment/autogenerate-settings.ts'

export interface CompareOptions extends CompareHooks {
  readonly dialect: 'postgres' | 'sqlite'
  /** The server's version, such as `17.2`: newer ones change more in place. Without it the oldest way is taken. */
  readonly serverVersion?: string | undefined
  /**
   * The first schema is that of the database, and the second one the target's: hooks are asked as on the way there, and
   * what was left alone then is left alone.
   */
  readonly isWayBack?: boolean | undefined
  readonly renames?: readonly Rename[] | undefined
  /** What makes the target: functions are made in its words. */
  readonly made?: readonly BareOperation[] | undefined
  /** What the runner keeps for itself in the database: it is never compared. */
  readonly ownTables?: readonly QualifiedName[] | undefined
}
