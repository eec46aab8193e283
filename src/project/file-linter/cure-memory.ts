/** Cures of a document that is being written: whether one holds takes longer to tell than a keystroke, so they go along with the text around them. */
import type { Finding } from '../../lint/finding.ts'
import { spanOf } from '../../source/span.ts'
import type { Cure } from './cures.ts'

/** A range of characters. */
interface Range {
  readonly start: number
  readonly end: number
}

/** A cure of an earlier text, at its places in this one; without edits where none held. */
interface Remembered extends Range {
  readonly rule: string
  readonly title: string
  readonly made: number
  readonly cure:
    (Pick<Cure, 'kind'> & { readonly edits: readonly (Range & { readonly text: string })[] }) | undefined
}

/** The cures of one document. */
export interface CureMemory {
  /** Follows the document to another text. */
  follow(text: string): void
  /** The cure of a finding as it was told before, as long as nothing of it was touched; else it is worked out. */
  cureOf(finding: Finding, work: (finding: Finding) => Cure | undefined): Cure | undefined
}

/** After so many milliseconds a cure is worked out anew, because what it depends on may have changed elsewhere. */
const LIFETIME = 2000

/** Remembers nothing yet. */
export function cureMemory(now: () => number): CureMemory {
  let text = ''
  let before: readonly Remembered[] = []
  let told: Remembered[] = []
  let mayRenew = true
  return {
    follow(next) {
      before = told.flatMap(moved(text, next))
      told = []
      mayRenew = true
      text = next
    },
    cureOf(finding, work) {
      const { rewrite, rule, span } = finding
      if (!rewrite) return undefined
      const { start, end } = span
      const isOne = (each: Remembered) =>
        each.start === start && each.end === end && each.rule === rule && each.title === rewrite.title
      const known = before.find(isOne)
      // One a keystroke is worked out anew.
      const isOld = known && now() - known.made >= LIFETIME
      if (known && !(isOld && mayRenew)) {
        told.push(known)
        return cureFrom(known, finding)
      }
      if (isOld) mayRenew = false
      const cure = work(finding)
      const edits = cure?.edits.map(each => ({ start: each.span.start, end: each.span.end, text: each.text }))
      const kept = cure && edits ? { kind: cure.kind, edits } : undefined
      told.push({ start, end, rule, title: rewrite.title, made: now(), cure: kept })
      return cure
    },
  }
}

function cureFrom({ cure, title }: Remembered, { span: { file } }: Finding): Cure | undefined {
  return (
    cure && {
      kind: cure.kind,
      title,
      edits: cure.edits.map(({ start, end, text }) => ({ span: spanOf(file, start, end), text })),
    }
  )
}

/** Where cures of one text stand in the next one; those that the difference touches are gone. */
function moved(old: string, next: string): (cure: Remembered) => Remembered | readonly [] {
  const shortest = Math.min(old.length, next.length)
  let from = 0
  while (from < shortest && old.charCodeAt(from) === next.charCodeAt(from)) from++
  let same = 0
  const isSame = (i: number) => old.charCodeAt(old.length - 1 - i) === next.charCodeAt(next.length - 1 - i)
  while (same < shortest - from && isSame(same)) same++
  const to = old.length - same
  const shift = next.length - old.length
  const move = <T extends Range>(range: T): T | undefined => {
    if (old === next || range.end < from) return range
    return range.start > to ? { ...range, start: range.start + shift, end: range.end + shift } : undefined
  }
  return remembered => {
    const here = move(remembered)
    const edits = remembered.cure?.edits.map(move)
    if (!here || edits?.some(each => each === undefined)) return []
    if (!remembered.cure || !edits) return here
    return { ...here, cure: { ...remembered.cure, edits: edits.flatMap(each => each ?? []) } }
  }
}
