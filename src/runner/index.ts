/** `migrate-lint/runner`: what migrations are written with, and the runner itself. */
export * from './authoring/index.ts'
export type { BatchOp, Op, OpConnection } from './op/op-types.ts'
export type { NameParts, NameTemplate, NamingConvention } from './naming-convention.ts'
export type { OpContext } from './op/sink.ts'
export { CallError, OfflineError } from './op/errors.ts'
export { defineEnv, env, type DatabaseEnvironment, type Environment } from './environment/environment.ts'
export type {
  AutogenerateSettings,
  ColumnComparison,
  CompareColumn,
  ComparedObject,
  ObjectType,
  ParentNames,
  SchemaTarget,
  SchemaTargets,
} from './environment/autogenerate-settings.ts'
export { createRunner } from './create-runner.ts'
export type { RunnerOptions } from './options.ts'
export type { PlannedMigration, PlannedStatement, Runner, RunReport, Status } from './runner.ts'
export type { Listener, RunEvent } from './execute/events.ts'
export { MigrationFailure, type FailureDetails, type Remains } from './execute/migration-failure.ts'
export { RevisionError } from './graph/revision-error.ts'
export { RunnerError } from './runner-error.ts'
export type { HistoryRow, RunState } from './tables/history-table.ts'
export type { MigrationFile } from './revisions/migration-files.ts'
export { openDatabase, type Database } from '../database/open-database.ts'
export { ConnectionFailed, ConnectionLost, DatabaseError, type Connection } from '../database/connection.ts'
