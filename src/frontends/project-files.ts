/** The files of a project, and the migrations found among them, as all frontends see them. */
import type { LateMigration, Revision } from '../model/history.ts'
import type { Flag } from '../model/names.ts'
import type { SourceFile } from '../source/source-file.ts'
import type { Module } from './typescript/module.ts'

/** What code does that cannot be followed. */
export interface CodeSettings {
  /**
   * Functions that give the text of a file, by their names as they are called, with the path of the file: `{0}` is
   * their first argument; `./` is the folder of the migration, `/` that of the project.
   */
  readonly sqlLoaders?: Readonly<Record<string, string>> | undefined
  /**
   * Helpers that change the database, by their names as they are called, with the SQL that they send: `{0}` is their
   * first argument, `{0.name}` a property of it. Without SQL they do nothing to it.
   */
  readonly helpers?: Readonly<Record<string, string>> | undefined
}

/** The files below the linted paths, without those that git ignores. Frontends see files only through this. */
export interface ProjectFiles {
  /** What the user's configuration tells about code that cannot be followed. */
  readonly code?: CodeSettings | undefined
  /** Relative to the project root, forward slashes, sorted. */
  readonly paths: readonly string[]
  /** Those of `paths` that the user named one by one: such a file is a migration wherever it lies. */
  readonly named?: readonly string[] | undefined
  /** The text of a file; undefined when there is none or it cannot be read. */
  read(path: string): SourceFile | undefined
  /** The syntax tree of a TypeScript or JavaScript file, parsed once. */
  module(path: string): Module | undefined
  /** Names of the folders that lead from the top of the project, with its settings and other packages, to the root. */
  readonly above?: readonly string[] | undefined
  /** Names of the folders in a folder; none by default. */
  folders?(path: string): readonly string[]
}

/** One migration found, not yet read. */
export interface MigrationSource {
  /** Name of the frontend that found it. */
  readonly framework: string
  /** What the runner calls it. */
  readonly name: string
  /** Migrations with the same history are replayed on one schema, usually those of one folder. */
  readonly history: string
  /** Files it is read from: the first is where it stands, then those of the down side. */
  readonly paths: readonly string[]
  readonly downPath?: string | undefined
  /** Which of the layouts that its frontend knows it was found in: what `find` tells `read`. */
  readonly layout?: string | undefined
  /** Its place in a graph of revisions; its name is then its id. */
  readonly revision?: Revision | undefined
  /** No other migration of its history may have the same. */
  readonly version?: string | undefined
  /** What the runner compares, where that is not the order in which `find` gives them. */
  readonly order?: number | undefined
  /** What the runner does with one that sorts before an applied one; it runs it, if absent. */
  readonly late?: LateMigration | undefined
  /** Migrations of its history have a down side, though this one may have none. */
  readonly knowsDown?: Flag
}
