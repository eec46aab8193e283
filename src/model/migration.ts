/** One migration as the user wrote it: what it does, how to undo it, and how its runner runs it. */
import type { SourceFile } from '../source/source-file.ts'
import type { Span } from '../source/span.ts'
import type { CodeRemark } from './code-remark.ts'
import type { Operation } from './operation.ts'

/**
 * How the runner wraps the migration. `run`: all pending migrations share one transaction; `migration`: each
 * has its own; `query`: nothing is wrapped, but each round trip of several statements is one implicit transaction;
 * `none`: every statement stands alone, as the runner sends them one by one.
 */
export type TransactionScope = 'run' | 'migration' | 'query' | 'none'

/** The way back. */
export type Down =
  | {
      readonly kind: 'operations'
      readonly operations: readonly Operation[]
      /** The head of the down function or file. */ readonly span: Span
    }
  /** The framework knows a down side and this migration has none; the reason where it looks as if it had one. */
  | { readonly kind: 'absent'; readonly reason?: string | undefined }
  /** Declared as not to be undone. An empty reason means that none was given. */
  | { readonly kind: 'irreversible'; readonly reason: string; readonly span: Span }
  /** The runner derives it from up. */
  | { readonly kind: 'inferred' }
  /** Frameworks and folders without a down side. */
  | { readonly kind: 'unsupported' }

/** A text that could not be parsed. */
export interface ParseError {
  readonly message: string
  readonly span: Span
  /** PostgreSQL's grammar refused it; absent when the code around the SQL is broken. */
  readonly inSql?: true
}

/** A comment of the source that may hold a directive, `--`, slash-slash or block; `text` is what stands between its marks. */
export interface SourceComment {
  readonly text: string
  readonly span: Span
}

export interface Migration {
  /** Name of the frontend that read it: `typeorm`, `sql`, … */
  readonly framework: string
  /** As the framework knows it: class name, file name without extension, revision id. */
  readonly name: string
  /** Where findings about the migration as a whole stand. */
  readonly file: SourceFile
  /** The head of the up function, or the start of the file. */
  readonly span: Span
  /** Every file it was read from, `file` first. */
  readonly files: readonly SourceFile[]
  readonly transaction: TransactionScope
  /** How the runner wraps the way back, where that differs from `transaction`. */
  readonly downTransaction?: TransactionScope | undefined
  /** How long its runner lets a statement wait for a lock, unless the project says otherwise: `5s`. */
  readonly lockTimeout?: string | undefined
  /** It opts out of the transaction of the run, and takes it from all other pending migrations too. */
  readonly breaksUpRun?: true | undefined
  readonly up: readonly Operation[]
  readonly down: Down
  readonly parseErrors: readonly ParseError[]
  /** All comments of its files, also those inside embedded SQL. */
  readonly comments: readonly SourceComment[]
  /** What is to be said about the code that performs it; absent where there is no code. */
  readonly remarks?: readonly CodeRemark[] | undefined
  /** The framework turns what it is given into SQL of this database; absent means PostgreSQL. */
  readonly dialect?: 'sqlite' | 'mysql' | 'other' | undefined
}
