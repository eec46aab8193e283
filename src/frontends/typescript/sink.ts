/** Collects the operations of one direction of a migration, in order and numbered. */
import type { ParseError, SourceComment } from '../../model/migration.ts'
import type { Flow, OperationBase } from '../../model/operation-base.ts'
import { place, type BareOperation, type Operation } from '../../model/operation.ts'
import type { MappedText } from '../../source/mapped-text.ts'
import type { SourceFile } from '../../source/source-file.ts'
import type { Span } from '../../source/span.ts'
import { readSql } from '../../sql/read-sql.ts'
import type { BareRemark } from '../../model/code-remark.ts'
import { broughtHome, isElsewhere } from './places.ts'
import { RemarkList } from './remarks.ts'
import { renumbered } from './renumbered.ts'
import { reachedFrom, type Tracker } from './tracker.ts'

/** How an operation comes about. */
export interface Circumstances {
  readonly flow: Flow | undefined
  readonly tracker: Tracker
  /** It is sent when the direction has come to its end. */
  readonly queued?: boolean | undefined
  /** Where the migration led to code of another file, if not where it does now. */
  readonly place?: Span | undefined
}

/** One thing that a statement does, and where the code says it. */
export interface Said {
  readonly operation: BareOperation
  readonly span: Span
}

interface Recorded {
  readonly operation: Operation
  readonly tracker: Tracker
  readonly queued: boolean | undefined
}

/** What surrounds embedded SQL: its call, and what becomes of the result and of the values in it. */
export interface SqlUse {
  readonly resultUsed: boolean
  readonly call: Span
  /** The framework sends the values in the text as parameters. */
  readonly bound: boolean
  /** What the framework knows of the operations beside their SQL. */
  readonly refine?: ((operation: Operation) => Operation) | undefined
}

/** All of a direction. */
export interface Finished {
  readonly operations: readonly Operation[]
  readonly remarks: readonly BareRemark[]
}

/** A list of operations that grows; all of them stand in the migration's own file. */
export class OperationSink {
  readonly parseErrors: ParseError[] = []
  readonly comments: SourceComment[] = []
  readonly remarks: RemarkList
  private readonly home: SourceFile
  /** Where the migration led to the code of another file that is being read. */
  private readonly placeNow: () => Span | undefined
  private readonly recorded: Recorded[] = []
  private statement = 0
  private roundTrip = 0

  constructor(home: SourceFile, placeNow: () => Span | undefined = () => undefined) {
    this.home = home
    this.placeNow = placeNow
    this.remarks = new RemarkList(span => this.atHome(span))
  }

  /** A place in the migration's own file: the place itself, or what led there. */
  atHome(span: Span, place?: Span): Span {
    return isElsewhere(span, this.home) ? (place ?? this.placeNow() ?? span) : span
  }

  /** How many operations there are. */
  get size(): number {
    return this.recorded.length
  }

  /** Who started the operations recorded since there were so many. */
  startedSince(size: number): readonly Tracker[] {
    return this.recorded.slice(size).map(({ tracker }) => tracker)
  }

  /** The operations recorded since there were so many. */
  since(size: number): readonly Operation[] {
    return this.recorded.slice(size).map(({ operation }) => operation)
  }

  /** Records what one statement does. */
  add(said: readonly Said[], { flow, tracker, queued, place: from }: Circumstances): void {
    for (const { operation, span: written } of said) {
      const span = this.atHome(written, from)
      const base: OperationBase = {
        span,
        statement: this.statement,
        roundTrip: this.roundTrip,
        ...(span !== written && { writtenAt: written }),
      }
      this.recorded.push({ operation: withFlow(place(operation, base), flow), tracker, queued })
    }
    if (said.length === 0) return
    this.statement++
    this.roundTrip++
  }

  /** Records what embedded SQL does. */
  addSql(
    text: MappedText,
    sending: 'together' | 'apart',
    { flow, tracker, queued, place: from }: Circumstances,
    { resultUsed, call, bound, refine }: SqlUse,
  ): void {
    const sql = broughtHome(text, this.home, this.atHome(call, from))
    if (sql.text.trim() === '') {
      const operation: BareOperation = { kind: 'noOperation', message: 'An empty text is sent.' }
      this.add([{ operation, span: call }], { flow, tracker, queued, place: from })
      return
    }
    const reading = readSql(sql, { sending, statement: this.statement, roundTrip: this.roundTrip })
    for (const operation of reading.operations) {
      const used =
        operation.kind === 'selectRows' && resultUsed
          ? { ...operation, resultUsed: true as const }
          : operation
      this.recorded.push({ operation: withFlow(refine?.(used) ?? used, flow), tracker, queued })
    }
    if (!bound) {
      for (const each of reading.values) this.remarks.note({ kind: 'interpolatedValue', ...each })
    }
    this.parseErrors.push(...reading.parseErrors)
    this.comments.push(...reading.comments)
    this.statement = reading.nextStatement
    this.roundTrip = reading.nextRoundTrip
  }

  /** All operations; those that nothing waits for are marked as floating. */
  finish(root: Tracker, floating: 'lazy' | 'eager' | 'queued', neverRun: Tracker): Finished {
    const awaited = reachedFrom(root)
    const { remarks, callbacks } = this.remarks.decide({ awaited, recorded: this.recorded })
    const unstarted = reachedFrom(neverRun)
    // A builder on which `then` was called runs, whenever that may be.
    const started = floating === 'lazy' ? 'eager' : floating
    const operations = asSent(this.recorded).map(({ operation, tracker }): Operation => {
      if (awaited.has(tracker)) return operation
      if (callbacks.has(tracker)) return { ...operation, floating: 'callback' }
      return { ...operation, floating: unstarted.has(tracker) ? floating : started }
    })
    const isQueued = floating === 'queued'
    return {
      operations,
      remarks: remarks.map(each =>
        isQueued && each.kind === 'asyncCallback' ? { ...each, queued: true } : each,
      ),
    }
  }
}

/** What waits for the end of the direction goes behind all else, numbered again. */
function asSent(recorded: readonly Recorded[]): readonly Recorded[] {
  if (!recorded.some(({ queued }) => queued)) return recorded
  const sent = [...recorded.filter(({ queued }) => !queued), ...recorded.filter(({ queued }) => queued)]
  const operations = renumbered(sent.map(({ operation }) => operation))
  return sent.map((each, index) => ({ ...each, operation: operations[index] ?? each.operation }))
}

function withFlow(operation: Operation, flow: Flow | undefined): Operation {
  return flow === undefined ? operation : { ...operation, flow }
}
