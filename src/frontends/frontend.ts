/** What every frontend is: an object that finds the migrations of its framework and reads them. */
import type { HistoryDefect } from '../model/history.ts'
import type { Migration } from '../model/migration.ts'
import type { MigrationSource, ProjectFiles } from './project-files.ts'
import type { Writer } from './writer.ts'

export type { MigrationSource, ProjectFiles } from './project-files.ts'

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
  /** How its migrations are changed, where that can be done. */
  readonly writer?: Writer | undefined
  /** Where the framework keeps a list of the migrations of a history: what of it is not so. */
  defects?(history: string, files: ProjectFiles): readonly HistoryDefect[]
  /** Reads one migration; what is not understood becomes an opaque operation, never an exception. */
  read(source: MigrationSource, files: ProjectFiles, settings: FrontendSettings): Migration
}
