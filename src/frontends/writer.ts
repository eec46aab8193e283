/** What a frontend can write: how operations are said in the source of its framework. */
import type { Migration } from '../model/migration.ts'
import type { BareOperation, Operation } from '../model/operation.ts'
import type { Edit, NewFile } from '../source/edit.ts'
import type { MigrationSource, ProjectFiles } from './project-files.ts'

/** Edits of files that are there, and new files beside them. */
export interface Changes {
  readonly edits: readonly Edit[]
  readonly files: readonly NewFile[]
}

/** A migration with what it was read from. */
export interface WrittenMigration {
  readonly migration: Migration
  readonly source: MigrationSource
  readonly files: ProjectFiles
}

/** An operation where it is written. */
export interface WrittenOperation extends WrittenMigration {
  readonly operation: Operation
  /** All operations of its direction. */
  readonly operations: readonly Operation[]
}

/** A migration that is to come after all others. */
export interface FollowUp {
  /** What it does, for its name: `validate orders_customer_fk`. */
  readonly title: string
  readonly up: readonly BareOperation[]
  /** Empty when there is nothing to undo. */
  readonly down: readonly BareOperation[]
  readonly transaction?: 'none' | undefined
}

/** A migration that is not there yet. */
export interface NewMigration {
  /** As its runner will call it. */
  readonly name: string
  readonly files: readonly NewFile[]
}

/**
 * Each method gives the ways to write it, best first, and none where it cannot be done for certain. They may be
 * wrong: whoever asks reads the changed files and takes the first that says what was meant.
 */
export interface Writer {
  /** Other operations instead of one; none to delete it. */
  replace(at: WrittenOperation, now: readonly BareOperation[]): readonly Changes[]
  /** Operations directly before one. */
  before(at: WrittenOperation, operations: readonly BareOperation[]): readonly Changes[]
  /** The name of a constraint where it is added. */
  name(at: WrittenOperation, name: string): readonly Changes[]
  /** Waiting for an operation. */
  await?(at: WrittenOperation): readonly Changes[]
  /** The runner opens no transaction for the migration. */
  transactionOff?(migration: WrittenMigration): readonly Changes[]
  /** A migration behind the last of its history; undefined where its name or its transaction cannot be told. */
  followUp?(
    wanted: FollowUp,
    history: readonly MigrationSource[],
    files: ProjectFiles,
  ): NewMigration | undefined
  /** Operations at the end of the way back, which is made if there is none. */
  downgrade?(migration: WrittenMigration, operations: readonly BareOperation[]): readonly Changes[]
}

/** Edits alone. */
export function edited(...edits: readonly Edit[]): Changes {
  return { edits, files: [] }
}
