/** What every frontend is: an object that finds the migrations of its framework and reads them. */
import type { Migration } from '../model/migration.ts'
import type { Flag } from '../model/names.ts'
import type { SourceFile } from '../source/source-file.ts'
import type { Module } from './typescript/module.ts'

/** The files below the linted paths, without those that git ignores. Frontends see files only through this. */
export interface ProjectFiles {
  /** Relative to the project root, forward slashes, sorted. */
  readonly paths: readonly string[]
  /** Those of `paths` that the user named one by one: such a file is a migration wherever it lies. */
  readonly named?: readonly string[] | undefined
  /** The text of a file; undefined when there is none or it cannot be read. */
  read(path: string): SourceFile | undefined
  /** The syntax tree of a TypeScript or JavaScript file, parsed once. */
  module(path: string): Module | undefined
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
  /** Migrations of its history have a down side, though this one may have none. */
  readonly knowsDown?: Flag
}

/** What the user's configuration tells the frontends. */
export interface FrontendSettings {
  /** How the runner wraps migrations, where the user says other than the framework's default. */
  readonly transaction?: 'run' | 'migration' | 'query' | 'none' | undefined
}

export interface Frontend {
  /** Lower case, the name of its folder. */
  readonly name: string
  /** As the framework writes itself. */
  readonly title: string
  /** Page of the framework about migrations. */
  readonly docs: string
  /** What it reads, for the table of the README: `*.ts with export class … implements MigrationInterface`. */
  readonly reads: string
  /**
   * The migrations of this framework among the files, history by history, each in the order in which the
   * runner applies them. Decides by syntax tree and folder layout, never by substring.
   */
  find(files: ProjectFiles): readonly MigrationSource[]
  /**
   * The SQL that `read` will give to the parser, as far as the files show it. Texts that are parsed together take a
   * third of the time; one that is left out, or told wrongly, costs nothing else.
   */
  sqlTexts?(source: MigrationSource, files: ProjectFiles): readonly string[]
  /** Reads one migration; what is not understood becomes an opaque operation, never an exception. */
  read(source: MigrationSource, files: ProjectFiles, settings: FrontendSettings): Migration
}
