/** What a rule is; the only file that rules import. */
import type { RemarkKind, RemarkOf } from '../model/code-remark.ts'
import type { Constraint, ConstraintKind } from '../model/constraint.ts'
import type { DataType } from '../model/data-type.ts'
import type { History, HistoryDefect, HistoryEntry } from '../model/history.ts'
import type { Migration } from '../model/migration.ts'
import type { QualifiedName } from '../model/names.ts'
import type { Operation, OperationKind, OperationOf } from '../model/operation.ts'
import type { LockMode } from '../effects/lock-modes.ts'
import type { EffectsView } from '../effects/effects-view.ts'
import type { SchemaDifference } from '../schema/differences.ts'
import type { SchemaView } from '../schema/schema-view.ts'
import type { IndexState } from '../schema/schema-state.ts'
import type { Span } from '../source/span.ts'
import { chosenColumns, type ChosenColumn } from './chosen-columns.ts'
import type { HeldLock, LocksAt } from './held-locks.ts'
import type { NotValidConstraint } from './not-valid.ts'
import type { Finding, Hazard, Severity } from './finding.ts'
import type { NamingConvention } from './naming.ts'
import type { Rewrite } from './rewrite.ts'
import type { TransactionContext } from './transaction-context.ts'

export type {
  Constraint,
  QualifiedName,
  SchemaDifference,
  Migration,
  History,
  HistoryEntry,
  Operation,
  OperationKind,
  OperationOf,
  ChosenColumn,
  ConstraintKind,
  DataType,
  Rewrite,
  EffectsView,
  HeldLock,
  LocksAt,
  IndexState,
  SchemaView,
  TransactionContext,
}
export { formatName } from '../model/names.ts'
export { namesIn } from '../model/names-in.ts'
export { rowsCopiedBefore } from './copied-rows.ts'
export { dependentsOf, droppedBy } from './dropped.ts'
export { isCatalog, isListed } from './named-tables.ts'
export { repeatOf } from './repeat.ts'
export { volatilityOf } from '../effects/volatility.ts'
export { formatType } from '../model/data-type.ts'
export { differencesOf } from '../schema/differences.ts'
export { dataSizedWork, type DataSizedWork } from './data-sized-work.ts'
export { movedKey } from './moved-key.ts'
export { scopeOf } from './along-transactions.ts'
export { isWrittenAsSql } from './written-as-sql.ts'
export { qualified } from '../dialects/postgres/identifiers.ts'
export { waitsWithoutLimit } from './waits-without-limit.ts'
export { conditionOfBound } from '../schema/partition-bound.ts'
export { refusalOf } from '../schema/refusal.ts'
export { narrowingOf } from '../effects/narrowing.ts'
export { changesFamily } from '../effects/type-family.ts'
export { isHandledBefore } from './handled-before.ts'
export { usesEnumValue, type EnumValue } from './enum-value-uses.ts'
export {
  checkThenNotNull,
  concurrently,
  detachConcurrently,
  generatedDowngrade,
  ifItIsThere,
  inNextMigration,
  nameIt,
  notValidThenValidate,
  outsideTransaction,
  uniqueByIndex,
  freeIndexName,
  withLockTimeout,
} from './rewrites.ts'
export { atTheEnd } from './at-the-end.ts'
export { cutNames } from './names-given.ts'
export { emptyName, readableName } from './migration-name.ts'
export { circleOf, duplicatesIn, headsOf, parentsOf } from './revision-graph.ts'

/** What the trace of the bad example shows and that of the good one does not. */
export type Proof =
  | { readonly takesLock: LockMode }
  | { readonly rewritesTable: true }
  /** A table is read while the transaction holds a lock on it that blocks writers. */
  | { readonly scansTable: true }
  /** SQLSTATE of the statement that fails. */
  | { readonly failsWith: string }
  /** SQLSTATE of the `-- app` statement, which ran before. */
  | { readonly breaksApp: string }
  /** A table that had rows before has none afterwards, or is gone. */
  | { readonly losesRows: true }
  /** One statement changes as many rows as an existing table has, and commits none of them in between. */
  | { readonly writesAllRows: true }
  /** Rows point at rows that are not there, although a foreign key forbids it. */
  | { readonly orphansRows: true }
  /** A statement fails, and the rows that others of the migration changed before it stay changed. */
  | { readonly keepsHalf: true }
  /** SQLSTATE with which a migration that went through fails when it is run again. */
  | { readonly failsAgainWith: string }
  /** The catalog after up and down differs from the one before. */
  | { readonly leavesDifference: true }
  /** A statement of the `-- app` part reads a whole table. */
  | { readonly appScansTable: true }
  /** A lock that blocks readers or writers of an existing table is taken while lock_timeout is 0. */
  | { readonly locksWithoutTimeout: true }
  /** A statement with CONCURRENTLY runs while a lock_timeout or statement_timeout of less than ten minutes is in force. */
  | { readonly concurrentUnderShortTimeout: true }
  /** After the migrations went through, there is an index that is not valid. */
  | { readonly leavesInvalidIndex: true }
  /** Rows of an existing table are changed while the transaction holds this lock. */
  | { readonly writesUnderLock: LockMode }
  /** When what `up` gives is awaited, not all of it has run, or something else than the good example does. */
  | { readonly runsOutOfOrder: true }
  /** `up` sends other statements when it runs again. */
  | { readonly differsBetweenRuns: true }
  /** `up` sends other statements, or fails, once the application's module has changed. */
  | { readonly changesWithApplication: true }
  /** PostgreSQL says in a NOTICE that it cuts a name. */
  | { readonly cutsName: true }
  /** Locks that block readers or writers of so many existing tables are held at once. */
  | { readonly holdsStrongLocks: number }
  /** The transaction that was opened around the migration has ended before its last statement runs. */
  | { readonly endsTransaction: true }
  /** The orders in which the migrations may run leave different databases, or none is possible. */
  | { readonly dependsOnOrder: true }
  /** A database that was there before the change ends up otherwise than a new one, or the runner fails on it. */
  | { readonly divergesFromNew: true }
  /** SQLite refuses a statement of the migration. */
  | { readonly failsOnSqlite: true }
  /** Rows of a table that the migration does not name are gone or changed, on SQLite. */
  | { readonly losesRowsOnSqlite: true }
  /** Only for `convention`, with the reason. */
  | { readonly none: string }

/** Texts with `{placeholders}`. */
export interface RuleTexts {
  /** What is wrong: one sentence with a full stop. */
  readonly what: string
  /** Why it matters: what PostgreSQL does, and who waits, fails or is lost. */
  readonly why: string
  /** What to write instead, as steps. */
  readonly remedy: string
}

/** Other texts or another severity for a case of the same rule: `old type unknown`. */
export type RuleVariant = Partial<RuleTexts> & { readonly severity?: Exclude<Severity, 'off'> | undefined }

/** Values for the placeholders. */
export type Placeholders = Readonly<Record<string, string | number | undefined>>

/** Anything that has a place. */
export interface Place {
  readonly span: Span
}

export interface Reporting {
  /** Name of a variant of the rule's texts. */
  readonly variant?: string | undefined
  readonly related?: readonly { readonly message: string; readonly at: Place }[] | undefined
  /** What to write instead, where that can be told without a guess. */
  readonly rewrite?: Rewrite | undefined
}

/** What is the same for all operations of one direction of a migration. */
export interface MigrationContext {
  readonly migration: Migration
  readonly direction: 'up' | 'down'
  /** The operations judged, in order. */
  readonly operations: readonly Operation[]
  /** The schema before the first and after the last of them. */
  readonly before: SchemaView
  readonly after: SchemaView
  /** The schema before the up side, in both directions: what a down side has to bring back. */
  readonly beforeUp: SchemaView
  /** The schema before the n-th operation, its effects and its transaction. */
  readonly at: (index: number) => OperationContext
  readonly postgresVersion: number
  /** What comments of earlier migrations have declared retired, as written: `orders.legacy_code`. */
  readonly retired: ReadonlySet<string>
  /** How the project calls constraints that have no name. */
  readonly naming: NamingConvention
  /** Options of this rule, with its defaults. */
  readonly options: Readonly<Record<string, unknown>>
  readonly report: (place: Place, values: Placeholders, reporting?: Reporting) => void
}

/** What is known where one operation runs. */
export interface OperationContext {
  readonly schema: SchemaView
  readonly effects: EffectsView
  readonly transaction: TransactionContext
  /** The strong locks that it takes, and those that its transaction holds already. */
  readonly locks: LocksAt
  /** Constraints that its transaction has added as NOT VALID, perhaps in an earlier migration of the same run. */
  readonly notValid: readonly NotValidConstraint[]
}

/** All that a check of one operation sees. */
export interface RuleContext extends MigrationContext, OperationContext {
  /** Place of the operation in `operations`. */
  readonly index: number
  /** Whether an operation at another index commits together with this one: same transaction or same statement. */
  readonly commitsWith: (index: number) => boolean
}

/** What a check sees that judges the findings of all other rules in one direction of a migration. */
export interface FindingsContext extends MigrationContext {
  /** Sorted by nothing: as the rules reported them, without repetitions; also what a directive silences. */
  readonly findings: readonly Finding[]
}

/** All that a check of the history as a whole sees. */
export interface HistoryContext {
  readonly history: History
  /** Options of this rule, with its defaults. */
  readonly options: Readonly<Record<string, unknown>>
  readonly report: (place: HistoryEntry | HistoryDefect, values: Placeholders, reporting?: Reporting) => void
}

/**
 * Checks by the kind of operation; `each` sees every operation, `migration` runs once after all of them, `findings`
 * once after all other rules.
 */
export type Checks = {
  readonly [K in OperationKind]?: (operation: OperationOf<K>, context: RuleContext) => void
} & {
  /** By the kind of what was noticed about the code. */
  readonly remarks?: {
    readonly [K in RemarkKind]?: (remark: RemarkOf<K>, context: MigrationContext) => void
  }
  /** Runs once for all migrations together. */
  readonly history?: (context: HistoryContext) => void
  readonly each?: (operation: Operation, context: RuleContext) => void
  readonly migration?: (context: MigrationContext) => void
  readonly findings?: (context: FindingsContext) => void
}

/** One option of a rule. */
export interface RuleOption {
  readonly description: string
  readonly default: boolean | number | string | readonly string[]
  /** Its value in the preset `strict`, where that differs. */
  readonly strict?: boolean | number | string | readonly string[] | undefined
}

export interface Rule extends RuleTexts {
  /** Name of its folder, its page and its ESLint rule. */
  readonly id: string
  readonly hazard: Hazard
  /** In the preset `recommended`; a rule that is off there is a warning in `strict`. */
  readonly severity: Severity
  /** Version of migrate-lint that had it first. */
  readonly since: string
  readonly variants?: Readonly<Record<string, RuleVariant>> | undefined
  readonly references: readonly string[]
  readonly proof: Proof
  readonly options?: Readonly<Record<string, RuleOption>> | undefined
  /** Also judges the down side in `recommended`; the rest does so in `strict` only. */
  readonly judgesDown?: true | undefined
  /**
   * The databases that it judges. Unless said, PostgreSQL, and in migrations for others only what holds everywhere:
   * that something cannot run or cannot be undone, and conventions.
   */
  readonly dialects?: readonly ('postgres' | 'sqlite')[] | undefined
  /** Ids of rules that say the same hazard more exactly: where one of them finds something, this rule is silent. */
  readonly yieldsTo?: readonly string[] | undefined
  readonly check: Checks
}

/** A constraint that is added to a table, and the operation that does it. */
export type AddedConstraintCheck = (
  constraint: Constraint,
  operation: OperationOf<'addConstraint' | 'addColumn'>,
  context: RuleContext,
) => void

/** Checks every constraint that is added to a table which is there already, alone or with a new column. */
export function onAddedConstraint(check: AddedConstraintCheck): Checks {
  return {
    addConstraint: (operation, context) => {
      check(operation.constraint, operation, context)
    },
    addColumn: (operation, context) => {
      for (const constraint of operation.column.constraints) check(constraint, operation, context)
    },
  }
}

/**
 * Whether the migration chooses what it writes: on the way up, in PostgreSQL. The way back has to restore what
 * was there, and other databases have other types and names.
 */
export function isChoice({ migration, direction }: MigrationContext): boolean {
  return direction === 'up' && migration.dialect === undefined
}

/** A column for which a type is chosen, and the operation that does it. */
export type ChosenColumnCheck = (column: ChosenColumn, operation: Operation, context: RuleContext) => void

/** Checks every column of a new table, every new column, and every one whose type changes. */
export function onChosenColumn(check: ChosenColumnCheck): Checks {
  const checkAll = (operation: Operation, context: RuleContext): void => {
    if (!isChoice(context)) return
    for (const column of chosenColumns(operation, context)) check(column, operation, context)
  }
  return { createTable: checkAll, addColumn: checkAll, changeColumnType: checkAll }
}

/** A remedy in several steps, one a line, numbered. */
export function steps(...lines: readonly string[]): string {
  return lines.map((line, i) => `${i + 1}. ${line}`).join('\n')
}

/** Declares a rule. */
export function defineRule(rule: Rule): Rule {
  return rule
}
