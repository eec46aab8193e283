/** Reading a migration that is code: both directions are run by the evaluator, never for real. */
import type { Down, Migration, TransactionScope } from '../../model/migration.ts'
import type { SourceFile } from '../../source/source-file.ts'
import type { Span } from '../../source/span.ts'
import type { MigrationSource } from '../project-files.ts'
import { headOf as headOfFile } from '../sql-sections.ts'
import { headOf, placeOf } from './arguments.ts'
import { codeRemarks } from './code-remarks.ts'
import type { Evaluation, Run, RunOptions } from './evaluate.ts'
import type { Module } from './module.ts'
import { UNDEFINED } from './value-tools.ts'
import type { Value } from './values.ts'

/** What the framework calls for one direction. */
export type Direction = Omit<RunOptions, 'floating'> & {
  /** Undefined, or a value that cannot be called, where the migration has none. */
  readonly fn: Value | undefined
}

/** A migration of a framework, found in a module. */
export interface CodeMigration {
  readonly source: MigrationSource
  readonly file: SourceFile
  readonly module: Module | undefined
  readonly evaluation: Evaluation | undefined
  readonly transaction: TransactionScope
  readonly floating: RunOptions['floating']
  readonly up: Direction
  readonly down: Direction
  /** Where the migration as a whole stands, if not at its `up`. */
  readonly head?: Span | undefined
  /** What it means that there is no way back; `absent` unless the framework says other. */
  readonly withoutDown?: Down | undefined
}

/** Reads both directions. A way back that does nothing but throw is declared not to be one. */
export function readCodeMigration(code: CodeMigration): Migration {
  const { source, file, module, transaction } = code
  const start = code.head ?? headOfFile(file)
  const up = runOf(code, code.up)
  const down = runOf(code, code.down)
  const runs = [up, down].filter(each => each !== undefined)
  return {
    framework: source.framework,
    name: source.name,
    file,
    span: placeIn(file, code.up.fn) ?? start,
    files: [...new Set([file, ...(code.evaluation?.filesRead ?? [])])],
    transaction,
    up: up?.operations ?? [],
    down: downOf(code, down, start),
    parseErrors: [...(module?.errors ?? []), ...runs.flatMap(({ parseErrors }) => parseErrors)],
    comments: [...(module?.comments ?? []), ...runs.flatMap(({ comments }) => comments)],
    remarks: codeRemarks(module, { up, down }),
  }
}

function runOf({ evaluation, floating }: CodeMigration, { fn, ...options }: Direction): Run | undefined {
  if (!evaluation || (!isThere(fn) && !evaluation.limited)) return undefined
  return evaluation.run(fn ?? UNDEFINED, { ...options, floating })
}

function downOf({ file, down, withoutDown }: CodeMigration, run: Run | undefined, start: Span): Down {
  if (!isThere(down.fn) || !run) return withoutDown ?? { kind: 'absent' }
  const { operations, thrown } = run
  const span = placeIn(file, down.fn) ?? start
  if (thrown && operations.length === 0)
    return { kind: 'irreversible', reason: thrown.message, span: thrown.span }
  return { kind: 'operations', operations, span }
}

/** The first line of a function, if the migration itself declares it: another file may have made it. */
function placeIn(file: SourceFile, fn: Value | undefined): Span | undefined {
  const span = headOf(placeOf(fn))
  if (span?.file === file) return span
  const from = fn?.kind === 'function' ? fn.from : undefined
  return from?.file === file ? from : undefined
}

function isThere(fn: Value | undefined): boolean {
  return fn !== undefined && fn.kind !== 'primitive' && fn.kind !== 'method'
}
