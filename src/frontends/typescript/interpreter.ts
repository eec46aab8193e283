/** What the parts of the evaluator ask of each other. */
import type { SourceFile } from '../../source/source-file.ts'
import type { Span } from '../../source/span.ts'
import type { ProjectFiles } from '../project-files.ts'
import type { Journal } from './cells.ts'
import type { FlowStack } from './flow.ts'
import type { ExportTable } from './imports/export-table.ts'
import type { Imported } from './imports/imported.ts'
import type { Expression, Node, Statement } from './nodes.ts'
import type { OperationSink } from './sink.ts'
import type { Tracker } from './tracker.ts'
import type { Frame, HostCall, HostObject, Scope, Value, Varying } from './values.ts'

/** How a statement ended, when not at its end. */
export type Completion =
  | { readonly kind: 'return'; readonly value: Value }
  | { readonly kind: 'break' | 'continue'; readonly label?: string | undefined }
  | undefined

/** Where a call stands and what it hands over. */
export interface CallSite {
  readonly args: readonly Value[]
  readonly spans: readonly Span[]
  /** The place that findings point at. */
  readonly span: Span
  readonly frame: Frame
  readonly resultUsed: boolean
  /** The source of what is called, for messages. */
  readonly callee: string
  readonly template?: HostCall['template']
  /** Where the migration led there, when the call stands in another file. */
  readonly place?: Span | undefined
}

/** The evaluator as its parts see it. */
export interface Interpreter {
  /** The file whose code is being read. */
  readonly file: SourceFile
  /** The file of the migration, in which all findings stand. */
  readonly entry: SourceFile
  /** While code of another file is read: the place in the migration that led there. */
  readonly place: Span | undefined
  /** Runs work on code of a file, to which a place in the migration led. */
  inFile<T>(file: SourceFile, place: Span | undefined, work: () => T): T
  /** The project, for what the code reads of it. */
  readonly files: ProjectFiles | undefined
  /** Files whose texts the code has read. */
  readonly filesRead: Set<SourceFile>
  readonly journal: Journal
  readonly flow: FlowStack
  readonly sink: OperationSink
  /** The expression whose value the code throws away. */
  discarded: Node | undefined
  evaluate(node: Expression, scope: Scope): Value
  execute(node: Statement, scope: Scope): Completion
  /** Runs statements in order, functions declared first. */
  executeAll(nodes: readonly Statement[], scope: Scope): Completion
  /** Calls any value as a function. */
  call(callee: Value, site: CallSite, self?: Value): Value
  callMethod(receiver: Value, name: string, site: CallSite): Value
  construct(callee: Value, site: CallSite): Value
  property(receiver: Value, name: string, frame: Frame): Value
  /** What `await` gives; the frame waits for it. */
  settle(value: Value, frame: Frame): Value
  /** The module that a file means by a name. */
  importModule(specifier: string, from: string): Imported
  readonly exports: ExportTable
  /** Values that are others each time the migration runs, by the source that stands for them in texts. */
  readonly origins: Map<string, Varying>
  /** Builders that nobody has awaited yet. */
  readonly lazy: Map<HostObject, CallSite>
  /** Work whose callbacks are being read, outermost first: who is called back in one of them waits for it. */
  readonly underway: Tracker[]
  /** Functions that are being read, for recursion. */
  readonly active: Map<Node, number>
  /** Counts one step, or as many as the work is worth; throws when the budget is spent. */
  step(cost?: number): void
}

/** The code throws: caught by a `try` of the code, or the migration fails. */
export class Thrown extends Error {
  readonly value: Value
  readonly span: Span

  constructor(value: Value, span: Span) {
    super('the migration throws')
    this.value = value
    this.span = span
  }
}
