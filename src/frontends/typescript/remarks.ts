/** What is noticed about the code while it is read: some of it counts only if nobody waits for a promise later. */
import type { BareRemark } from '../../model/code-remark.ts'
import type { Operation } from '../../model/operation.ts'
import type { Span } from '../../source/span.ts'
import { reachedFrom, type Tracker } from './tracker.ts'

/** A callback's promises, which the method that called it drops. */
interface Dropped {
  readonly remark: BareRemark
  readonly trackers: readonly Tracker[]
}

/** What the remarks are decided by, when all has been read. */
export interface ReadToItsEnd {
  /** What somebody waits for. */
  readonly awaited: ReadonlySet<Tracker>
  readonly recorded: readonly { readonly operation: Operation; readonly tracker: Tracker }[]
}

/** The remarks of one direction. */
export class RemarkList {
  private readonly certain: BareRemark[] = []
  private readonly dropped: Dropped[] = []
  private readonly waiting: { readonly remark: BareRemark; readonly tracker: Tracker | undefined }[] = []
  private readonly leaving: { readonly remark: BareRemark; readonly size: number }[] = []

  /** Where a remark about code of another file belongs. */
  private readonly atHome: (span: Span) => Span

  constructor(atHome: (span: Span) => Span) {
    this.atHome = atHome
  }

  note(remark: BareRemark): void {
    this.certain.push(this.placed(remark))
  }

  /** Counts if an operation ran in the promises and nobody waits for it. */
  noteDropped(remark: BareRemark, trackers: readonly Tracker[]): void {
    this.dropped.push({ remark: this.placed(remark), trackers })
  }

  /** Counts unless somebody waits for the promise elsewhere. */
  noteUnlessAwaited(remark: BareRemark, tracker: Tracker | undefined): void {
    this.waiting.push({ remark: this.placed(remark), tracker })
  }

  /** Counts if something is done to the schema after so many operations, in code that may be left out. */
  noteIfFollowed(remark: BareRemark, size: number): void {
    this.leaving.push({ remark: this.placed(remark), size })
  }

  private placed(remark: BareRemark): BareRemark {
    return { ...remark, span: this.atHome(remark.span) }
  }

  /** All that counts, each once, and the promises that callbacks gave and nobody got. */
  decide({ awaited, recorded }: ReadToItsEnd) {
    const callbacks = new Set<Tracker>()
    const kept = [...this.certain]
    for (const { remark, trackers } of this.dropped) {
      const inside = reachedFrom({ children: [...trackers] })
      const lost = recorded.filter(({ tracker }) => inside.has(tracker) && !awaited.has(tracker))
      if (lost.length === 0) continue
      kept.push(remark)
      for (const { tracker } of lost) callbacks.add(tracker)
    }
    for (const { remark, tracker } of this.waiting) if (!tracker || !awaited.has(tracker)) kept.push(remark)
    for (const { remark, size } of this.leaving) {
      const follows = recorded
        .slice(size)
        .some(({ operation }) => operation.flow !== undefined && changesSchema(operation))
      if (follows) kept.push(remark)
    }
    return { remarks: withoutRepetitions(kept), callbacks }
  }
}

/** A loop says the same thing for each of its elements. */
function withoutRepetitions(remarks: readonly BareRemark[]): readonly BareRemark[] {
  const seen = new Map<string, BareRemark>()
  for (const remark of remarks) {
    const key = `${remark.kind} ${remark.span.start} ${remark.span.end} ${remark.span.file.path}`
    if (!seen.has(key)) seen.set(key, remark)
  }
  return [...seen.values()]
}

const ROWS_AND_SESSION: ReadonlySet<Operation['kind']> = new Set([
  'insertRows',
  'updateRows',
  'deleteRows',
  'mergeRows',
  'copyRows',
  'selectRows',
  'updateInBatches',
  'assertQuery',
  'setParameter',
  'transactionControl',
  'noOperation',
])

/** Whether an operation may change the schema; what could not be read may. */
export function changesSchema({ kind }: Operation): boolean {
  return !ROWS_AND_SESSION.has(kind)
}

/** The texts of what an operation says in which a value that is not known stands: `${source}`. */
export function textsWithHoles(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.includes('${') ? [value] : []
  // A place holds the text of its whole file.
  if (typeof value !== 'object' || value === null || 'file' in value) return []
  return Object.values(value).flatMap(textsWithHoles)
}
