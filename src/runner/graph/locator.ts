/** The words by which the command line points into the history: `head`, `a1b2`, `billing@+2`, `a1b2:head`. */
import { isReservedWord, type ReservedWord } from './reserved-words.ts'
import { RevisionError } from './revision-error.ts'

/** One place, as it was written. */
export type Locator = {
  /** The whole text, for messages. */
  readonly text: string
  /** What stands before `@`. */
  readonly branch?: string | undefined
} & (
  | { readonly kind: ReservedWord }
  | { readonly kind: 'name'; readonly name: string }
  /** Steps from a named place or, without `from`, from where the database is. */
  | { readonly kind: 'steps'; readonly from?: string | undefined; readonly steps: number }
)

/** A place that is counted from another one. */
export type StepLocator = Extract<Locator, { kind: 'steps' }>

/** Reads one place. */
export function parseLocator(text: string): Locator {
  if (text.includes(':')) {
    throw new RevisionError(
      `Range revision not allowed: '${text}'`,
      'only `history` and the scripts of --sql take two revisions',
    )
  }
  const at = text.indexOf('@')
  const branch = at < 0 ? undefined : text.slice(0, at)
  const place = text.slice(at + 1)
  if (branch === '' || place === '' || /[@\s]/u.test(place)) throw unreadable(text)
  const [, from, steps] = /^([^+-]*)([+-]\d+)$/u.exec(place) ?? []
  if (steps !== undefined) {
    return { text, branch, kind: 'steps', from: from === '' ? undefined : from, steps: Number(steps) }
  }
  if (/[+-]/u.test(place)) throw unreadable(text)
  return isReservedWord(place) ? { text, branch, kind: place } : { text, branch, kind: 'name', name: place }
}

/** Two places; an end that was left out is absent. */
export interface Range {
  readonly text: string
  readonly lower?: Locator | undefined
  readonly upper?: Locator | undefined
}

/** Reads `a:b`, `a:` or `:b`. */
export function parseRange(text: string): Range {
  const ends = text.trim().split(':')
  const [lower, upper] = ends
  if (lower === undefined || upper === undefined || ends.length > 2) {
    throw new RevisionError(
      `History range requires [start]:[end], [start]:, or :[end], not '${text}'`,
      'for one revision use `show`',
    )
  }
  return {
    text: ends.join(':'),
    lower: lower === '' ? undefined : parseLocator(lower),
    upper: upper === '' ? undefined : parseLocator(upper),
  }
}

function unreadable(text: string): RevisionError {
  return new RevisionError(
    `'${text}' points at no revision`,
    'write an id, a branch, head, heads, base, +1 or -1, with branch@ before it if one branch is meant',
  )
}
