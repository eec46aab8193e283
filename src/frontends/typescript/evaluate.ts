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
import { readOnce } from './branches.ts'
import { callMethodOf, callValue, constructValue } from './calls.ts'
import { Journal } from './cells.ts'
import { exportsOf, moduleScope } from './common-js.ts'
import { evaluateExpression } from './expressions.ts'
import { FlowStack } from './flow.ts'
import { settleHost } from './hosts.ts'
import { Thrown, type Interpreter } from './interpreter.ts'
import { LimitReached } from './limits.ts'
import { propertyOf } from './members.ts'
import type { Module } from './module.ts'
import { nodeModule } from './node-modules.ts'
import { importedText } from './project-texts.ts'
import { OperationSink } from './sink.ts'
import { executeStatement, executeStatements } from './statements.ts'
import { createTracker, type Tracker } from './tracker.ts'
import { mappedOf, UNDEFINED, unknown } from './value-tools.ts'
import type { Frame, FunctionValue, HostObject, Value } from './values.ts'

/** What a frontend brings along. */
export interface EvaluateOptions {
  /** What a module gives that the frontend knows: `typeorm`, `knex`; undefined for all others. */
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

/** Nodes evaluated and calls made, for the module and for each run. */
const MOST_STEPS = 400_000

/** Reads the top level of a module. */
export function evaluateModule(module: Module, options: EvaluateOptions = {}): Evaluation {
  const state = { steps: 0, sink: new OperationSink() }
  const interpreter = createInterpreter(module, options, state)
  const scope = moduleScope(topFrame(createTracker()))
  const limited = protect(() => interpreter.executeAll(module.program.body, scope)).limit === true
  // What the module makes is for all directions: that one of them does not use it means nothing.
  interpreter.lazy.clear()
  for (const [name, value] of exportsOf(scope)) interpreter.exports.set(name, value)
  const frame = topFrame(createTracker())
  const site = {
    args: [],
    spans: [],
    span: spanOf(module.file, 0, 0),
    frame,
    resultUsed: true,
    callee: 'the migration',
  }
  return {
    exports: interpreter.exports,
    limited,
    filesRead: interpreter.filesRead,
    variable: name => scope.variables.get(name)?.value,
    construct: made => protect(() => interpreter.construct(made, site)).value ?? UNDEFINED,
    property: (value, name) => protect(() => interpreter.property(value, name, frame)).value ?? UNDEFINED,
    run: (fn, { args, self, floating }) => {
      state.steps = 0
      state.sink = new OperationSink()
      const root = createTracker()
      const mark = interpreter.journal.mark()
      const top = { ...topFrame(root), self: self ?? UNDEFINED }
      const call = {
        ...site,
        args,
        spans: args.map(() => site.span),
        frame: top,
        span: spanOfValue(fn, site.span),
      }
      const isLost = limited && (fn.kind === 'primitive' || fn.kind === 'unknown')
      const outcome = isLost
        ? { limit: true as const }
        : protect(() => interpreter.settle(interpreter.call(fn, call, self), top))
      const neverRun = createTracker()
      const unsettled = protect(() => {
        flushLazy(interpreter, { ...top, tracker: neverRun })
      })
      interpreter.journal.undo(mark)
      if (limited || (outcome.limit ?? unsettled.limit)) recordLimit(state.sink, call.span, root)
      return {
        ...state.sink.finish(root, floating, neverRun),
        parseErrors: state.sink.parseErrors,
        comments: state.sink.comments,
        returned: outcome.value ?? UNDEFINED,
        ...(outcome.thrown ? { thrown: thrownOf(interpreter, outcome.thrown, top) } : {}),
      }
    },
  }
}

function topFrame(tracker: Tracker): Frame {
  return { self: UNDEFINED, depth: 0, tracker, mayReturn: [], args: [] }
}

function createInterpreter(
  module: Module,
  options: EvaluateOptions,
  state: { steps: number; sink: OperationSink },
): Interpreter {
  const interpreter: Interpreter = {
    file: module.file,
    entry: module.file,
    files: options.files,
    filesRead: new Set(),
    journal: new Journal(),
    flow: new FlowStack(),
    get sink() {
      return state.sink
    },
    discarded: undefined,
    exports: new Map<string, Value>(),
    lazy: new Map(),
    origins: new Map(),
    underway: [],
    active: new Map(),
    evaluate: (node, scope) => evaluateExpression(interpreter, node, scope),
    execute: (node, scope) => executeStatement(interpreter, node as never, scope),
    executeAll: (nodes, scope) => executeStatements(interpreter, nodes, scope),
    call: (callee, site, self) => callValue(interpreter, callee, site, self),
    callMethod: (receiver, name, site) => callMethodOf(interpreter, receiver, name, site),
    construct: (callee, site) => constructValue(interpreter, callee, site),
    property: (receiver, name, frame) => propertyOf(interpreter, receiver, name, frame),
    settle: (value, frame) => settle(interpreter, value, frame),
    importModule: specifier =>
      options.imports?.(specifier) ??
      nodeModule(interpreter, specifier) ??
      importedText(interpreter, specifier) ??
      unknown('other file', `${specifier || 'a module'} is another file`),
    step: (cost = 1) => {
      state.steps += cost
      if (state.steps > MOST_STEPS) throw new LimitReached('too many steps')
    },
  }
  return interpreter
}

/** What `await` gives, and who now waits for what. */
function settle(interpreter: Interpreter, value: Value, frame: Frame): Value {
  if (value.kind === 'promise') {
    frame.tracker.children.push(value.tracker)
    if (value.rejected) throw new Thrown(value.rejected.value, value.rejected.span)
    return settle(interpreter, value.value, frame)
  }
  if (value.kind === 'unknown') {
    if (value.tracker) frame.tracker.children.push(value.tracker)
    const waitable = value.alternatives?.filter(each => each.kind === 'promise' || each.kind === 'host') ?? []
    for (const each of waitable) {
      readOnce(interpreter, value.guard ? 'guarded' : 'conditional', () => settle(interpreter, each, frame))
    }
  }
  return value.kind === 'host' && !value.host.isInert ? settleHost(interpreter, value, frame) : value
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
  return { message: message.kind === 'string' ? mappedOf(message).text : '', span }
}

function spanOfValue(value: Value, otherwise: Span): Span {
  return value.kind === 'function' ? headOf(value) : otherwise
}

function headOf({ at }: FunctionValue): Span {
  const lineBreak = at.file.text.indexOf('\n', at.start)
  return lineBreak < 0 ? at : spanOf(at.file, at.start, Math.min(at.end, lineBreak))
}
