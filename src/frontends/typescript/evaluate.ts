/**
 * The evaluator that all TypeScript frontends share: an abstract interpreter over a module.
 *
 * A frontend uses it so:
 *
 *     const evaluation = evaluateModule(module, { imports: specifier => … })
 *     const up = evaluation.exports.get('up')             // also of `exports.up =`, `module.exports = { up }`
 *     const run = evaluation.run(up, { args: [hostValue(runner)], floating: 'eager' })
 *     run.operations, run.parseErrors, run.comments, run.thrown
 *
 * `runner` is a `HostObject` (values.ts): a table from method name to `(call: HostCall) => Value | undefined`.
 * A method reads `call.args` with the helpers of arguments.ts (`textOf`, `property`, `booleanOf`, `listOf` …) and
 * records what it does: `call.emit(operation, at?)`, `call.emitTogether([…])` for one ALTER TABLE, `call.sql(value)` for
 * embedded SQL, `call.opaque(why)` for what cannot be read. A call that recorded something gives a promise by
 * itself; it floats unless the code awaits, returns or collects it. Other results are returned: `call.promise(value)`,
 * a `hostValue(…)` to chain on, or an `unknown(…)` (with `guard` for existence checks).
 * Builders that do nothing until awaited: return `call.lazy(host)` where `host.settle` records the operations.
 * Callbacks: `call.invoke(fn, [value])`. Conditions of the framework's own: `call.within('guarded', …)`.
 * Nothing is ever executed: what is not known is unknown, and what got the runner and is not known is opaque.
 */
import type { BareRemark } from '../../model/code-remark.ts'
import type { ParseError, SourceComment } from '../../model/migration.ts'
import type { Operation } from '../../model/operation.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { spanOf, type Span } from '../../source/span.ts'
import type { ProjectFiles } from '../project-files.ts'
import { settleHost } from './hosts.ts'
import { exportNames, findExport } from './imports/export-table.ts'
import { lazyMap } from './imports/lazy.ts'
import { loaderOf } from './imports/loader.ts'
import { Thrown, type CallSite, type Interpreter } from './interpreter.ts'
import { LimitReached } from './limits.ts'
import type { Module } from './module.ts'
import { OperationSink } from './sink.ts'
import { startModule, topFrame, topLevelOf, whileReading, type TopLevel } from './top-level.ts'
import { createTracker, type Tracker } from './tracker.ts'
import { mappedOf, UNDEFINED } from './value-tools.ts'
import type { Frame, HostObject, Value } from './values.ts'

/** What a frontend brings along. */
export interface EvaluateOptions {
  /**
   * What a module gives that the frontend knows: `typeorm`, `knex`; undefined for all others. One function for all
   * modules of a project: what they import from other files is evaluated once for each.
   */
  readonly imports?: ((specifier: string) => Value | undefined) | undefined
  /** The project, for what the module imports from other files of it. */
  readonly files?: ProjectFiles | undefined
}

/** How a function of the module is run. */
export interface RunOptions {
  readonly args: readonly Value[]
  readonly self?: Value | undefined
  /** What becomes of an operation whose promise nobody waits for. */
  readonly floating: 'lazy' | 'eager' | 'queued'
}

/** What a function of the module does. */
export interface Run {
  readonly operations: readonly Operation[]
  readonly parseErrors: readonly ParseError[]
  readonly comments: readonly SourceComment[]
  /** What was noticed about the code. */
  readonly remarks: readonly BareRemark[]
  /** Set when the function certainly throws: the message, where it is known. */
  readonly thrown?: { readonly message: string; readonly span: Span } | undefined
  readonly returned: Value
}

/** A module whose top level has been read. */
export interface Evaluation {
  /** Named exports, and `default`; those of `module.exports` and `exports` as well. */
  readonly exports: ReadonlyMap<string, Value>
  /** The top level itself takes too many steps, so that not all exports are there: every run says so. */
  readonly limited: boolean
  /** Files whose texts the module has read, at its top level and in all runs up to now. */
  readonly filesRead: ReadonlySet<SourceFile>
  /** Top-level variables, exported or not. */
  variable(name: string): Value | undefined
  /** Runs a function, a method of an object or class, or anything that can be called. */
  run(fn: Value, options: RunOptions): Run
  /** Makes an object of a class. */
  construct(made: Value): Value
  /** Reads a property. */
  property(value: Value, name: string): Value
}

/** Reads the top level of a module. */
export function evaluateModule(module: Module, options: EvaluateOptions = {}): Evaluation {
  const imports = options.imports ?? NOTHING_KNOWN
  const loader = options.files && loaderOf(options.files, imports, startModule)
  const reading = loader?.reading ?? { files: new Set<SourceFile>() }
  const top = topLevelOf(module, { imports, loader, files: options.files, reading })
  const { interpreter, scope } = top
  const filesRead = new Set<SourceFile>()
  const ask = <T>(work: () => T): Outcome<T> => whileReading(reading, filesRead, () => protect(work))
  const limited = ask(() => interpreter.executeAll(module.program.body, scope)).limit === true
  // What the module makes is for all directions: that one of them does not use it means nothing.
  interpreter.lazy.clear()
  const frame = topFrame(createTracker())
  const site: CallSite = {
    args: [],
    spans: [],
    span: spanOf(module.file, 0, 0),
    frame,
    resultUsed: true,
    callee: 'the migration',
  }
  return {
    exports: lazyMap(
      () => exportNames(interpreter.exports, scope),
      name => findExport(interpreter.exports, scope, name),
    ),
    limited,
    filesRead,
    variable: name => scope.variables.get(name)?.value,
    construct: made => ask(() => interpreter.construct(made, site)).value ?? UNDEFINED,
    property: (value, name) => ask(() => interpreter.property(value, name, frame)).value ?? UNDEFINED,
    run: (fn, how) => whileReading(reading, filesRead, () => runFunction(top, { fn, site, limited }, how)),
  }
}

const NOTHING_KNOWN = (): undefined => undefined

interface Task {
  readonly fn: Value
  readonly site: CallSite
  /** Something of the module is missing. */
  readonly limited: boolean
}

function runFunction(
  { interpreter, progress }: TopLevel,
  { fn, site, limited }: Task,
  { args, self, floating }: RunOptions,
): Run {
  const { entry } = interpreter
  const head = placeAtHome(fn, self, entry) ?? site.span
  const sink = new OperationSink(entry, () => interpreter.place ?? head)
  progress.steps = 0
  progress.sink = sink
  const root = createTracker()
  const mark = interpreter.journal.mark()
  const frame = { ...topFrame(root), self: self ?? UNDEFINED }
  const call = { ...site, args, spans: args.map(() => head), frame, span: head }
  const isLost = limited && (fn.kind === 'primitive' || fn.kind === 'unknown')
  const outcome = isLost
    ? { limit: true as const }
    : protect(() => interpreter.settle(interpreter.call(fn, call, self), frame))
  const neverRun = createTracker()
  const unsettled = protect(() => {
    flushLazy(interpreter, { ...frame, tracker: neverRun })
  })
  interpreter.journal.undo(mark)
  if (limited || (outcome.limit ?? unsettled.limit)) recordLimit(sink, head, root)
  return {
    ...sink.finish(root, floating, neverRun),
    parseErrors: sink.parseErrors,
    comments: sink.comments,
    returned: outcome.value ?? UNDEFINED,
    ...(outcome.thrown ? { thrown: thrownOf(interpreter, outcome.thrown, frame) } : {}),
  }
}

/** Builders that nobody awaited do nothing; what they would have done is recorded as floating. */
function flushLazy(interpreter: Interpreter, frame: Frame): void {
  for (const host of [...interpreter.lazy.keys()] as readonly HostObject[]) {
    settleHost(interpreter, { kind: 'host', host }, frame)
  }
}

interface Outcome<T> {
  readonly value?: T
  readonly thrown?: Thrown
  readonly limit?: true
}

/** Runs work; what the code throws and what is too much to read are answers, not errors. */
function protect<T>(work: () => T): Outcome<T> {
  try {
    return { value: work() }
  } catch (error) {
    if (error instanceof Thrown) return { thrown: error }
    // A RangeError is the stack: code nested thousands of levels deep.
    if (error instanceof LimitReached || error instanceof RangeError) return { limit: true }
    throw error
  }
}

function recordLimit(sink: OperationSink, span: Span, tracker: Tracker): void {
  const message = 'The migration takes too many steps to be read to its end.'
  const remedy = 'Split the migration, or generate its statements into a file of SQL.'
  const operation = { kind: 'opaque', reason: 'limit', message, remedy } as const
  // It stands behind all that was read, also behind what waits for the end.
  sink.add([{ operation, span }], { flow: undefined, tracker, queued: true })
}

function thrownOf(interpreter: Interpreter, { value, span }: Thrown, frame: Frame) {
  const message = value.kind === 'object' ? interpreter.property(value, 'message', frame) : value
  const at = interpreter.sink.atHome(span)
  return { message: message.kind === 'string' ? mappedOf(message).text : '', span: at }
}

/** The first line of what is run, or what in the migration's own file led to it. */
function placeAtHome(fn: Value, self: Value | undefined, home: SourceFile): Span | undefined {
  const { at, from } = fn.kind === 'function' ? fn : {}
  const made = self?.kind === 'object' ? self.class : undefined
  return [at, from, made?.at, made?.from].flatMap(span => (span?.file === home ? firstLine(span) : []))[0]
}

function firstLine(span: Span): Span {
  const lineBreak = span.file.text.indexOf('\n', span.start)
  return lineBreak < 0 ? span : spanOf(span.file, span.start, Math.min(span.end, lineBreak))
}
