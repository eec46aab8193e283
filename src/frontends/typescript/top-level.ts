/** The evaluator of one module: its top level is read once, its functions as often as somebody calls them. */
import type { SourceFile } from '../../source/source-file.ts'
import type { Span } from '../../source/span.ts'
import type { ProjectFiles } from '../project-files.ts'
import { readOnce } from './branches.ts'
import { callMethodOf, callValue, constructValue } from './calls.ts'
import { Journal } from './cells.ts'
import { moduleExports, moduleScope } from './common-js.ts'
import { evaluateExpression } from './expressions.ts'
import { FlowStack } from './flow.ts'
import { settleHost } from './hosts.ts'
import { emptyExports, exportNames, findExport } from './imports/export-table.ts'
import {
  importedValue,
  type Imported,
  type KnownImports,
  type ModuleLoader,
  type Reading,
  type StartedModule,
} from './imports/imported.ts'
import { lazyMap, namespaceOf } from './imports/lazy.ts'
import { missingModule, missingValue, type Missing } from './imports/missing.ts'
import { Thrown, type Interpreter } from './interpreter.ts'
import { LimitReached } from './limits.ts'
import { propertyOf } from './members.ts'
import type { Module } from './module.ts'
import { linkModule } from './modules.ts'
import { nodeModule } from './node-modules.ts'
import { importedText } from './project-texts.ts'
import { OperationSink } from './sink.ts'
import { executeStatement, executeStatements } from './statements.ts'
import { createTracker, type Tracker } from './tracker.ts'
import { UNDEFINED } from './value-tools.ts'
import type { Frame, Scope, Value } from './values.ts'

/** What surrounds a module: what the frontend knows, and the other files of the project. */
export interface Surroundings {
  readonly imports: KnownImports
  /** Absent when there is no project. */
  readonly loader: ModuleLoader | undefined
  readonly files: ProjectFiles | undefined
  /** Whose files are noted that code reads now. */
  readonly reading: Reading
}

/** What changes while a module is read and its functions run. */
interface Progress {
  steps: number
  sink: OperationSink
}

/** A module, its top level not yet read. */
export interface TopLevel {
  readonly interpreter: Interpreter
  readonly scope: Scope
  readonly progress: Progress
}

/** Nodes evaluated and calls made, for the module and for each run. */
const MOST_STEPS = 400_000

/** Prepares the evaluation of a module. */
export function topLevelOf({ file, program }: Module, surroundings: Surroundings): TopLevel {
  const progress = { steps: 0, sink: new OperationSink(file) }
  const interpreter = createInterpreter(file, surroundings, progress)
  const scope = moduleScope(topFrame(createTracker()))
  linkModule(interpreter, program.body, scope)
  return { interpreter, scope, progress }
}

/** The outermost call of all. */
export function topFrame(tracker: Tracker): Frame {
  return { self: UNDEFINED, depth: 0, tracker, mayReturn: [], args: [] }
}

/** A module that others import: what it exports is found in it as soon as its top level has come to it. */
export function startModule(module: Module, loader: ModuleLoader, imports: KnownImports): StartedModule {
  const { files, reading } = loader
  const top = topLevelOf(module, { imports, loader, files, reading })
  const filesRead = new Set<SourceFile>()
  const state: ModuleState = { path: module.file.path, ended: undefined }
  return {
    imported: { ...importedFrom(top, state), origins: top.interpreter.origins, filesRead },
    run: () => {
      try {
        whileReading(reading, filesRead, () => top.interpreter.executeAll(module.program.body, top.scope))
        state.ended = 'at its end'
      } catch (error) {
        if (error instanceof LimitReached) state.ended = 'too early'
        else if (error instanceof Thrown) state.ended = 'at its end'
        else throw error
      }
    },
  }
}

/** Runs code; the files that it reads are noted in a set. */
export function whileReading<T>(reading: Reading, files: Set<SourceFile>, work: () => T): T {
  const { files: before } = reading
  reading.files = files
  try {
    return work()
  } finally {
    reading.files = before
  }
}

interface ModuleState {
  readonly path: string
  ended: 'at its end' | 'too early' | undefined
}

function importedFrom({ interpreter, scope }: TopLevel, state: ModuleState): Imported {
  const { exports } = interpreter
  const find = (name: string): Value | undefined => findExport(exports, scope, name)
  const none = (name: string): Value => missingValue(whyNone(state, name))
  const names = (): readonly string[] => exportNames(exports, scope)
  const all = namespaceOf(
    lazyMap(names, find),
    missingValue({ path: state.path, why: 'which has no such export' }),
  )
  const isEsModule = (): boolean => exports.own.size > 0 || exports.stars.length > 0
  const whole = (): Value => {
    const { value, isInitial } = moduleExports(scope)
    return value && (!isInitial || !isEsModule()) ? value : all
  }
  const get = (name: string): Value => {
    const found = find(name)
    if (found) return found
    const value = whole()
    if (value === all) return none(name)
    if (name === 'default') return value
    const property = propertyOf(interpreter, value, name, scope.frame)
    return property.kind === 'primitive' && property.value === undefined ? none(name) : property
  }
  return {
    whole,
    namespace: () => (whole() === all ? all : commonJsNamespace(whole, names, get)),
    get,
    find,
    names,
  }
}

/** `import()` of a CommonJS module: its `module.exports` is the default export. */
function commonJsNamespace(
  whole: () => Value,
  names: () => readonly string[],
  get: (name: string) => Value,
): Value {
  const all = lazyMap(
    () => ['default', ...names()],
    name => (name === 'default' ? whole() : get(name)),
  )
  return namespaceOf(all, missingValue({ phrase: 'another file' }))
}

function whyNone({ path, ended }: ModuleState, name: string): Missing {
  if (ended === 'too early') return { path, why: 'which takes too many steps to be read', reason: 'limit' }
  return { path, why: ended ? `which has no export ${name}` : 'which imports this one in a circle' }
}

function createInterpreter(file: SourceFile, surroundings: Surroundings, progress: Progress): Interpreter {
  const at: { file: SourceFile; place: Span | undefined } = { file, place: undefined }
  const interpreter: Interpreter = {
    get file() {
      return at.file
    },
    entry: file,
    files: surroundings.files,
    get filesRead() {
      return surroundings.reading.files
    },
    get place() {
      return at.place
    },
    inFile: (inner, place, work) => {
      const { file: outer, place: before } = at
      at.file = inner
      at.place = place
      try {
        return work()
      } finally {
        at.file = outer
        at.place = before
      }
    },
    journal: new Journal(),
    flow: new FlowStack(),
    get sink() {
      return progress.sink
    },
    discarded: undefined,
    exports: emptyExports(),
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
    importModule: (specifier, from) => importModule(interpreter, surroundings, specifier, from),
    step: (cost = 1) => {
      progress.steps += cost
      if (progress.steps > MOST_STEPS) throw new LimitReached('too many steps')
    },
  }
  return interpreter
}

function importModule(
  interpreter: Interpreter,
  { imports, loader }: Surroundings,
  specifier: string,
  from: string,
): Imported {
  const known =
    imports(specifier) ?? nodeModule(interpreter, specifier) ?? importedText(interpreter, specifier, from)
  if (known) {
    const property = (name: string): Value =>
      known.kind === 'string' ? known : interpreter.property(known, name, topFrame(createTracker()))
    return importedValue(known, property)
  }
  if (specifier === '')
    return missingModule({ phrase: 'a module whose name is known only at run time' }).imported
  if (!loader) return missingModule({ phrase: `the module ${specifier}, which is another file` }).imported
  const found = loader.imported(specifier, from)
  for (const [source, varying] of found.origins ?? []) interpreter.origins.set(source, varying)
  for (const file of found.filesRead ?? []) interpreter.filesRead.add(file)
  return found
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
