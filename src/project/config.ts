/** The configuration that users write. */
import type { Preset, RunnerTimeouts } from '../lint/settings.ts'
import type { NamingConvention } from '../lint/naming.ts'
import type { Severity } from '../lint/finding.ts'

/** How loud a rule is, alone or with options of the rule. */
export type RuleConfig = Severity | readonly [Severity, Readonly<Record<string, unknown>>]

/** What the runner does around the migrations. */
export interface RunnerConfig extends RunnerTimeouts {
  /**
   * How it wraps them, where that is not the framework's default: all pending ones in one transaction (`run`),
   * each in its own (`migration`), each string that is sent in an implicit one (`query`), or none.
   */
  readonly transaction?: 'run' | 'migration' | 'query' | 'none' | undefined
  /** Of our own runner: the folder or folders of the migrations, relative to the configuration; `migrations` by default. */
  readonly folders?: string | readonly string[] | undefined
}

export interface Config {
  /** `recommended` by default. */
  readonly preset?: Preset | undefined
  /** By id of the rule. */
  readonly rules?: Readonly<Record<string, RuleConfig>> | undefined
  /** Major version of the server, 14 by default. */
  readonly postgres?: { readonly version?: number | undefined } | undefined
  readonly runner?: RunnerConfig | undefined
  /**
   * A git ref, such as `origin/main`: only migrations that are new or changed since the project branched off it are
   * reported, the others are replayed for what they make of the schema.
   */
  readonly since?: string | undefined
  /**
   * How constraints that have no name are to be called, by kind: `{ foreignKey: '{table}_{columns}_fkey' }`.
   * `{table}`, `{columns}` and, of a foreign key, `{referredTable}` are filled in; `--fix` writes the names.
   */
  readonly naming?: NamingConvention | undefined
  /**
   * Functions of the project that give the text of a file of SQL and cannot be followed: their names as migrations
   * call them, each with the path of the file. `{0}` stands for the first argument; the path begins with `./` or `../`
   * at the migration, or with `/` at the root of the project: `{ readSql: './sql/{0}.sql' }`.
   */
  readonly sqlLoaders?: Readonly<Record<string, string>> | undefined
  /**
   * What helpers do to the database that cannot be followed into their code, such as those of a package: by name, as
   * the migrations call them, each with the SQL that it sends. `{0}` stands for the first argument, `{0.name}` for a
   * property of it: `{ addAudit: 'ALTER TABLE "{1}" ADD COLUMN changed_by text' }`. Helpers that do nothing to the
   * database have the empty text.
   */
  readonly helpers?: Readonly<Record<string, string>> | undefined
  /** Names of the frontends to use; all by default. */
  readonly frameworks?: readonly string[] | undefined
  /** Only files that match, written as in .gitignore, relative to the configuration file. */
  readonly include?: readonly string[] | undefined
  /** No files that match. */
  readonly exclude?: readonly string[] | undefined
  /**
   * A dump of the schema, as `pg_dump --schema-only` writes it, of the database before the first migration that is
   * judged: what is not in it does not exist. The path is relative to the configuration file. For several
   * databases: the folder of the migrations, and the dump for it.
   */
  readonly schema?: string | Readonly<Record<string, string>> | undefined
}

/** Declares the configuration: the types help the editor, nothing else happens. */
export function defineConfig(config: Config): Config {
  return config
}
